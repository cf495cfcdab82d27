"""Hits -> candidates: every sentence that may be quoted, scored by its signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import mul

from index.store import Index
from index.types import Entry
from index.words import content_words
from rag.assistant import Assistant
from rag.parts import Views, maxsim
from rag.signs import ITEM_KINDS, Asked, Candidate, signs
from rag.types import Hit, Question

ENTRIES = 3
# "Harder to detect." says nothing when it is cut out of its place.
LEAST_WORDS = 3
# A line that leads over to a list or a formula is left out; a sentence of so many words says something before its
# colon. With 12 the same questions are answered, and 10 claims of 4,256 end in a colon (dev and tune questions).
_LEADS_OVER = 20
# Entries so far behind the one that a follow-up goes on with tell of other things (eval/LOG.md).
CLEAR = 4.0
# Conditional logit over the sentences of a question's hits, the right one being one with a vital fact: fitted on the
# tune and dev questions together (python -m eval tune).
WEIGHTS: Mapping[str, float] = {
    "cosine": 9.8,
    "late": 7.2,
    "under": 2.9,
    "label": 2.3,
    "heading": 2.1,
    "part": 4.0,  # set by reading, as few questions that the others were fitted on name one
    "defines": 2.9,
    "defines named": 0.5,
    "defines unnamed": 0.7,
    "margin": -0.1,
    "unnamed": -0.9,
    "item": -0.3,
    "last": -1.7,
    "sibling": -2.4,
    "length": 0.5,
    "number": 0.8,
    "kind": 2.1,
    "reason": 0.9,
    "aim": 2.5,  # fitted 1.8; more by reading, the facts being the same
    "code": -2.0,  # set by reading
    "example": 3.0,  # set by reading: no question that the others were fitted on asks for one
}


def candidates(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> list[Candidate]:
    """All sentences of some hits, best first; ties go to the one that is read first. Of what is far
    behind what a follow-up goes on with there are none."""
    scored = [
        replace(candidate, score=sum(map(mul, WEIGHTS.values(), found.values())))  # both in one order
        for candidate, found in with_signs(question, hits, views, assistant)
    ]
    own = _own(question, hits, assistant.index) if question.follows else None
    kept = [candidate for candidate in scored if own is None or candidate.entry.id in own]
    return sorted(kept, key=lambda candidate: -candidate.score)


def _own(question: Question, hits: Sequence[Hit], index: Index) -> set[str] | None:
    """The hits that are not far behind what a follow-up goes on with, where this comes first; else None."""
    about = {index.concepts[entry_id] for ids in question.named for entry_id in ids}
    if not hits or index.concepts[hits[0].entry_id] not in about:
        return None
    return {one.entry_id for one in hits if hits[0].score - one.score < CLEAR or index.concepts[one.entry_id] in about}


def with_signs(
    question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant
) -> Iterator[tuple[Candidate, dict[str, float]]]:
    """Every sentence of some hits in reading order, with what speaks for it."""
    index, hits, shares = assistant.index, tuple(hits), assistant.vocabulary.shares
    words = content_words(question.searched)
    beside = {hit.entry_id: set(words) - _names(index.entries[hit.entry_id]) for hit in hits}
    asked = Asked(
        question=question,
        named=frozenset(entry_id for ids in question.named for entry_id in ids),
        hits=hits,
        late=_late(hits, views, index),
        focus=shares(question.focus) if question.focus else None,
        beside={entry_id: shares(own) if own else None for entry_id, own in beside.items()},
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
                vague = line.label in reading.vague and line.kind in ITEM_KINDS
                yield Candidate(reading.entry, rank, *at, line.text, line.heading, line.label, line.kind, vague=vague)


def _says_something(text: str) -> bool:
    """Whether a sentence neither only leads over to what follows nor is too short."""
    leads_over = text.endswith(":") and len(text.split()) < _LEADS_OVER
    return not leads_over and len(content_words(text)) >= LEAST_WORDS


def _names(entry: Entry) -> set[str]:
    return set(content_words(" ".join((entry.term, *entry.aliases))))


def _late(hits: Sequence[Hit], views: Views, index: Index) -> dict[str, float]:
    """MaxSim of every passage of the hits, by its id."""
    rows = [row for hit in hits for row in index.passage_rows(index.place[hit.entry_id])]
    scores = maxsim(rows, views, index)
    return {index.passages[row].id: score for row, score in zip(rows, scores, strict=True)}
