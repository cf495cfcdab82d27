"""Candidates -> the sentences that are quoted: what the kind of question wants first, then the best, within its room."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.words import content_words
from rag.ask import asks_what_it_is
from rag.form import Form
from rag.sides import side_of, sides
from rag.signs import Candidate
from rag.types import Ask, Question

# A sentence that is this much less likely than the best one (log-odds) only fills the answer up. See eval/LOG.md.
FLOOR = 3.0
# Most words and sentences of a quotation; what it needs is mostly less, as fillers stay out.
WORDS: dict[Ask, int] = {"define": 75, "compare": 120, "list": 120}
USUAL_WORDS = 110
SENTENCES = 7
ITEMS = 12
_SAID = 0.7


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be quoted."""

    words: int
    sentences: int


def choose(question: Question, found: Sequence[Candidate], form: Form) -> list[Candidate]:
    """The sentences to quote, in the order in which they are shown. `found` has the best one first."""
    if not found:
        return []
    room = _room(question, form)
    if question.ask == "compare":
        return _compared(question, found, room)
    items = _items(question, found)
    if items:
        rest = [c for c in found if c not in items and c.score >= found[0].score]
        return _reading_order(_fill([*rest, *items], room))
    leads = [c for c in found if c.rank == 0 and c.defines] if _wants_definition(question, found) else []
    chosen = _fill([*leads, *(c for c in found if c.score >= found[0].score - FLOOR)], room)
    return _settled_first(question, chosen)


def _room(question: Question, form: Form) -> Room:
    words = WORDS.get(question.ask, USUAL_WORDS) if form.words is None else form.words
    most = ITEMS if question.ask in ("list", "steps") else SENTENCES
    return Room(words, most if form.sentences is None else form.sentences)


def _wants_definition(question: Question, found: Sequence[Candidate]) -> bool:
    first = next((candidate.entry for candidate in found if candidate.rank == 0), None)
    named = first is not None and asks_what_it_is(question.text, (first.term, *first.aliases))
    return named or (question.ask == "define" and bool(question.named))


def _fill(ordered: Sequence[Candidate], room: Room) -> list[Candidate]:
    """The first sentences that fit into the room, without repeats; the very first one always does."""
    chosen: list[Candidate] = []
    words = 0
    for candidate in ordered:
        length = len(candidate.text.split())
        fits = words + length <= room.words and len(chosen) < room.sentences
        if not chosen or (fits and not _repeats(candidate, chosen)):
            chosen.append(candidate)
            words += length
    return chosen


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether most of a sentence's words have been said."""
    words = set(content_words(candidate.text))
    return any(
        other.row == candidate.row or len(words & set(content_words(other.text))) > _SAID * len(words)
        for other in chosen
    )


def _items(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The whole list that the best candidates are items of, in its order; [] where none is asked for or there."""
    if question.ask not in ("list", "steps"):
        return []
    for best in found[:3]:
        items = [best, *(c for c in found if c is not best and _same_list(c, best))]
        if len(items) > 2:
            return sorted(items, key=lambda candidate: candidate.start)
    return []


def _same_list(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences are items of one list or rows of one table: of one kind, with nothing else between."""
    if one.entry is not other.entry:
        return False
    first, last = sorted((one.start, other.start))
    kinds = {block.kind for block in one.entry.blocks if block.end > first and block.start <= last}
    return len(kinds) == 1 and kinds <= {"bullet", "number", "table"}


def _compared(question: Question, found: Sequence[Candidate], room: Room) -> list[Candidate]:
    """Both sides by turns, each best first, sentences about both sides as they come; shown side by side."""
    pair = sides(question, found)
    place = {candidate.row: side_of(candidate, pair) for candidate in found}
    queues = [[c for c in found if place[c.row] in (side, None)] for side in (0, 1)]
    turns = [queue[turn] for turn in range(len(found)) for queue in queues if turn < len(queue)]
    chosen = _fill(list(dict.fromkeys(turns)), room)
    return sorted(chosen, key=lambda c: (place[c.row] is None, place[c.row] or 0, c.rank, c.start))


def _reading_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    return sorted(chosen, key=lambda candidate: (candidate.rank, candidate.start))


def _settled_first(question: Question, chosen: Sequence[Candidate]) -> list[Candidate]:
    """In reading order, but for a yes or no, a number or a reason the sentence that settles it first."""
    if question.ask not in ("yes_no", "fact", "cause"):
        return _reading_order(chosen)
    best = max(chosen, key=lambda candidate: candidate.score)
    return [best, *_reading_order([candidate for candidate in chosen if candidate is not best])]
