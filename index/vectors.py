"""Dense vectors, searched exactly: one row a text, mapped from the disk, compared with a question in one product.

As fast as FAISS's flat index on a few hundred thousand rows (eval/LOG.md), and nothing has to be imported for it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.types import Vectors


@dataclass(frozen=True, eq=False)
class FlatVectors:
    """Unit rows, shape (texts, dimensions)."""

    rows: Vectors

    @property
    def ntotal(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def cosines(self, query: Vectors) -> NDArray[np.float32]:
        """Cosine of each row with one unit vector, given as a row."""
        return np.asarray(self.rows @ query.reshape(-1), dtype=np.float32)

    def search(self, query: Vectors, count: int) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """Cosines and numbers of the `count` nearest rows, nearest first, each of shape (1, count)."""
        cosines = self.cosines(query)
        order = np.argsort(-cosines, kind="stable")[None, :count]
        return cosines[order], order

    def save(self, file: Path) -> None:
        """Write a plain .npy file."""
        np.save(file, self.rows, allow_pickle=False)

    @classmethod
    def load(cls, file: Path) -> "FlatVectors":
        """Map what `save` wrote."""
        return cls(np.load(file, mmap_mode="r", allow_pickle=False))
