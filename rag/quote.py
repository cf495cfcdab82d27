"""Hits -> quoted claims: the sentences that answer best, in reading order, each with its span."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.types import Entry
from index.words import content_words
from rag.assistant import Assistant
from rag.readable import heading_over, readable
from rag.retrieve import Views
from rag.types import Citation, Claim, Hit, Question

# Weights of a sentence's score and the sizes of a quotation, found on the dev questions: see eval/LOG.md.
COSINE, FOCUS, DEFINES, RANK = 1.0, 0.5, 0.25, 0.08
ENTRIES = 3
WORDS = {"define": 70, "compare": 110, "list": 110}
USUAL_WORDS = 85
SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: its entry's rank among the hits, its span, its readable text and its score."""

    entry: Entry
    rank: int
    start: int
    end: int
    text: str
    score: float


def quote(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> tuple[Claim, ...]:
    """The quotation that answers a question, from its best hits. Markers count from 1 in reading order."""
    candidates = _candidates(question, hits[:ENTRIES], views, assistant)
    chosen = _pick(question, candidates)
    chosen.sort(key=lambda candidate: (candidate.rank, candidate.start))
    return tuple(_claim(marker, candidate) for marker, candidate in enumerate(chosen, 1))


def _candidates(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> list[Candidate]:
    """All sentences of the hits, best first."""
    index = assistant.index
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    found = []
    for rank, hit in enumerate(hits):
        entry = index.entries[hit.entry_id]
        for row in np.flatnonzero(index.sentence_entry == place[hit.entry_id]):
            sentence = index.sentences[row]
            text = readable(entry, sentence.start, sentence.end)
            about = content_words(f"{heading_over(entry, sentence.start)} {text}")
            defines = entry.definition_at is not None and sentence.start <= entry.definition_at[0] < sentence.end
            score = (
                COSINE * float(views.sentences[row])
                + FOCUS * assistant.vocabulary.coverage(question.focus, about) * bool(question.focus)
                + DEFINES * (defines and question.ask in ("define", "compare", "open"))
                - RANK * rank
            )
            found.append(Candidate(entry, rank, sentence.start, sentence.end, text, score))
    return sorted(found, key=lambda candidate: -candidate.score)


def _pick(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best sentences within the words allowed, without repeats; a comparison takes turns between its sides."""
    limit = WORDS.get(question.ask, USUAL_WORDS)
    chosen: list[Candidate] = []
    for candidate in _in_turns(question, candidates):
        words = sum(len(other.text.split()) for other in chosen) + len(candidate.text.split())
        if chosen and (words > limit or _repeats(candidate, chosen)):
            continue
        chosen.append(candidate)
        if len(chosen) == SENTENCES:
            break
    return chosen


def _in_turns(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    if question.ask != "compare":
        return list(candidates)
    sides = [[c for c in candidates if c.rank == rank] for rank in (0, 1)]
    longest = max((len(side) for side in sides), default=0)
    return [side[turn] for turn in range(longest) for side in sides if turn < len(side)]


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether most of a sentence's words have been said."""
    words = set(content_words(candidate.text))
    return any(len(words & set(content_words(other.text))) > 0.7 * len(words) for other in chosen)


def _claim(marker: int, candidate: Candidate) -> Claim:
    body = candidate.entry.body
    citation = Citation(
        marker, candidate.entry.id, candidate.start, candidate.end, body[candidate.start : candidate.end]
    )
    return Claim(candidate.text, "quoted", (citation,), 1.0)
