"""Weights of a regression that may refuse what looks answered, and how many it would refuse by its bias."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from eval.calibrate import fit
from rag.decide import THRESHOLD, Regression


class Asked(NamedTuple):
    """A question by itself, whether the glossary answers it, and what it is from."""

    text: str
    answerable: bool
    source: str


class Weighed(NamedTuple):
    """A question, the evidence for it, and whether the chat weighs that."""

    asked: Asked
    evidence: Mapping[str, float]
    counts: bool


def refusals(
    asked: Sequence[Asked], known: Sequence[Weighed], now: Regression, biases: Sequence[float]
) -> Iterator[str]:
    """The weights to copy, fitted on all that is `known`; of all that was `asked`, by source, how many the chat weighs,
    and with the weights as they are `now` and each bias, how many of these would be refused."""
    features = np.array([[one.evidence[name] for name in now.weights] for one in known])
    *weights, bias = fit(features, np.array([float(one.asked.answerable) for one in known]))
    fitted = {name: round(float(weight), 2) for name, weight in zip(now.weights, weights, strict=True)}
    yield f"Regression({fitted}, {bias:.2f})"
    sources = sorted({one.asked.source for one in known})
    yield f"{'refused at a bias of':20}" + "".join(f"{source:>34}" for source in sources)

    def line(title: object, some: Sequence[Weighed]) -> str:
        own = [one.asked for one in some]
        return f"{title:<20}" + "".join(f"{_counted(source, own, asked):>34}" for source in sources)

    weighed = [one for one in known if one.counts]
    yield line("weighed", weighed)
    for tried in biases:
        yield line(tried, [one for one in weighed if Regression(now.weights, tried).chance(one.evidence) < THRESHOLD])


def _counted(source: str, some: Sequence[Asked], asked: Sequence[Asked]) -> str:
    shares = []
    for answerable in (False, True):
        one, of = (sum(a.source == source and a.answerable == answerable for a in given) for given in (some, asked))
        shares.append(f"{one} of {of}")
    return f"{shares[0]}, answerable {shares[1]}"
