"""Late interaction: a vector for every content word of every passage, compared word by word with the question's.

MaxSim of Khattab and Zaharia, "ColBERT" (SIGIR 2020, arXiv 2004.12832), over the embedding model's own token vectors:
each word of the question looks for its nearest word in the passage, and the cosines are averaged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.packed import products_of
from index.types import Vectors

# Unit vectors have components of some hundredths up to a few tenths: 8 bits over +-0.5 keep cosines to about .002.
SCALE = 254.0


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
        packed = np.clip(np.rint(np.concatenate(tokens) * SCALE), -127, 127).astype(np.int8)
        return cls(packed, starts)

    @classmethod
    def joined(cls, stores: Sequence["TokenStore"]) -> "TokenStore":
        """One store of the passages of several, in their order; at least one."""
        sizes = np.concatenate([np.diff(store.starts) for store in stores])
        vectors = np.concatenate([store.vectors for store in stores])
        return cls(vectors, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))

    def compare(self, question: Vectors, passages: Sequence[int]) -> "Nearness":
        """How near some passages come to a question's tokens, shape (tokens, dimensions), both ways."""
        begins, ends = self.starts[list(passages)], self.starts[1:][list(passages)]
        sizes = ends - begins
        best = np.zeros((len(sizes), len(question)), dtype=np.float32)
        echo = np.zeros(len(sizes), dtype=np.float32)
        filled = np.flatnonzero(sizes)
        if len(question) and len(filled):
            stored = self.vectors.view(np.ndarray)
            spans = [stored[begin:end] for begin, end in _joined(begins.tolist(), ends.tolist())]
            products, scale = products_of(spans, question)
            unit = scale / np.float32(SCALE)
            firsts = (np.cumsum(sizes) - sizes)[filled]
            best[filled] = np.maximum.reduceat(products, firsts, axis=0) * unit
            # Turned round first: along rows of some ten numbers, numpy takes forty times as long.
            nearest = np.ascontiguousarray(products.T).max(axis=0)
            echo[filled] = np.add.reduceat(nearest * unit, firsts)
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


def _joined(begins: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Spans with those that follow one another made one: the passages of an entry lie side by side."""
    start = stop = begins[0]
    for begin, end in zip(begins, ends, strict=True):
        if begin != stop:
            yield start, stop
            start = begin
        stop = end
    yield start, stop
