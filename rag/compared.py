"""Candidates -> the sentences that compare two things, both sides by turns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.types import Entry
from index.words import content_words
from rag.clip import clipped, is_long_definition
from rag.room import FLOOR, Room, fill
from rag.rows import without_others
from rag.sides import Pair, on_subject, side_of, sides, speaks_of_another, speaks_of_both
from rag.signs import Candidate
from rag.types import Question

# Log-odds for the definition of a side, for a sentence that speaks of both sides, and more for a table's row that has a
# cell for each.
DEFINED, BOTH, ROW = 3.0, 1.0, 3.0


def compared(question: Question, found: Sequence[Candidate], room: Room) -> list[Candidate]:
    """Both sides by turns, each best first, sentences about both sides as they come; shown side by side."""
    # One for each sentence: where the question tells no sides, both are the best entry, and the second one stays out.
    entries = [c.entry for c in sorted(found, key=lambda candidate: candidate.rank)]
    pair = sides(question, entries)
    found = _on_either(question, found, entries, pair)
    place = {c.row: side_of(c.entry, c.label, f"{c.heading} {c.text}", pair) for c in found}
    value = {candidate.row: candidate.score + _worth_for_both(candidate, pair) for candidate in found}
    ranked = sorted(found, key=lambda candidate: -value[candidate.row])
    queues = [_no_fillers([c for c in ranked if place[c.row] in (side, None)], value) for side in (0, 1)]
    turns = dict.fromkeys(queue[turn] for turn in range(len(found)) for queue in queues if turn < len(queue))
    if room.sentences == 1:  # one that speaks of both, or one of each
        both = [candidate for candidate in turns if speaks_of_both(candidate.text, pair)]
        if both:
            return [max(both, key=lambda candidate: value[candidate.row])]
        room = replace(room, sentences=2)
    ordered = [clipped(c, question, found[0]) if is_long_definition(c) else c for c in turns]
    return _in_order(question, sorted(fill(ordered, room), key=lambda c: -value[c.row]), place, pair)


def _on_either(question: Question, found: Sequence[Candidate], entries: Sequence[Entry], pair: Pair) -> list[Candidate]:
    """Those that may tell of the sides; of other entries than the sides' own only what speaks of both."""
    own = pair[0].entry_ids | pair[1].entry_ids
    if all(side.entry_ids for side in pair):
        found = [c for c in found if c.entry.id in own or speaks_of_both(c.text, pair)]
    else:
        named = {entry_id for ids in question.named for entry_id in ids}
        kept = {e.id for e in dict.fromkeys(entries) if e.id in named or on_subject(e, pair, entries[0])}
        found = [c for c in found if c.entry.id in kept]
    return without_others(pair, [c for c in found if not speaks_of_another(c.text, pair)] or found)


def _in_order(
    question: Question, chosen: Sequence[Candidate], place: Mapping[int, int | None], pair: Pair
) -> list[Candidate]:
    """What tells both sides by the criterion that is asked for ("for ML training"), then the best of each side, then
    one side after the other, and last what is about both. `chosen` has the best first."""
    criterion = set(content_words(question.searched)) - pair[0].words - pair[1].words
    told = {c.row for c in chosen if speaks_of_both(c.text, pair) and criterion & set(content_words(c.label))}
    best = [next((c.row for c in chosen if place[c.row] == side), None) for side in (0, 1)]

    def order(c: Candidate) -> tuple[object, ...]:
        return c.row not in told, c.row not in best, place[c.row] is None, place[c.row] or 0, c.rank, c.start

    return sorted(chosen, key=order)


def _no_fillers(queue: Sequence[Candidate], value: Mapping[int, float]) -> list[Candidate]:
    """Those of one side whose worth is not far below its best score. What a comparison adds to the worth of some lifts
    them over this floor, not the floor itself. Of several entries all are held to the same: a side may be told of by
    another one than the other side (eval/LOG.md)."""
    floor = max((candidate.score for candidate in queue), default=0.0) - FLOOR
    return [candidate for candidate in queue if value[candidate.row] >= floor]


def _worth_for_both(candidate: Candidate, pair: Pair) -> float:
    """What a comparison adds to a score: for what a side is, and for a sentence that speaks of both."""
    own = any(candidate.entry.id in side.entry_ids for side in pair)
    both = speaks_of_both(candidate.text, pair)
    return DEFINED * (own and candidate.defines) + both * (ROW if candidate.kind == "table" else BOTH)
