"""Late interaction: a vector for every content word of every passage, compared word by word with the question's.

MaxSim of Khattab and Zaharia, "ColBERT" (SIGIR 2020, arXiv 2004.12832), over the embedding model's own token vectors:
each word of the question looks for its nearest word in the passage, and the cosines are averaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.types import Vectors

# Unit vectors have components of some hundredths up to a few tenths: 8 bits over +-0.5 keep cosines to about .002.
_SCALE = 254.0


@dataclass(frozen=True, eq=False)
class Nearness:
    """`best`: cosine of each question token (columns) with its nearest token of each passage (rows); `echo`: the sum,
    over a passage's own tokens, of the best cosine with one of the question's; `sizes`: how many tokens it has. Without
    tokens on either side all is 0."""

    best: Vectors
    echo: Vectors
    sizes: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TokenStore:
    """`vectors` int8, shape (tokens, dimensions), mapped from the disk; passage i has rows starts[i]:starts[i + 1]."""

    vectors: NDArray[np.int8]
    starts: NDArray[np.int64]

    @classmethod
    def build(cls, tokens: Sequence[Vectors]) -> "TokenStore":
        """Pack the token vectors of the passages, in their order."""
        starts = np.cumsum([0, *(len(one) for one in tokens)], dtype=np.int64)
        packed = np.clip(np.rint(np.concatenate(tokens) * _SCALE), -127, 127).astype(np.int8)
        return cls(packed, starts)

    def compare(self, question: Vectors, passages: Sequence[int]) -> "Nearness":
        """How near some passages come to a question's tokens, shape (tokens, dimensions), both ways."""
        sizes = np.diff(self.starts)[list(passages)]
        best = np.zeros((len(sizes), len(question)), dtype=np.float32)
        echo = np.zeros(len(sizes), dtype=np.float32)
        filled = np.flatnonzero(sizes)
        if len(question) and len(filled):
            spans = [self.vectors[self.starts[row] : self.starts[row + 1]] for row in passages]
            cosines = np.concatenate(spans).astype(np.float32) @ question.T / _SCALE
            begins = (np.cumsum(sizes) - sizes)[filled]
            best[filled] = np.maximum.reduceat(cosines, begins, axis=0)
            echo[filled] = np.add.reduceat(cosines.max(axis=1), begins)
        return Nearness(best, echo, sizes)

    def save(self, folder: Path) -> None:
        """Write both arrays as plain .npy files."""
        np.save(folder / "tokens.npy", self.vectors, allow_pickle=False)
        np.save(folder / "token_starts.npy", self.starts, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "TokenStore":
        """Map what `save` wrote; only the passages that are compared are read into memory."""
        vectors = np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False)
        return cls(vectors, np.load(folder / "token_starts.npy", allow_pickle=False))
