"""Weights for the second look (`rag.second_look.SECOND`): what was found so far, and what both models read.

Fitted on all single questions of the dev and tuning files that are answered, and on the held-back twins; only what is
in doubt is read again, so what a bias refuses is counted among these.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from eval.calibrate import fit
from eval.one_fact import Asked, counted
from rag.answering import MORE, SENTENCES
from rag.assistant import Assistant
from rag.decide import THRESHOLD, Regression
from rag.find import find
from rag.second_look import JUDGED, SECOND, judged, needs_second_look
from rag.seek import seek
from rag.understand import understand

BIASES = (0.2, 0.4, 0.5, 0.6, 0.8, 1.0)


class Evidence(NamedTuple):
    """What `SECOND` weighs of a question, and whether the chat weighs it."""

    weighed: Mapping[str, float]
    in_doubt: bool


def evidence_of(assistant: Assistant, text: str) -> Evidence | None:
    """The evidence for a question; None for one that is refused or cannot be read."""
    whole = seek(understand(text, (), assistant), assistant)
    found = find(whole, (), assistant)
    if found.outcome != "answered" or not found.confidence < 1:
        return None
    both = [judged(whole, found.confidence, assistant, count) for count in (SENTENCES, MORE)]
    read = [one for one in both if one is not None]
    if not read:
        return None
    return Evidence(max(read, key=lambda one: one[JUDGED]), needs_second_look(whole, (), found, assistant))


def lines(asked: Sequence[Asked], evidence: Sequence[Evidence | None]) -> Iterator[str]:
    """The weights to copy, how many are read again, and for some biases how many of either kind would be refused."""
    known = [(one, seen) for one, seen in zip(asked, evidence, strict=True) if seen is not None]
    features = np.array([[seen.weighed[name] for name in SECOND.weights] for _, seen in known])
    *weights, bias = fit(features, np.array([float(one.answerable) for one, _ in known]))
    fitted = dict(zip(SECOND.weights, map(float, weights), strict=True))
    yield f"Regression({dict((name, round(value, 2)) for name, value in fitted.items())}, {bias:.2f})"
    sources = sorted({one.source for one, _ in known})
    yield f"{'refused at a bias of':20}" + "".join(f"{source:>34}" for source in sources)
    again = [(one, seen.weighed) for one, seen in known if seen.in_doubt]
    yield f"{'read again':20}" + "".join(
        f"{counted(source, [one for one, _ in again], asked):>34}" for source in sources
    )
    for tried in BIASES:
        chances = [(one, Regression(SECOND.weights, tried).chance(weighed)) for one, weighed in again]
        refused = [one for one, chance in chances if chance < THRESHOLD]
        yield f"{tried:<20}" + "".join(f"{counted(source, refused, asked):>34}" for source in sources)
