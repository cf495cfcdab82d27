"""An entry as the steps of an answer read it: its sentences, made readable once for every question that finds it."""

from collections import Counter
from dataclasses import dataclass

from index.store import Index
from index.types import Entry
from index.words import content_words
from rag.readable import block_at, heading_over, label_of, readable
from rag.wanted import Told


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its `row` in the index, its span, its readable text, the heading over it, the label that it begins
    with ("" without one), the kind of its block, and what it can tell."""

    row: int
    start: int
    end: int
    text: str
    heading: str
    label: str
    kind: str
    told: Told


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry and all its sentences, in reading order; `vague` are the labels that it has under several headings."""

    entry: Entry
    lines: tuple[Line, ...]
    vague: frozenset[str]


def read(index: Index, place: int) -> Reading:
    """The entry at a position of the index."""
    entry = index.entries[index.ids[place]]
    lines = tuple(_line(entry, row, index) for row in index.sentence_rows(place))
    under = Counter(label for label, heading in {(line.label, line.heading) for line in lines if line.heading} if label)
    return Reading(entry, lines, frozenset(label for label, headings in under.items() if headings > 1))


def _line(entry: Entry, row: int, index: Index) -> Line:
    start, end = index.sentences[row].start, index.sentences[row].end
    text, heading, block = readable(entry, start, end), heading_over(entry, start), block_at(entry, start)
    words = frozenset((*content_words(heading), *content_words(text)))
    kind = block.kind if block else "paragraph"
    return Line(row, start, end, text, heading, label_of(entry, start, end), kind, Told(f"{heading} {text}", words))
