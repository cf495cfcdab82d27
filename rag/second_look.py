"""Whether the glossary says what is asked, looked at once more when the quotation stands.

SmolLM2 reads the question with the best sentences, all as one text (rag/judge.py). With what was found so far it tells
the fact that is asked for from one near to it better than MiniLM alone does (eval/LOG.md), and takes a tenth of a
second: so only what is in doubt is read again, one answer in thirty, and the quotation is shown meanwhile.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.repair import plain
from rag.answering import MORE, SENTENCES, together
from rag.assistant import Assistant
from rag.decide import ANSWERS, DOUBT, SO_FAR, THRESHOLD, Regression, read_best, reader
from rag.find import Found
from rag.judge import ANSWER, load_judge
from rag.seek import Sought
from rag.signs import Candidate
from rag.types import ModelUnavailable

JUDGED = "judged"
"""The evidence that is read by SmolLM2."""
# What MiniLM says at least of a sentence that is not read again; what is surer than DOUBT is not either. So hardly
# anything is lost of what reading all of them would refuse.
SAID = 0.5
TAKEN_BACK = "read once more, what was quoted at first does not say this"
# Log-odds beyond this say no more.
_MOST = 8.0
# Fitted on the answered questions of dev and tuning and on the held-back twins, with what the judge said before it was
# averaged, but for the bias, which is set so that four of 978 with an answer are refused (python -m eval calibrate).
SECOND = Regression({SO_FAR: 0.35, ANSWERS: 0.29, JUDGED: 0.54}, 0.0)


def needs_second_look(whole: Sought, parts: Sequence[Sought], found: Found, assistant: Assistant) -> bool:
    """Whether an answer is read again: it is one to a single question, and not surely said."""
    if len(parts) > 1 or found.outcome != "answered" or found.confidence >= DOUBT[1] or whole.question.follows:
        return False
    read = read_best(whole.question, whole.hits, whole.views, assistant, MORE)
    return read is not None and read < SAID


def second_look(whole: Sought, found: Found, assistant: Assistant) -> Found:
    """The same, or a refusal where the best sentences do not say what is asked. As it is where SmolLM2 is not
    installed, or what it would have to read is too long."""
    chance = 0.0
    for count in (SENTENCES, MORE):  # more where the first ones do not say it
        evidence = judged(whole, found.confidence, assistant, count)
        chance = max(chance, SECOND.chance(evidence) if evidence else found.confidence)
        if chance >= THRESHOLD:
            return replace(found, confidence=min(found.confidence, chance))
    return Found("not_in_glossary", (), found.hits, chance, (*found.notes, TAKEN_BACK))


def judged(whole: Sought, confidence: float, assistant: Assistant, count: int) -> dict[str, float] | None:
    """The evidence that `SECOND` weighs, of so many sentences; None where nothing can be read."""
    reading = reader(whole.question, whole.hits, whole.views, assistant)
    read = None if reading is None else reading.best(MORE)
    if reading is None or read is None:
        return None
    odds = _odds(whole.question.searched, reading.found[:count])
    return None if odds is None else {SO_FAR: math.log(confidence / (1 - confidence)), ANSWERS: read, JUDGED: odds}


def _odds(asked: str, found: Sequence[Candidate]) -> float | None:
    """The log-odds, uncalibrated, that the sentences together answer what is asked; None where they are too long to be
    read, or SmolLM2 is not installed."""
    try:
        odds = load_judge().logit(plain(asked), plain(together(found)), found[0].entry.term, ANSWER)
    except ModelUnavailable:
        return None
    return None if math.isinf(odds) else min(_MOST, max(-_MOST, odds))
