"""A comparison in two columns: the claims on each side, matched aspect by aspect. Every cell keeps its citations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.types import Entry
from index.words import content_words
from rag.readable import heading_over, label_of
from rag.sides import side_of, sides
from rag.types import Claim, Question

DEFINITION = "What it is"
# Of an acronym that is spelt out the last words may be left out.
_TORN = re.compile(r"\s*\([^)]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect and what is said on it of each side; None where nothing of it is quoted."""

    aspect: str
    left: Claim | None
    right: Claim | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of both sides, the rows, and the claims about both or neither, which stand below."""

    left: str
    right: str
    rows: tuple[Row, ...]
    both: tuple[Claim, ...]


def columns(question: Question, claims: Sequence[Claim], entries: Mapping[str, Entry]) -> Columns | None:
    """The claims of an answer side by side; None where the question does not compare or one side has none."""
    if question.ask != "compare":
        return None
    pair = sides(question, list(dict.fromkeys(entries[claim.citations[0].entry_id] for claim in claims)))
    columns_of: tuple[list[Claim], list[Claim], list[Claim]] = ([], [], [])
    for claim in claims:
        cited = claim.citations[0]
        entry = entries[cited.entry_id]
        label = label_of(entry, cited.start, cited.end)
        side = side_of(entry, label, f"{heading_over(entry, cited.start)} {claim.text}", pair)
        columns_of[2 if side is None else side].append(claim)
    left, right, both = columns_of
    if not left or not right:
        return None
    one, other = (_TORN.sub("", side.name) for side in pair)
    return Columns(one, other, tuple(_rows(left, right, entries)), tuple(both))


def aspect(claim: Claim, entries: Mapping[str, Entry]) -> str:
    """What a claim tells of its subject, in the entry's words: its label, else the heading over it."""
    cited = claim.citations[0]
    entry = entries[cited.entry_id]
    if entry.definition_at and cited.start <= entry.definition_at[0] < cited.end:
        return DEFINITION
    return label_of(entry, cited.start, cited.end) or heading_over(entry, cited.start)


def _rows(left: Sequence[Claim], right: Sequence[Claim], entries: Mapping[str, Entry]) -> list[Row]:
    """Each left claim beside the first right one on the same aspect, what is left over by itself."""
    waiting = list(right)
    rows = []
    for claim in left:
        name = aspect(claim, entries)
        match = next((other for other in waiting if _alike(name, aspect(other, entries))), None)
        if match:
            waiting.remove(match)
        rows.append(Row(name, claim, match))
    return rows + [Row(aspect(claim, entries), None, claim) for claim in waiting]


def _alike(one: str, other: str) -> bool:
    words = set(content_words(one))
    return one == other or bool(words & set(content_words(other)))
