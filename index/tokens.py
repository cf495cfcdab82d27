"""Late interaction: a vector for every content word of every passage, compared word by word with the question's.

MaxSim of Khattab and Zaharia, "ColBERT" (SIGIR 2020, arXiv 2004.12832), over the embedding model's own token vectors:
each word of the question looks for its nearest word in the passage, and the cosines are averaged.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numkong
import numpy as np
from numpy.typing import NDArray

from index.types import Vectors

# Unit vectors have components of some hundredths up to a few tenths: 8 bits over +-0.5 keep cosines to about .002.
SCALE = 254.0
# A component of a question's vector is two numbers of 8 bits, COARSE * one + the other, and no larger than the largest
# such pair: cosines are then 2e-5 from those of the vector itself.
COARSE = 128
_LARGEST = 127 * COARSE
# Tile units were never tried with this library; the other ways are the same on processors with them and without.
for _tiles in ("sapphireamx", "graniteamx"):
    numkong.disable_capability(_tiles)


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
            spans = _joined(begins.tolist(), ends.tolist())
            products, unit = self._products(question, spans, int(sizes.sum()))
            firsts = (np.cumsum(sizes) - sizes)[filled]
            best[filled] = np.maximum.reduceat(products, firsts, axis=0) * unit
            # Turned round first: along rows of some ten numbers, numpy takes forty times as long.
            nearest = np.ascontiguousarray(products.T).max(axis=0)
            echo[filled] = np.add.reduceat(nearest * unit, firsts)
        return Nearness(best, echo, sizes)

    def _products(
        self, question: Vectors, spans: Iterable[tuple[int, int]], count: int
    ) -> tuple[NDArray[np.int32], np.float32]:
        """Products of the rows of some spans, `count` together, with each of the question's tokens, and what to
        multiply them by to have cosines.

        In whole numbers of 8 bits, as they are stored: half the time of unpacking them for a product in fp32.
        """
        largest = np.abs(question).max() or np.float32(1)
        whole = np.rint(question * (_LARGEST / largest)).astype(np.int32)
        coarse = (whole + COARSE // 2) // COARSE
        high, low = (numkong.dots_pack(part.astype(np.int8)) for part in (coarse, whole - coarse * COARSE))
        stored, products, done = self.vectors.view(np.ndarray), np.empty((count, len(question)), dtype=np.int32), 0
        for begin, end in spans:
            own = products[done : done + end - begin]
            np.multiply(numkong.dots_packed(stored[begin:end], high), COARSE, out=own)
            own += np.asarray(numkong.dots_packed(stored[begin:end], low))
            done += len(own)
        return products, np.float32(largest / (_LARGEST * SCALE))

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
