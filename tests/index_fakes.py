"""A tiny embedder and a tiny glossary for tests of the index where the weights do not matter."""

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.types import Vectors

GLOSSARY = """\
widget turning, widgets
**Widget Turning** is a **way to shape widgets**. It needs 3.5 kW, e.g. In mills. It was found in 1901.
**Steps**
- **Clamp**: hold the widget.
- **Turn**: rotate it at |V_DG| volts.
| Speed | Effect |
|---|---|
| Low | Rough |
| High |V_DG| | Smooth |
widget polishing, widgets
**Widget Polishing (WP)** makes a widget smooth. It follows turning.
"""
"""A bare seed file of two entries."""
MEND = r"Mend it with: python -m index build$"
"""How a refusal of an index ends."""


class HashEmbedder:
    """Texts as normalised counts of hashed words: equal texts give equal vectors, common words near ones."""

    name = "hashed-words"
    weights = "crc32 of 64"
    max_pieces = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, 64)."""
        counts = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                counts[row, zlib.crc32(word.encode()) % 64] += 1
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same, and a vector for each word."""
        return self.embed(texts), tuple(self.embed(re.findall(r"\w+", text.lower())) for text in texts)

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same: questions are read as other texts are."""
        return self.embed_tokens(texts)

    def pieces(self, text: str) -> int:
        """Words and marks, and two for the ends."""
        return 2 + len(re.findall(r"\w+|[^\w\s]", text))


def write_glossary(folder: Path, text: str = GLOSSARY) -> Path:
    """A folder of seeds with one file, made anew."""
    folder.mkdir(exist_ok=True)
    (folder / "000.txt").write_text(text, "utf-8")
    return folder


def home(folder: Path) -> Path:
    """Where the files of the index in a folder lie."""
    return folder / (folder / "CURRENT").read_text().strip()
