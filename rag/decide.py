"""Whether the glossary answers a question: a calibrated chance, before anything is written.

From what retrieval saw, and where that leaves it in doubt, from how well the best sentences answer the question.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from rag.answering import MORE, SENTENCES, Reader
from rag.ask import asks_nothing
from rag.asked import asked
from rag.assistant import Assistant
from rag.candidates import ENTRIES, candidates
from rag.one_fact import asks_one_fact
from rag.parts import Views
from rag.types import Hit, Outcome, Question
from rag.wanted import wanted
from rag.weigh import Evidence, weigh

ANSWERS = "answers"
"""The evidence that is read from the best sentences; the other is in `rag.weigh`."""


class Regression(NamedTuple):
    """A logistic regression (Platt 1999) on the evidence by name."""

    weights: Mapping[str, float]
    bias: float

    def chance(self, evidence: Mapping[str, float]) -> float:
        """The chance of an answer."""
        total = self.bias + sum(weight * evidence[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


# Fitted on the dev and tuning questions (python -m eval calibrate), but for "bare", which is -1.28 there: terms that a
# strange glossary lacks would get through; and for "unheard" and "unspelt", which hardly any of them shows: either one
# is enough to refuse. See eval/LOG.md.
SEEN = Regression(
    {
        "cosine": 4.57,
        "maxsim": 5.62,
        "length": 7.56,
        "known": 1.84,
        "strange": -1.96,
        "apart": -1.67,
        "undefined": -1.69,
        "away": -2.81,
        "verdict": -1.47,
        "untold": -4.65,
        "uncounted": -5.49,
        "unfound": -1.39,
        "unsaid": -2.23,
        "bare": -1.53,
        "lacking": -4.89,
        "absent": -4.22,
        "follows": 0.0,
        "unheard": -8.0,
        "unspelt": -8.0,
    },
    -3.33,
)
# The same with what `rag.answering` says of the best sentences. It is asked only where the first chance is between
# DOUBT, since reading takes as long as all that was done before, and of follow-ups: all of 40 with an answer and 12 of
# 40 without one get through so (eval/questions/follow-a.jsonl; see eval/LOG.md).
READ = Regression(
    {
        "cosine": 4.89,
        "maxsim": 4.76,
        "length": 6.12,
        "known": 1.35,
        "strange": -1.64,
        "apart": -1.45,
        "undefined": -1.31,
        "away": -2.65,
        "verdict": -1.12,
        "untold": -3.46,
        "uncounted": -3.74,
        "unfound": -1.38,
        "unsaid": 0.09,
        "bare": -0.71,
        "lacking": -3.35,
        "absent": -3.42,
        "follows": 0.0,
        "unheard": -8.0,
        "unspelt": -8.0,
        ANSWERS: 0.72,
    },
    -3.96,
)
DOUBT = (0.15, 0.9)
THRESHOLD = 0.44
# What tells near things from the one asked for, of a question for one fact that looks surely answered, and is no surer
# than this: what was found so far, by its log-odds, and the best of the sentences that are read. Fitted on questions
# for one fact of dev and tuning and the held-back twins (python -m eval calibrate), but for the bias, which is set so
# that few of those with an answer are refused. What is less sure was read, or is said to be (eval/LOG.md).
SO_FAR, LOOKS_SURE = "so far", (0.8, 0.98)
_UNTOLD = 0.1
ONE_FACT = Regression({SO_FAR: 0.41, ANSWERS: 0.71}, 0.0)


class Decision(NamedTuple):
    """What is done with a question, and the calibrated chance that the glossary answers it."""

    outcome: Outcome
    confidence: float


def decide(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> Decision:
    """Outcome and calibrated confidence; 0 where nothing is asked."""
    if _asks_nothing(question):
        return Decision("not_in_glossary", 0.0)
    evidence = weigh(question, hits, views, assistant)
    confidence = so_far(evidence, question, hits, views, assistant)
    if LOOKS_SURE[0] <= confidence < LOOKS_SURE[1] and is_open(evidence, question):
        confidence = min(confidence, _chance_of_one(confidence, question, hits, views, assistant))
    return Decision("answered" if confidence >= THRESHOLD else "not_in_glossary", confidence)


def so_far(evidence: Evidence, question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> float:
    """The chance that a question of any kind is answered."""
    weighed = asdict(evidence)
    confidence = SEEN.chance(weighed)
    if is_doubtful(confidence, bool(question.follows)):
        read = read_best(question, hits, views, assistant)
        confidence = confidence if read is None else READ.chance({**weighed, ANSWERS: read})
    return confidence


def is_open(evidence: Evidence, question: Question) -> bool:
    """Whether one fact is asked for, and not of a kind that a sentence tells with all the other words."""
    told = bool(wanted(question.searched).kinds) and evidence.untold < _UNTOLD
    return asks_one_fact(question) and not told


def _asks_nothing(question: Question) -> bool:
    return not question.named and asks_nothing(question.searched)  # an entry may be called HMM


def _chance_of_one(chance: float, question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> float:
    """The chance that the one fact which is asked for is said, given the chance so far: more sentences are read where
    the first ones do not say it."""
    before, found = math.log(chance / (1 - chance)), chance
    for count in (SENTENCES, MORE):
        read = read_best(question, hits, views, assistant, count)
        found = chance if read is None else ONE_FACT.chance({SO_FAR: before, ANSWERS: read})
        if found >= THRESHOLD:
            break
    return found


def seen(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> float:
    """The chance by what retrieval saw alone, without reading; 0 where nothing is asked."""
    if _asks_nothing(question):
        return 0.0
    return SEEN.chance(asdict(weigh(question, hits, views, assistant)))


def is_doubtful(chance: float, follows: bool) -> bool:
    """Whether what was seen leaves it so open that the best sentences are read. Of a question that goes on with what
    was spoken of it always does: much of an entry is near to its name."""
    return follows or DOUBT[0] < chance < DOUBT[1]


def read_best(
    question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant, count: int = SENTENCES
) -> float | None:
    """How well the `count` best sentences of the hits answer the question (see `rag.answering`); None where that cannot
    be read (see `reader`)."""
    reading = reader(question, hits, views, assistant)
    return None if reading is None else reading.best(count)


def reader(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> Reader | None:
    """What reads the best sentences of the hits, the same one each time; None for a message of several questions, which
    no sentence answers whole, and where only a name is asked about, which reading knows less of than what is seen."""
    text = question.searched
    if question.ask in ("define", "compare") or asked(question.text):
        return None
    if text not in views.answers:
        found = candidates(question, hits[:ENTRIES], views, assistant)
        views.answers[text] = Reader(text, found[:MORE], assistant.few)
    return views.answers[text]
