"""Entries on one concept: they share a name and their passages mean the same."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from index.types import Names, Vectors

# Entries of one name mean the same thing when their passages' mean vectors have at least this cosine: on the seeds,
# entries on one concept have .74 to .95, the two meanings of DDP .11.
SAME = 0.45


def concepts_of(ids: Iterable[str], names: Names, vectors: Vectors, owner: NDArray[np.intp]) -> Mapping[str, int]:
    """The number of each entry's concept; entries on one concept have one number.

    `vectors` are the passages' unit vectors, `owner` gives the position of a passage's entry in `ids`.
    """
    place = {entry_id: row for row, entry_id in enumerate(ids)}
    concept, members = dict(place), {row: [entry_id] for entry_id, row in place.items()}
    shared = sorted({entry_id for ids_of in names.values() if len(ids_of) > 1 for entry_id in ids_of})
    means = {entry_id: _mean(vectors, np.flatnonzero(owner == place[entry_id])) for entry_id in shared}
    for ids_of in names.values():
        for later, one in enumerate(ids_of):
            for other in ids_of[:later]:
                old, new = concept[one], concept[other]
                if old != new and float(means[one] @ means[other]) >= SAME:
                    moved = members.pop(old)
                    members[new] += moved
                    concept.update(dict.fromkeys(moved, new))
    return concept


def _mean(vectors: Vectors, rows: NDArray[np.intp]) -> Vectors:
    mean = vectors[rows].mean(axis=0) if len(rows) else np.zeros(vectors.shape[1], dtype=np.float32)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float32)
