"""Candidates -> the sentences that are quoted: what the question wants first, then the best, within its room."""

import re
from collections.abc import Sequence

from rag.ask import asks_if_it_is, asks_what_it_is
from rag.clip import adds, clipped
from rag.compared import compared
from rag.form import Form
from rag.listed import BESIDE, fitted, in_its_order, items_asked_for
from rag.own_part import own_part
from rag.room import FLOOR, Room, fill, room_for
from rag.rows import only_named_rows
from rag.signs import Candidate, is_part
from rag.stands_for import spelling_out
from rag.types import Question
from rag.unsaid import says_how_many
from rag.wanted import wanted

# In the place of the usual floor: of another entry than the best one's more is needed, and around a yes or no or one
# fact a sentence sooner fills the answer up. See eval/LOG.md.
OTHER_FLOOR, SETTLED = 1.0, 3.0
# What is so little less likely than the best one comes before what is read before it (eval/LOG.md).
AS_GOOD = 2.0
# ... but what tells a way, or an example and what it is one of, is read in its order (a judge of answers' verdict).
_IN_ORDER = ("steps", "example")
# Each question of a message that is answered as one has so many sentences of its own; three: no better.
EACH = 2
_DENIES = re.compile(
    r"\b(?:not about|not just|not merely|is not|are not|does not|do not|cannot|unlike|contrary to)\b", re.I
)


def choose(
    question: Question, found: Sequence[Candidate], form: Form, also: Sequence[Sequence[Candidate]] = ()
) -> list[Candidate]:
    """The sentences to quote, in the order in which they are shown. `found` has the best one first, and so has each of
    `also`: the same sentences as they answer one question of the message each."""
    room = room_for(question, form)
    told = spelling_out(question.text, found)
    if told or not found:
        return told
    if question.ask == "compare":
        return compared(question, found, room)
    if asks_if_it_is(question.text, _names(found)):  # "Is Gorilla a search engine?" asks nothing of search engines
        found = [candidate for candidate in found if candidate.rank == 0]
    items = items_asked_for(question, found)
    return fitted(items, room, form) or _filled(question, found, also, items, room)


def _filled(
    question: Question,
    found: Sequence[Candidate],
    also: Sequence[Sequence[Candidate]],
    items: Sequence[Candidate],
    room: Room,
) -> list[Candidate]:
    """What has to be quoted, a list that is asked for (`items`) among it, and the best besides, as far as it fits."""
    ordered_list = bool(items) and in_its_order(items, question)
    if not ordered_list:
        items = sorted(items, key=lambda candidate: candidate is not found[0])
    # A list stands by itself: only what is nearly the best sentence of all, and of its entry, is put beside it.
    floor = SETTLED if _wants_little(question) and not also else FLOOR
    rest = [
        c
        for c in _worth(found, floor)
        if not items or (c.entry is items[0].entry and found[0].score - c.score < BESIDE)
    ]
    own = {candidate.row: candidate for candidate in found}
    queues = [_worth(ranked, floor) for ranked in also if ranked]
    lead = [own[queue[turn].row] for turn in range(EACH) for queue in queues if turn < len(queue)]
    # Of what has to be quoted only a definition is sure to fit beside what each question wants.
    part = own_part(question, found)
    must = items or _leads(question, found) or part
    foremost = [*must, *lead] if not items and _wants_definition(question, found) else [*lead, *must]
    ordered = _whole([*foremost, *rest], found, question)
    # Beside a list nothing is cut to fit.
    chosen = fill(ordered if items else [clipped(candidate, question, found[0]) for candidate in ordered], room)
    if len(chosen) == 1 and len(own[chosen[0].row].text.split()) <= room.words:
        return [own[chosen[0].row]]
    kept = only_named_rows(question, chosen)
    if ordered_list or not kept or _wants_definition(question, found):
        return _reading_order(kept)
    return _best_first(question, kept, part)


def _wants_little(question: Question) -> bool:
    """Whether a yes or no is asked for, or one fact of a kind (see `rag.wanted`)."""
    return question.ask == "yes_no" or (question.ask == "fact" and bool(wanted(question.searched).kinds))


def _leads(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """What is quoted whatever its score: a definition that is asked for, a word on each thing named."""
    if _wants_definition(question, found):
        return [candidate for candidate in found if candidate.rank == 0 and candidate.defines]
    if len(question.named) < 2:
        return []
    best = (next((c for c in found if c.entry.id in ids), None) for ids in question.named[:3])
    return list(dict.fromkeys(candidate for candidate in best if candidate))


def _wants_definition(question: Question, found: Sequence[Candidate]) -> bool:
    names = _names(found)
    named = asks_what_it_is(question.text, names) or asks_if_it_is(question.text, names)
    return named or (question.ask == "define" and bool(question.named))


def _names(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The names of the foremost entry."""
    first = next((candidate.entry for candidate in found if candidate.rank == 0), None)
    return (first.term, *first.aliases) if first else ()


def _worth(found: Sequence[Candidate], floor: float) -> list[Candidate]:
    """Those that are no fillers, best first; of the best one's entry those less than `floor` below it."""
    best = found[0]
    return [
        candidate
        for candidate in found
        if best.score - candidate.score <= (floor if candidate.entry is best.entry else OTHER_FLOOR)
    ]


def _whole(ordered: Sequence[Candidate], found: Sequence[Candidate], question: Question) -> list[Candidate]:
    """The sentences, each followed by its other half where it was too long to be one and that half has more of what is
    asked, or more of the list that is asked for."""
    listing = question.ask == "list"
    torn = {candidate.row: candidate for candidate in found if candidate.torn or (candidate.numbered and listing)}
    return [
        part
        for one in ordered
        for part in (one, torn.get(one.row + 1))
        if part and (part is one or part.numbered or adds(part.text, one.text, question))
    ]


def _reading_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    return sorted(chosen, key=lambda candidate: (candidate.rank, candidate.start))


def _best_first(question: Question, chosen: Sequence[Candidate], part: Sequence[Candidate]) -> list[Candidate]:
    """The sentence of the foremost entry that answers first, then what is about as good, the others in reading order;
    the steps of a procedure all in theirs, and so is the part of an entry that is named ("in the Improve phase").

    What begins the `part` that is on what is asked about comes before all. Where something is supposed, that is the one
    that denies it, if any does; where it is asked how many there are, the best of those that count them.
    """
    named = [candidate for candidate in chosen if is_part(candidate.heading, question.text)]
    if named:
        return [*_reading_order(named), *_reading_order([c for c in chosen if c not in named])]
    begins = [c for c in chosen if any(c.row == one.row for one in part)]
    denials = [c for c in chosen if question.ask == "yes_no" and _DENIES.search(c.text)]
    counts = [c for c in chosen if question.ask == "fact" and says_how_many(question.searched, c.text)]
    best = max(begins or denials or counts or chosen, key=lambda candidate: (-candidate.rank, candidate.score))
    if best.kind == "number":
        return _reading_order(chosen)
    rest = [candidate for candidate in chosen if candidate is not best]
    if question.ask in _IN_ORDER:
        return [best, *_reading_order(rest)]
    near = sorted((c for c in rest if best.score - c.score < AS_GOOD), key=lambda candidate: -candidate.score)
    return [best, *near, *_reading_order([c for c in rest if c not in near])]
