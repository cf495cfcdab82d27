"""Vectors packed into 8 bits a component, and their exact products with vectors that are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numkong
import numpy as np
from numpy.typing import NDArray

from index.types import Vectors

Bytes = NDArray[np.int8]
# A component of a question's vector is two numbers of 8 bits, COARSE * one + the other, and no larger than the largest
# such pair: cosines are then 2e-5 from those of the vector itself.
COARSE = 128
LARGEST = 127
_LARGEST_PAIR = LARGEST * COARSE


@dataclass(frozen=True, eq=False)
class PackedVectors:
    """Unit rows, each in whole numbers of which its largest is 127: cosines to about .001, a quarter of the memory that
    a question has to read. `lengths` are those of the rows as they are packed."""

    packed: Bytes
    lengths: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Vectors) -> "PackedVectors":
        """Pack unit rows, shape (texts, dimensions). Rows that were packed before stay the same."""
        largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True, initial=0), 1e-12)
        packed = np.rint(rows * (LARGEST / largest)).astype(np.int8)
        return cls(packed, np.linalg.norm(packed.astype(np.float32), axis=1))

    @classmethod
    def none(cls, size: int) -> "PackedVectors":
        """No rows, of so many dimensions."""
        return cls.of(np.zeros((0, size), dtype=np.float32))

    def __len__(self) -> int:
        return len(self.packed)

    @property
    def rows(self) -> Vectors:
        """All rows unpacked, shape (texts, dimensions)."""
        return np.asarray(self.packed / self.lengths[:, None], dtype=np.float32)

    def cosines(self, queries: Vectors) -> NDArray[np.float32]:
        """Cosine of each unit vector, given as rows, with each row, shape (queries, rows). The rows are read once, and
        each vector is split by its own largest component: what else is asked moves no figure."""
        largest: Vectors = np.maximum(np.abs(queries).max(axis=1, keepdims=True), 1e-12)
        products, unit = products_of([self.packed.view(np.ndarray)], queries / largest)
        return products.T.astype(np.float32, order="C") * (unit * largest / self.lengths)

    def save(self, folder: Path, name: str) -> None:
        """Write both arrays as plain .npy files."""
        np.save(folder / f"{name}.npy", self.packed, allow_pickle=False)
        np.save(folder / f"{name}_lengths.npy", self.lengths, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, name: str) -> "PackedVectors":
        """Map what `save` wrote; nothing is read before it is searched."""
        packed = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return cls(packed, np.load(folder / f"{name}_lengths.npy", allow_pickle=False))


def products_of(parts: Sequence[Bytes], question: Vectors) -> tuple[NDArray[np.int32], np.float32]:
    """Products of the rows of all parts, in their order, with each of the question's vectors, shape (rows, vectors),
    and what to multiply them by for products with the vectors themselves.

    In whole numbers, as they are stored: half the time of unpacking them for a product in fp32.
    """
    largest = np.abs(question).max() or np.float32(1)
    whole = np.rint(question * (_LARGEST_PAIR / largest)).astype(np.int32)
    coarse = (whole + COARSE // 2) // COARSE
    pairs = numkong.dots_pack(np.concatenate([coarse, whole - coarse * COARSE]).astype(np.int8))
    both, done = np.empty((sum(map(len, parts)), 2 * len(question)), dtype=np.int32), 0
    for part in parts:
        both[done : done + len(part)] = numkong.dots_packed(part, pairs)
        done += len(part)
    return both[:, : len(question)] * COARSE + both[:, len(question) :], np.float32(largest / _LARGEST_PAIR)
