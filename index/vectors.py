"""Dense vectors in a flat FAISS index, searched exactly and mapped from the disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.types import Vectors


@dataclass(frozen=True, eq=False)
class FlatVectors:
    """Unit rows in `flat`, a FAISS index of inner products (IndexFlatIP, whose Python stubs miss half its methods)."""

    flat: Any

    @classmethod
    def of(cls, rows: Vectors) -> "FlatVectors":
        """The index of some rows, shape (texts, dimensions)."""
        flat = faiss.IndexFlatIP(rows.shape[1])
        flat.add(rows)
        return cls(flat)

    @property
    def ntotal(self) -> int:
        """Number of rows."""
        return int(self.flat.ntotal)

    @property
    def rows(self) -> Vectors:
        """All rows, shape (texts, dimensions): a view on FAISS's own memory."""
        if not self.ntotal:
            return np.zeros((0, self.flat.d), dtype=np.float32)
        stored = faiss.rev_swig_ptr(self.flat.get_xb(), self.ntotal * self.flat.d)
        return np.asarray(stored, dtype=np.float32).reshape(self.ntotal, self.flat.d)

    def cosines(self, query: Vectors) -> NDArray[np.float32]:
        """Cosine of each row with one unit vector, given as a row: every row is needed, so none has to be sorted."""
        # By FAISS: mapped rows begin at odd addresses, and numpy would copy all of them before it multiplies.
        return self._products(query, self.flat.get_xb(), self.ntotal)

    def cosines_of(self, query: Vectors, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The same for some rows, in their order; only these are read."""
        chosen = np.ascontiguousarray(self.rows[rows])
        return self._products(query, faiss.swig_ptr(chosen), len(chosen))

    def _products(self, query: Vectors, rows: object, count: int) -> NDArray[np.float32]:
        found = np.empty(count, dtype=np.float32)
        asked = np.ascontiguousarray(query, dtype=np.float32)
        faiss.fvec_inner_products_ny(  # type: ignore[attr-defined]
            faiss.swig_ptr(found), faiss.swig_ptr(asked), rows, self.flat.d, count
        )
        return found

    def search(self, query: Vectors, count: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Cosines and numbers of the `count` nearest rows, nearest first, each of shape (1, count)."""
        cosines, rows = self.flat.search(query.reshape(1, -1), count)
        return cosines, rows

    def save(self, file: Path) -> None:
        """Write FAISS's own format."""
        faiss.write_index(self.flat, str(file))

    @classmethod
    def load(cls, file: Path) -> "FlatVectors":
        """Map what `save` wrote: nothing is read before it is searched."""
        return cls(faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC))
