"""Hits -> candidates: every sentence that may be quoted, scored by its signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.types import Entry
from index.words import content_words
from rag.assistant import Assistant
from rag.parts import Views
from rag.readable import block_at, heading_over, label_of, readable
from rag.signs import Asked, Candidate, signs
from rag.types import Hit, Question

ENTRIES = 3
# "Harder to detect." says nothing when it is cut out of its place.
LEAST_WORDS = 3
# A line that leads over to a list or a formula is left out; a sentence that ends so is not.
_LEADS_OVER = 12
# Conditional logit over the sentences of a question's hits, the right one being one with a vital fact: fitted on the
# tune and dev questions together (rag/candidates.py in eval/LOG.md).
WEIGHTS: Mapping[str, float] = {
    "cosine": 7.0,
    "late": 12.0,
    "under": 3.9,
    "label": 3.6,
    "heading": 3.5,
    "defines": 4.4,
    "defines named": 1.2,
    "defines unnamed": 1.7,
    "margin": -1.6,
    "unnamed": -1.3,
    "item": -0.3,
    "last": -1.9,
    "length": 0.6,
    "number": 1.8,
    "reason": 1.3,
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
    asked = Asked(question, hits, _late(hits, views, assistant), assistant.vocabulary)
    for candidate in sentences(hits, assistant):
        passage_id = index.sentences[candidate.row].passage_id
        yield candidate, signs(candidate, asked, float(views.sentences[candidate.row]), passage_id)


def sentences(hits: Sequence[Hit], assistant: Assistant) -> Iterator[Candidate]:
    """The sentences of the hits that may be quoted, in reading order, not yet scored."""
    index = assistant.index
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    for rank, hit in enumerate(hits):
        entry = index.entries[hit.entry_id]
        rows = np.flatnonzero(index.sentence_entry == place[hit.entry_id]).tolist()
        for number, row in enumerate(rows):
            down = number / max(1, len(rows) - 1)
            candidate = _candidate(entry, rank, row, down, assistant)
            if candidate is not None:
                yield candidate


def _candidate(entry: Entry, rank: int, row: int, down: float, assistant: Assistant) -> Candidate | None:
    """The candidate of a sentence; None where it only leads over to what follows or is too short to say anything."""
    sentence = assistant.index.sentences[row]
    start, end = sentence.start, sentence.end
    text = readable(entry, start, end)
    words = len(text.split())
    if (text.endswith(":") and words < _LEADS_OVER) or len(content_words(text)) < LEAST_WORDS:
        return None
    block = block_at(entry, start)
    kind = block.kind if block else "paragraph"
    heading, label = heading_over(entry, start), label_of(entry, start, end)
    return Candidate(entry, rank, row, start, end, down, text, heading, label, kind)


def _late(hits: Sequence[Hit], views: Views, assistant: Assistant) -> dict[str, float]:
    """MaxSim of every passage of the hits, by its id."""
    place = {entry_id: row for row, entry_id in enumerate(assistant.index.entries)}
    wanted = [place[hit.entry_id] for hit in hits]
    rows = np.flatnonzero(np.isin(assistant.index.passage_entry, wanted)).tolist()
    best = assistant.index.tokens.compare(views.tokens, rows).best
    scores = best.mean(axis=1).tolist() if best.size else [0.0] * len(rows)
    return {assistant.index.passages[row].id: score for row, score in zip(rows, scores, strict=True)}
