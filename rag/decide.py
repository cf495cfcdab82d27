"""Whether the glossary answers a question: a calibrated chance from what retrieval saw, before anything is written."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.store import Index
from index.types import Entry
from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.assistant import Assistant
from rag.parts import Views, maxsim
from rag.types import Hit, Outcome, Question
from rag.unknown import asks_of_a_name, has_unknown_designation
from rag.wanted import uncounted, untold

# Logistic regression on the dev and tuning questions (python -m eval calibrate); see eval/LOG.md.
WEIGHTS = {
    "cosine": 4.74,
    "maxsim": 7.0,
    "length": 6.01,
    "strange": -2.77,
    "untold": -3.53,
    "uncounted": -3.04,
    "undefined": -2.33,
    "foreign": -2.21,
    "faint": -3.36,
}
BIAS = -5.73
THRESHOLD = 0.45
_CLAUSE_END = re.compile(r"[,.;:?!()\n]|\b(?:and|or)\b")
_LONG, _SHORT, _MANY = 12, 7, 3
_FAINT_COSINE, _FAINT_MAXSIM = 0.5, 0.6


class Decision(NamedTuple):
    """What is done with a question, and the calibrated chance that the glossary answers it."""

    outcome: Outcome
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against an answer, each between 0 and 1.

    For it: `cosine` and `maxsim` of the best entry's nearest sentence and passage; `length`: content words of the
    question, 12 or more being 1 (a long question has lower cosines). Against it: `strange`: in a short question, pairs
    of neighbouring words that the best entries never put together, 3 or more being 1 (a compound term that is not here
    is often made of words that are); `untold` and `uncounted`: the kind of fact asked for is not there (see
    `rag.wanted`); `undefined`: a question what something of a short name is, without a name of the glossary; `foreign`:
    an acronym or product that no entry has; `faint`: cosine and MaxSim both lower than any answer's.
    """

    cosine: float
    maxsim: float
    length: float
    strange: float
    untold: float
    uncounted: float
    undefined: float
    foreign: float
    faint: float


def decide(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> Decision:
    """Outcome and calibrated confidence (logistic regression, Platt 1999). Numbers and marks alone ask nothing."""
    if not any(letter.isalpha() for word in content_words(question.searched) for letter in word):
        return Decision("not_in_glossary", 0.0)
    evidence = weigh(question, hits, views, assistant)
    total = BIAS + sum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
    confidence = 1 / (1 + math.exp(-total))
    return Decision("answered" if confidence >= THRESHOLD else "not_in_glossary", confidence)


def weigh(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> Evidence:
    """The evidence for an answer to the question from these hits."""
    index = assistant.index
    best = [index.entries[hit.entry_id] for hit in hits[: max(2, len(question.named))]]
    asked = set(content_words(question.searched))
    strange = _pairs(question.searched).difference(*(_kept_pairs(_text(entry)) for entry in best))
    short = len(asked) <= _SHORT
    told = [line.told for entry in best for line in assistant.read(index.place[entry.id]).lines]
    cosine, maxsim = _nearest(hits, views, index)
    return Evidence(
        cosine=cosine,
        maxsim=maxsim,
        length=min(len(asked), _LONG) / _LONG,
        strange=short * min(len(strange), _MANY) / _MANY,
        untold=untold(question.text, question.focus, told, assistant.vocabulary),
        uncounted=float(uncounted(question.text, told)),
        undefined=float(not question.named and asks_of_a_name(question.text)),
        foreign=float(has_unknown_designation(question.text, assistant.vocabulary)),
        faint=max(0.0, 1 - cosine / _FAINT_COSINE) * max(0.0, 1 - maxsim / _FAINT_MAXSIM),
    )


def _nearest(hits: Sequence[Hit], views: Views, index: Index) -> tuple[float, float]:
    """Of the best entry: the cosine of its nearest sentence, and the MaxSim of its nearest passage."""
    if not hits:
        return 0.0, 0.0
    place = index.place[hits[0].entry_id]
    own = index.sentence_rows(place)
    return (
        float(views.sentences[own.start : own.stop].max(initial=0.0)),
        max([0.0, *maxsim(index.passage_rows(place), views, index)]),
    )


def _text(entry: Entry) -> str:
    return ". ".join((entry.term, *entry.aliases, entry.body))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Stems of neighbouring content words within a clause."""
    pairs = set()
    for clause in _CLAUSE_END.split(text):
        words = raw_words(clause)
        for one, other in zip(words, words[1:], strict=False):
            if one not in STOP_WORDS and other not in STOP_WORDS:
                pairs.add((stem(one), stem(other)))
    return frozenset(pairs)


# Of an entry's whole text, some 30 kilobytes each.
_kept_pairs = lru_cache(256)(_pairs)
