"""Weights for questions for one fact that look answered (`rag.decide.ONE_FACT`): what was found so far, and reading.

Fitted on such questions of the dev and tuning files and on the twins of the entries that the reader has not learnt
from, which stand as near to what an entry says as questions do.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from eval.questions import Case
from eval.refusals import Asked, Weighed, refusals
from eval.twins import is_held, placed, read_twins
from rag.answering import MORE
from rag.assistant import Assistant
from rag.decide import ANSWERS, LOOKS_SURE, ONE_FACT, SO_FAR, THRESHOLD, is_open, read_best, so_far
from rag.retrieve import look, retrieve
from rag.understand import understand
from rag.weigh import weigh

BIASES = (-0.2, 0.0, 0.1, 0.2, 0.4)


def asked_of(cases: Sequence[Case], assistant: Assistant) -> list[Asked]:
    """The questions without a history, and both twins of the entries that are held back."""
    index = assistant.index
    held = [
        twins for twins, row in placed(read_twins(), index).items() if is_held(index.ids[index.sentence_entry[row]])
    ]
    alone = [Asked(case.turns[0], case.answerable, "questions") for case in cases if len(case.turns) == 1]
    pairs = ((Asked(one.question, True, "twins"), Asked(one.near, False, "twins")) for one in held)
    return [*alone, *(asked for pair in pairs for asked in pair)]


def evidence_of(assistant: Assistant, text: str) -> dict[str, float] | None:
    """The evidence that `ONE_FACT` weighs; None for another question, or one that is refused or cannot be read."""
    question = understand(text, (), assistant)
    views = look(question, assistant)
    found = question, retrieve(question, views, assistant.index), views, assistant
    evidence = weigh(*found)
    chance = so_far(evidence, *found) if is_open(evidence, question) else 0.0
    read = read_best(*found, MORE) if THRESHOLD <= chance < 1 else None
    return None if read is None else {SO_FAR: math.log(chance / (1 - chance)), ANSWERS: read}


def lines(asked: Sequence[Asked], evidence: Sequence[Mapping[str, float] | None]) -> Iterator[str]:
    """The weights to copy, and for some biases how many of either kind would be refused, as sure as they are."""
    least, most = (math.log(chance / (1 - chance)) for chance in LOOKS_SURE)
    known = [
        Weighed(one, seen, least <= seen[SO_FAR] < most)
        for one, seen in zip(asked, evidence, strict=True)
        if seen is not None
    ]
    yield from refusals(asked, known, ONE_FACT, BIASES)
