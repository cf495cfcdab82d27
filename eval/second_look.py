"""Weights for the second look (`rag.second_look.SECOND`): what was found so far, and what both models read.

Fitted on all single questions of the dev and tuning files that are answered, and on the held-back twins; only what is
in doubt is read again, so what a bias refuses is counted among these.
"""

from collections.abc import Iterable, Iterator, Sequence

from eval.refusals import Asked, Weighed, refusals
from rag.answering import MORE, SENTENCES
from rag.assistant import Assistant
from rag.find import find
from rag.second_look import JUDGED, SECOND, judged, needs_second_look
from rag.seek import seek
from rag.understand import understand

BIASES = (-0.2, 0.0, 0.2, 0.4, 0.6, 0.8)


def weighed(assistant: Assistant, asked: Asked) -> Weighed | None:
    """The evidence for a question; None for one that is refused or cannot be read."""
    whole = seek(understand(asked.text, (), assistant), assistant)
    found = find(whole, (), assistant)
    if found.outcome != "answered" or not found.confidence < 1:
        return None
    both = [judged(whole, found.confidence, assistant, count) for count in (SENTENCES, MORE)]
    read = [one for one in both if one is not None]
    if not read:
        return None
    best = max(read, key=lambda one: one[JUDGED])
    return Weighed(asked, best, needs_second_look(whole, (), found, assistant))


def lines(asked: Sequence[Asked], known: Iterable[Weighed | None]) -> Iterator[str]:
    """The weights to copy, how many are read again, and for some biases how many of either kind would be refused."""
    yield from refusals(asked, [one for one in known if one is not None], SECOND, BIASES)
