"""Hits -> candidates: every sentence that may be quoted, scored by its signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.store import Index
from index.words import content_words
from rag.assistant import Assistant
from rag.parts import Views, maxsim
from rag.signs import Asked, Candidate, signs
from rag.types import Hit, Question

ENTRIES = 3
# "Harder to detect." says nothing when it is cut out of its place.
LEAST_WORDS = 3
# A line that leads over to a list or a formula is left out; a sentence that ends so is not.
_LEADS_OVER = 12
# Conditional logit over the sentences of a question's hits, the right one being one with a vital fact: fitted on the
# tune and dev questions together (python -m eval tune).
WEIGHTS: Mapping[str, float] = {
    "cosine": 7.0,
    "late": 9.1,
    "under": 3.5,
    "label": 2.7,
    "heading": 3.1,
    "defines": 2.8,
    "defines named": 0.4,
    "defines unnamed": 0.7,
    "margin": -0.2,
    "unnamed": -1.0,
    "item": -0.1,
    "last": -2.2,
    "length": 0.5,
    "number": 1.8,
    "reason": 0.8,
}


def candidates(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> list[Candidate]:
    """All sentences of the foremost hits, best first; ties go to the one that is read first."""
    scored = [
        replace(candidate, score=sum(WEIGHTS[name] * value for name, value in found.items()))
        for candidate, found in with_signs(question, hits, views, assistant)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def with_signs(
    question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant
) -> Iterator[tuple[Candidate, dict[str, float]]]:
    """Every sentence of the foremost hits in reading order, with what speaks for it."""
    index, hits = assistant.index, tuple(hits[:ENTRIES])
    asked = Asked(
        question=question,
        words=tuple(content_words(question.searched)),
        named=frozenset(entry_id for ids in question.named for entry_id in ids),
        hits=hits,
        late=_late(hits, views, index),
        vocabulary=assistant.vocabulary,
    )
    for candidate in sentences(hits, assistant):
        passage_id = index.sentences[candidate.row].passage_id
        yield candidate, signs(candidate, asked, float(views.sentences[candidate.row]), passage_id)


def sentences(hits: Sequence[Hit], assistant: Assistant) -> Iterator[Candidate]:
    """The sentences of the hits that may be quoted, in reading order, not yet scored."""
    index = assistant.index
    for rank, hit in enumerate(hits):
        reading = assistant.read(index.place[hit.entry_id])
        last = max(1, len(reading.lines) - 1)
        for number, line in enumerate(reading.lines):
            if _says_something(line.text):
                at = (line.row, line.start, line.end, number / last)
                yield Candidate(reading.entry, rank, *at, line.text, line.heading, line.label, line.kind)


def _says_something(text: str) -> bool:
    """Whether a sentence neither only leads over to what follows nor is too short."""
    leads_over = text.endswith(":") and len(text.split()) < _LEADS_OVER
    return not leads_over and len(content_words(text)) >= LEAST_WORDS


def _late(hits: Sequence[Hit], views: Views, index: Index) -> dict[str, float]:
    """MaxSim of every passage of the hits, by its id."""
    rows = [row for hit in hits for row in index.passage_rows(index.place[hit.entry_id])]
    scores = maxsim(rows, views, index)
    return {index.passages[row].id: score for row, score in zip(rows, scores, strict=True)}
