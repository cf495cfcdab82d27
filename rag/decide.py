"""Whether the glossary answers a question: a calibrated chance from what retrieval saw, before anything is written."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from index.words import content_words
from rag.assistant import Assistant
from rag.types import Claim, Hit, Outcome, Question

# Logistic regression on the dev questions (python -m eval calibrate); see eval/LOG.md for its curves.
WEIGHTS: dict[str, float] = {"cosine": 6.0, "coverage": 3.0, "focus": 2.0, "named": 1.0, "unknown": -2.0}
BIAS = -5.0
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, each between 0 and 1.

    `cosine`: of the best passage or sentence; `coverage`: idf share of the question's content words in the best entry;
    `focus`: the same for the words beside the names, in the quotation; `named`: whether the question names an entry;
    `unknown`: idf share of words that the glossary does not have.
    """

    cosine: float
    coverage: float
    focus: float
    named: float
    unknown: float


def decide(
    question: Question, hits: Sequence[Hit], quotation: Sequence[Claim], assistant: Assistant
) -> tuple[Outcome, float]:
    """Outcome and calibrated confidence (logistic regression, Platt 1999)."""
    evidence = weigh(question, hits, quotation, assistant)
    total = BIAS + sum(WEIGHTS[field.name] * getattr(evidence, field.name) for field in fields(evidence))
    confidence = 1 / (1 + math.exp(-total))
    return ("answered" if confidence >= THRESHOLD else "not_in_glossary"), confidence


def weigh(question: Question, hits: Sequence[Hit], quotation: Sequence[Claim], assistant: Assistant) -> Evidence:
    """The evidence for an answer to the question from these hits and this quotation."""
    index, vocabulary = assistant.index, assistant.vocabulary
    asked = set(content_words(question.searched))
    entries = [index.entries[hit.entry_id] for hit in hits[: max(1, len(question.named))]]
    said = {word for entry in entries for word in content_words(" ".join((entry.term, *entry.aliases, entry.body)))}
    quoted = {word for claim in quotation for word in content_words(claim.text)}
    unknown = {word for word in asked if word not in vocabulary.idf}
    weight = vocabulary.weight(asked)
    return Evidence(
        cosine=max((max(hit.parts["passage"], hit.parts["sentence"]) for hit in hits[:3]), default=0.0),
        coverage=vocabulary.coverage(asked, said),
        focus=vocabulary.coverage(question.focus, quoted),
        named=float(bool(question.named)),
        unknown=vocabulary.weight(unknown) / weight if weight else 0.0,
    )
