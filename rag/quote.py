"""Hits -> quoted claims: the sentences that answer best, in reading order, each with its span."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.names import name_key
from index.types import Entry
from index.words import content_words
from rag.ask import asks_what_it_is
from rag.assistant import Assistant
from rag.readable import heading_over, readable
from rag.parts import Views
from rag.types import Ask, Citation, Claim, Hit, Question

# Weights of a sentence's score and the usual size of a quotation, found on the dev questions: see eval/LOG.md. Sizes by
# kind of question are set by reading: 75 to 100 words for a definition, 115 to 130 for a comparison changed little.
FOCUS, RANK, UNNAMED = 0.8, 0.2, 0.3
# A sentence with less than this share of the best one's score only fills the answer up; not so the items of a list or
# the weaker side of a comparison.
FLOOR = 0.5
ENTRIES = 3
# "Harder to detect." says nothing when it is cut out of its place.
LEAST_WORDS = 3
WORDS: dict[Ask, int] = {"define": 75, "compare": 115, "list": 115}
USUAL_WORDS = 90
SENTENCES = 5


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
    chosen = _pick(question, [*_leads(question, candidates), *_in_turns(question, candidates)])
    chosen.sort(key=lambda candidate: (candidate.rank, candidate.start))
    return tuple(_claim(marker, candidate, chosen[: marker - 1]) for marker, candidate in enumerate(chosen, 1))


def _candidates(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> list[Candidate]:
    """All sentences of the hits, best first. A sentence that only leads over to a list or a formula is none."""
    index = assistant.index
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    named = {entry_id for ids in question.named for entry_id in ids}
    found = []
    for rank, hit in enumerate(hits):
        entry = index.entries[hit.entry_id]
        # What a question does not name is seldom meant.
        handicap = RANK * rank + UNNAMED * bool(named and entry.id not in named)
        for row in np.flatnonzero(index.sentence_entry == place[hit.entry_id]):
            sentence = index.sentences[row]
            text = readable(entry, sentence.start, sentence.end)
            if text.endswith(":") or len(content_words(text)) < LEAST_WORDS:
                continue
            about = content_words(f"{heading_over(entry, sentence.start)} {text}")
            score = float(views.sentences[row]) - handicap
            if question.focus:
                score += FOCUS * assistant.vocabulary.coverage(question.focus, about)
            found.append(Candidate(entry, rank, sentence.start, sentence.end, text, score))
    return sorted(found, key=lambda candidate: -candidate.score)


def _leads(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """What comes first whatever its score: definitions where these are asked for, the whole list where a list is."""
    ranks = (0, 1) if question.ask == "compare" else (0,) if _wants_definition(question, candidates) else ()
    leads = [c for rank in ranks for c in candidates if c.rank == rank and _defines(c)]
    best = candidates[0] if candidates else None
    if best and question.ask == "list":
        leads += [best, *(c for c in sorted(candidates, key=lambda c: c.start) if _same_list(c, best))]
    return leads


def _wants_definition(question: Question, candidates: Sequence[Candidate]) -> bool:
    best = next((candidate.entry for candidate in candidates if candidate.rank == 0), None)
    named = best is not None and asks_what_it_is(question.text, (best.term, *best.aliases))
    return named or question.ask == "define"


def _defines(candidate: Candidate) -> bool:
    at = candidate.entry.definition_at
    return at is not None and candidate.start <= at[0] < candidate.end


def _same_list(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences are items of one list or rows of one table: of one kind, with nothing else between."""
    if one.entry is not other.entry:
        return False
    first, last = sorted((one.start, other.start))
    kinds = {block.kind for block in one.entry.blocks if block.end > first and block.start <= last}
    return len(kinds) == 1 and kinds <= {"bullet", "number", "table"}


def _pick(question: Question, ordered: Sequence[Candidate]) -> list[Candidate]:
    """The first sentences that fit within the words allowed, without repeats."""
    limit = WORDS.get(question.ask, USUAL_WORDS)
    most = 12 if question.ask == "list" else SENTENCES
    chosen: list[Candidate] = []
    for candidate in ordered:
        words = sum(len(other.text.split()) for other in chosen) + len(candidate.text.split())
        if not chosen or (words <= limit and len(chosen) < most and not _repeats(candidate, chosen)):
            chosen.append(candidate)
    return chosen


def _in_turns(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first, without fillers; for a comparison the two sides by turns."""
    if question.ask == "list":
        return list(candidates)
    if question.ask != "compare":
        return [candidate for candidate in candidates if candidate.score >= FLOOR * candidates[0].score]
    sides = [[c for c in candidates if c.rank == rank] for rank in (0, 1)]
    longest = max((len(side) for side in sides), default=0)
    return [side[turn] for turn in range(longest) for side in sides if turn < len(side)]


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether most of a sentence's words have been said."""
    words = set(content_words(candidate.text))
    return any(
        other.start == candidate.start or len(words & set(content_words(other.text))) > 0.7 * len(words)
        for other in chosen
    )


def _claim(marker: int, candidate: Candidate, before: Sequence[Candidate]) -> Claim:
    """The claim of a sentence; the first one of an entry says in brackets whose it is, unless its words do."""
    entry, text = candidate.entry, candidate.text
    named = name_key(entry.term) in name_key(text) or any(other.entry is entry for other in before)
    citation = Citation(marker, entry.id, candidate.start, candidate.end, entry.body[candidate.start : candidate.end])
    return Claim(text if named else f"[{entry.term}] {text}", "quoted", (citation,), 1.0)
