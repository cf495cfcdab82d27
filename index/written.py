"""Vectors of the questions that come with the project, made beforehand: else they would be half of what a build embeds.

`python -m index.written` makes them anew, after a change of index/expansion.jsonl, index/unanswered.jsonl or of the
weights. A question without one is embedded by the build, and so are all where another model reads the glossary.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from index.each import Each, parts
from index.embed import load_embedder
from index.expansion import read_answered
from index.minilm import unit
from index.packed import PackedVectors
from index.types import Embedder, Vectors
from index.unanswered import read_lacking

MADE = Path(__file__).parent / "written.safetensors"
"""`vectors` int8, a row a question, and `keys`, the beginning of the sha256 of each; the weights' hash as metadata."""


def vectors_of(texts: Sequence[str], embedder: Embedder, each: Each = map, made: Path = MADE) -> Vectors:
    """Unit vectors of some questions, shape (texts, dimensions): those made beforehand by this embedder, to 8 bits of
    a row's largest number (cosines to about .001), the others embedded now."""
    known = _made(made, embedder.weights) if texts else {}
    new = [text for text in dict.fromkeys(texts) if _key(text) not in known]
    if not new and texts:
        return unit([known[_key(text)] for text in texts])
    fresh = np.concatenate(list(each(embedder.embed, parts(new))))
    rows = {text: fresh[row] for row, text in enumerate(new)}
    if len(new) == len(texts):
        return fresh
    return unit([rows[text] if text in rows else known[_key(text)] for text in texts])


def written() -> list[str]:
    """All questions that come with the project, each once."""
    answered = (text for one in read_answered() for text in one.queries)
    lacking = (text for one in read_lacking() for text in one.queries)
    return list(dict.fromkeys((*answered, *lacking)))


def make(texts: Sequence[str], embedder: Embedder, file: Path) -> None:
    """Embed the texts and write what `vectors_of` reads."""
    vectors = np.concatenate([embedder.embed(part) for part in parts(texts)])
    packed = PackedVectors.of(vectors).packed
    keys = np.array([_key(text) for text in texts], dtype=np.uint64)
    save_file({"vectors": packed, "keys": keys}, file, {"weights": embedder.weights})


def _made(file: Path, weights: str) -> Mapping[int, NDArray[np.int8]]:
    with safe_open(file, framework="numpy") as stored:
        if stored.metadata()["weights"] != weights:
            return {}
        return dict(zip(stored.get_tensor("keys").tolist(), stored.get_tensor("vectors"), strict=True))


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


if __name__ == "__main__":
    make(written(), load_embedder(), MADE)
