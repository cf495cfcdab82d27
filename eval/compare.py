"""Two runs over the same questions, paired question by question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.intervals import Interval, mcnemar, paired
from eval.scores import Score

BINARY = ("hit@1", "all_gold@5", "strict", "false_refusal", "refusal_recall")


class NotComparable(ValueError):
    """The two runs are not over the same questions. The message names one that is missing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Second run minus first run on one metric; `p` is McNemar's, None where values are no right-or-wrong."""

    type: str
    metric: str
    first: float
    second: float
    change: float
    interval: Interval
    p: float | None
    n: int


def compare(first: Sequence[Score], second: Sequence[Score]) -> list[Difference]:
    """Differences overall and by type, on the questions where both runs have the metric.

    Raises NotComparable unless both runs hold the same questions.
    """
    others = {one.id: one for one in second}
    strange = {one.id for one in first} ^ set(others)
    if strange:
        raise NotComparable(f"question {min(strange)} is in one run only; run both over the same question file")
    pairs = [(one, others[one.id]) for one in first]
    types = dict.fromkeys(one.type for one in first)
    return [
        *_differences("all", pairs),
        *(one for name in types for one in _differences(name, [pair for pair in pairs if pair[0].type == name])),
    ]


def lines(differences: Sequence[Difference]) -> list[str]:
    """One difference a line; those whose interval leaves out 0 are marked *."""
    head = f"{'type':14}{'metric':28}{'first':>8}{'second':>8}{'change':>8}  {'95 % interval':18}{'p':>8}{'n':>6}"
    return [head, *(_line(one) for one in differences)]


def _line(one: Difference) -> str:
    low, high = one.interval
    mark = "*" if low > 0 or high < 0 else ""
    p = "." if one.p is None else f"{one.p:.3f}"
    span = f"[{low:+.3f}, {high:+.3f}]"
    values = f"{one.first:8.3f}{one.second:8.3f}{one.change:+8.3f}"
    return f"{one.type:14}{one.metric:28}{values}  {span:18}{p:>8}{one.n:6} {mark}".rstrip()


def _differences(kind: str, pairs: Sequence[tuple[Score, Score]]) -> Iterator[Difference]:
    for metric in dict.fromkeys(name for one, _ in pairs for name in one.values):
        both = [(a, b) for a, b in pairs if metric in a.values and metric in b.values]
        if both:
            yield _difference(kind, metric, both)


def _difference(kind: str, metric: str, pairs: Sequence[tuple[Score, Score]]) -> Difference:
    first = [one.values[metric] for one, _ in pairs]
    second = [one.values[metric] for _, one in pairs]
    change, interval = paired(first, second, [one.cluster for one, _ in pairs])
    p = mcnemar(first, second) if metric.startswith(BINARY) else None
    n = len(pairs)
    return Difference(kind, metric, sum(first) / n, sum(second) / n, change, interval, p, n)
