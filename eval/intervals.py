"""Intervals and paired tests. Pure functions on arrays of values, one a question."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
SLOW_RESAMPLES = 1_000
SEED = 20240229
Z95 = 1.959963984540054

Floats = NDArray[np.float64]
Interval = tuple[float, float]


def bootstrap(values: Sequence[float], clusters: Sequence[str]) -> Interval:
    """The 95 % percentile interval of the mean, resampling whole clusters (Efron 1979; Cameron et al. 2008).

    Questions about one entry rise and fall together, so the clusters, not the questions, are drawn with replacement.
    Same input, same interval: the draws come from a fixed seed.
    """
    names = {name: row for row, name in enumerate(dict.fromkeys(clusters))}
    rows = [names[name] for name in clusters]
    sums = np.bincount(rows, weights=np.asarray(values, dtype=np.float64))
    sizes = np.bincount(rows).astype(np.float64)
    draws = _draws(len(names))
    return _percentiles(draws @ sums / (draws @ sizes))


def bootstrap_statistic(
    statistic: Callable[[Floats, Floats], float], values: tuple[Floats, Floats], clusters: Sequence[str]
) -> Interval:
    """The same interval for what is no mean but a statistic of two values a question. Fewer draws, as each is slow."""
    members: dict[str, list[int]] = {}
    for row, name in enumerate(clusters):
        members.setdefault(name, []).append(row)
    groups = [np.asarray(rows) for rows in members.values()]
    random = np.random.default_rng(SEED)
    drawn = random.integers(len(groups), size=(SLOW_RESAMPLES, len(groups)))
    resamples = [np.concatenate([groups[group] for group in draw]) for draw in drawn]
    found = np.array([statistic(values[0][rows], values[1][rows]) for rows in resamples])
    return _percentiles(found[~np.isnan(found)])


def wilson(hits: float, trials: int) -> Interval:
    """The 95 % score interval of a proportion (Wilson 1927), honest at 0 and at 1 where a bootstrap has no width."""
    share = hits / trials
    centre = share + Z95**2 / (2 * trials)
    spread = Z95 * sqrt(share * (1 - share) / trials + Z95**2 / (4 * trials**2))
    scale = 1 + Z95**2 / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def interval(values: Sequence[float], clusters: Sequence[str]) -> Interval:
    """The clustered bootstrap; but Wilson, over the clusters, where all values are 0 or all are 1, as no resample then
    differs, and where values are 0 or 1 and no two questions share an entry.
    """
    count, kinds = len(set(clusters)), set(values)
    if kinds <= {0.0, 1.0} and (len(kinds) == 1 or count == len(clusters)):
        return wilson(sum(values) * count / len(values), count)
    return bootstrap(values, clusters)


def mcnemar(one: Sequence[float], other: Sequence[float]) -> float:
    """The exact two-sided p value for paired right-or-wrong values (McNemar 1947): a binomial test on the pairs that
    differ, 1 where none does.
    """
    gains = sum(a < b for a, b in zip(one, other, strict=True))
    losses = sum(a > b for a, b in zip(one, other, strict=True))
    pairs = gains + losses
    tail = sum(comb(pairs, k) for k in range(min(gains, losses) + 1))
    return min(1.0, float(tail / 2 ** (pairs - 1)))


def paired(one: Sequence[float], other: Sequence[float], clusters: Sequence[str]) -> tuple[float, Interval]:
    """The mean of other - one with its clustered bootstrap interval; both in the same order of questions."""
    differences = [b - a for a, b in zip(one, other, strict=True)]
    return float(np.mean(differences)), bootstrap(differences, clusters)


@lru_cache(maxsize=8)
def _draws(clusters: int) -> Floats:
    """How often each cluster is drawn, shape (RESAMPLES, clusters)."""
    random = np.random.default_rng(SEED)
    return random.multinomial(clusters, np.full(clusters, 1 / clusters), size=RESAMPLES).astype(np.float64)


def _percentiles(values: Floats) -> Interval:
    if not len(values):
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
