"""Two adapters of one model averaged: what was learnt before and after a further training, which together may tell more
than either (Wortsman et al., "Robust fine-tuning of zero-shot models", arXiv 2109.01903)."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Adapter = Mapping[str, NDArray[np.floating]]


def averaged(first: Adapter, second: Adapter, share: float) -> dict[str, NDArray[np.float16]]:
    """The adapter that lies between two, `share` of the way from the first to the second: of each matrix the nearest
    product of as many rows as the first one's, of each vector all. In fp16.

    Raises ValueError where they are not of the same matrices.
    """
    if first.keys() != second.keys():
        raise ValueError(f"not of the same matrices: {sorted(first.keys() ^ second.keys())[:3]}")
    found: dict[str, np.ndarray] = {}
    for name in first:
        own = name.removesuffix(".up")
        if name.endswith(".up"):
            pairs = [(one[name], one[f"{own}.down"]) for one in (first, second)]
            found[name], found[f"{own}.down"] = _product(pairs, share)
        elif not name.endswith(".down"):
            found[name] = (1 - share) * first[name].astype(np.float32) + share * second[name].astype(np.float32)
    return {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in found.items()}


def _product(pairs: list[tuple[np.ndarray, np.ndarray]], share: float) -> tuple[np.ndarray, np.ndarray]:
    """Two factors whose product is nearest to the mean of two products."""
    (up, down), (other_up, other_down) = ((one.astype(np.float32), two.astype(np.float32)) for one, two in pairs)
    rank = up.shape[1]
    left, upper = np.linalg.qr(np.hstack([(1 - share) * up, share * other_up]))
    right, lower = np.linalg.qr(np.vstack([down, other_down]).T)
    turned, sizes, back = np.linalg.svd(upper @ lower.T)
    root = np.sqrt(sizes[:rank])
    return left @ turned[:, :rank] * root, root[:, None] * back[:rank] @ right.T
