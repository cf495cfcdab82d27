"""Whether the glossary answers a question: a calibrated chance from what retrieval saw, before anything is written."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.store import Index
from index.types import Entry
from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.assistant import Assistant
from rag.parts import Views
from rag.types import Claim, Hit, Outcome, Question

# Logistic regression on the dev questions (python -m eval calibrate); see eval/LOG.md.
WEIGHTS = {"cosine": 8.06, "focus": 1.92, "length": 6.74, "strange": -2.0, "number": -1.56}
BIAS = -5.65
THRESHOLD = 0.5
_CLAUSE_END = re.compile(r"[,.;:?!()\n]|\b(?:and|or)\b")
_LONG = 12
_MANY = 3


class Decision(NamedTuple):
    """What is done with a question, and the calibrated chance that the glossary answers it."""

    outcome: Outcome
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against an answer, each between 0 and 1.

    `cosine`: of the best entry's nearest sentence; `focus`: idf share of the words beside the names that the best
    entries have; `length`: content words of the question, 12 or more being 1 (a long question has lower cosines);
    `strange`: pairs of neighbouring words that the best entries never put together, 3 or more being 1 (a compound term
    that is not here is often made of words that are); `number`: how much of what a number is asked of the quotation
    lacks.
    """

    cosine: float
    focus: float
    length: float
    strange: float
    number: float


def decide(
    question: Question, hits: Sequence[Hit], quotation: Sequence[Claim], views: Views, assistant: Assistant
) -> Decision:
    """Outcome and calibrated confidence (logistic regression, Platt 1999)."""
    evidence = weigh(question, hits, quotation, views, assistant)
    total = BIAS + sum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
    confidence = 1 / (1 + math.exp(-total))
    return Decision("answered" if confidence >= THRESHOLD else "not_in_glossary", confidence)


def weigh(
    question: Question, hits: Sequence[Hit], quotation: Sequence[Claim], views: Views, assistant: Assistant
) -> Evidence:
    """The evidence for an answer to the question from these hits and this quotation."""
    index, vocabulary = assistant.index, assistant.vocabulary
    asked = set(content_words(question.searched))
    texts = [_text(index.entries[hit.entry_id]) for hit in hits[: max(2, len(question.named))]]
    said = {word for text in texts[: max(1, len(question.named))] for word in content_words(text)}
    quoted = {word for claim in quotation for word in content_words(claim.text)}
    strange = _pairs(question.searched) - {pair for text in texts for pair in _pairs(text)}
    return Evidence(
        cosine=max((_nearest(hit, views, index) for hit in hits[:1]), default=0.0),
        focus=vocabulary.coverage(question.focus, said),
        length=min(len(asked), _LONG) / _LONG,
        strange=min(len(strange), _MANY) / _MANY,
        number=(question.ask == "fact") * (1 - vocabulary.coverage(question.focus, quoted)),
    )


def _nearest(hit: Hit, views: Views, index: Index) -> float:
    row = list(index.entries).index(hit.entry_id)
    return float(views.sentences[index.sentence_entry == row].max(initial=0.0))


def _text(entry: Entry) -> str:
    return ". ".join((entry.term, *entry.aliases, entry.body))


def _pairs(text: str) -> set[tuple[str, str]]:
    """Stems of neighbouring content words within a clause."""
    pairs = set()
    for clause in _CLAUSE_END.split(text):
        words = raw_words(clause)
        for one, other in zip(words, words[1:], strict=False):
            if one not in STOP_WORDS and other not in STOP_WORDS:
                pairs.add((stem(one), stem(other)))
    return pairs
