"""Vectors kept on disk while a glossary is built: a build that was killed goes on from there.

A part is a folder of its own, renamed into place when it is whole, so that a kill leaves a whole part or none.
"""

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.tokens import TokenStore
from index.types import Vectors

_PART, _UNFINISHED = "part-", ".part-"


@dataclass(frozen=True, eq=False)
class Part:
    """Texts with their vectors, one row a text; passages have the vectors of their words too, sentences None."""

    texts: Sequence[str]
    vectors: Vectors
    tokens: TokenStore | None = None


class Kept:
    """The parts that one model's weights made, in a folder that nothing else lies in."""

    def __init__(self, folder: Path, weights: str) -> None:
        self._root = folder
        self._folder = folder / hashlib.sha256(weights.encode()).hexdigest()[:12]

    def parts(self) -> Iterator[Part]:
        """The parts that are there. One that cannot be read is passed over: its texts are embedded again."""
        return parts_in(self._folder)

    def keep(self, part: Part) -> Part:
        """Write a part, and return it as it is mapped from the disk."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
        (new / "texts.json").write_text(json.dumps(part.texts), "utf-8")
        np.save(new / "vectors.npy", part.vectors, allow_pickle=False)
        if part.tokens is not None:
            part.tokens.save(new)
        return _read(new.rename(self._folder / f"{_PART}{new.name.removeprefix(_UNFINISHED)}"))

    def forget(self) -> None:
        """Remove all parts, those of other weights and unfinished ones too."""
        shutil.rmtree(self._root, ignore_errors=True)


def parts_in(folder: Path) -> Iterator[Part]:
    """The parts of one model's weights."""
    for home in sorted(folder.glob(f"{_PART}*")):
        with contextlib.suppress(OSError, ValueError, EOFError):
            yield _read(home)


def _read(home: Path) -> Part:
    texts = json.loads((home / "texts.json").read_text("utf-8"))
    vectors = np.load(home / "vectors.npy", mmap_mode="r", allow_pickle=False)
    tokens = TokenStore.load(home) if (home / "tokens.npy").is_file() else None
    if len(vectors) != len(texts) or (tokens and len(tokens.starts) != len(texts) + 1):
        raise ValueError(f"{home} is not whole")
    return Part(texts, vectors, tokens)
