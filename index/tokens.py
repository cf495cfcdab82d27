"""Late interaction: a vector for every content word of every passage, compared word by word with the question's.

MaxSim of Khattab and Zaharia, "ColBERT" (SIGIR 2020, arXiv 2004.12832), over the embedding model's own token vectors:
each word of the question looks for its nearest word in the passage, and the cosines are averaged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.types import Vectors

# Unit vectors have components of some hundredths up to a few tenths: 8 bits over +-0.5 keep cosines to about .002.
_SCALE = 254.0
# Rows unpacked at a time: they stay in the processor's cache, which halved the time of unpacking all at once.
_BLOCK = 256


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

    @classmethod
    def joined(cls, stores: Sequence["TokenStore"]) -> "TokenStore":
        """One store of the passages of several, in their order; at least one."""
        sizes = np.concatenate([np.diff(store.starts) for store in stores])
        vectors = np.concatenate([store.vectors for store in stores])
        return cls(vectors, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))

    def maxsim(self, question: Vectors, passages: Sequence[int]) -> Vectors:
        """For each passage the mean, over the question's tokens, of the best cosine with one of its tokens.

        `question` has shape (tokens, dimensions); 0 for a passage or a question without tokens.
        """
        if not len(question) or not len(passages):
            return np.zeros(len(passages), dtype=np.float32)
        begins, ends = self.starts[list(passages)], self.starts[1:][list(passages)]
        places = np.cumsum(ends - begins)
        cosines = np.empty((int(places[-1]), len(question)), dtype=np.float32)
        turned = np.ascontiguousarray(question.T) / np.float32(_SCALE)
        done = 0
        for begin, end in _joined(begins.tolist(), ends.tolist()):
            for start in range(begin, end, _BLOCK):
                rows = self.vectors[start : min(end, start + _BLOCK)].astype(np.float32)
                np.matmul(rows, turned, out=cosines[done : done + len(rows)])
                done += len(rows)
        filled = ends > begins
        found = np.zeros(len(places), dtype=np.float32)
        if filled.any():
            found[filled] = np.maximum.reduceat(cosines, (places - (ends - begins))[filled], axis=0).mean(axis=1)
        return found

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
