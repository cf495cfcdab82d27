"""Questions drafted from a glossary by rules, for its owner to edit: a measure of a new glossary on its first day.

They are worded by a few patterns, so they are easier than people's questions and no measure for comparing systems. Each
row says that a program made it. What the glossary does not answer is asked too: of entries taken out of a copy of it.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from index.aliases import ACRONYM, abbreviates
from index.names import name_key, names_of
from index.passages import sentence_spans
from index.repair import plain
from index.tables import rows
from index.types import Entry

SEED = 5
MADE = "by a program: edit the wording, check the fact, then delete this field"
# Words in a row of the entry that an answer must have; fewer are in answers by chance.
_RUN = 5
_IS = re.compile(r".{2,80}? (?:is|are|was|were|means) (?:(?:an?|the) )?")
_NUMBER = re.compile(r"\d[\d,.]*\d")
_UNIT_END = re.compile(r"[,;:)](?= )")
_RELATED = re.compile(r"see|related|broader|narrower", re.IGNORECASE)
_LABEL = re.compile(r"[-•] \*\*([A-Za-z][^*:]{2,40})(?::\*\*|\*\*\s*[:—–])\s*(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with the fact that answers it; `fact` is "" where the glossary is to have no answer. `type` is that of
    the question files, `drafted` what it was drafted from."""

    type: str
    drafted: str
    question: str
    entry: Entry
    fact: str


Row = dict[str, object]


def draft(entries: Mapping[str, Entry], count: int, without: Sequence[str] = ()) -> list[Row]:
    """About `count` rows of a question file, of every kind in turn, and one for each entry that is to be taken out.

    The same glossary gives the same questions.
    """
    chosen = list(entries.values())
    random.Random(SEED).shuffle(chosen)
    own = _unique(entries)
    asked = [entry for entry in chosen if entry.id not in without]
    kinds: tuple[Callable[[Entry], Draft | None], ...] = (definition, section, cell, acronym)
    found = [[one for entry in asked if (one := kind(entry)) and _sound(one)] for kind in kinds]
    turns = (one for turn in zip_longest(*found) for one in turn if one and (one.type == "acronym" or own(one.entry)))
    kept: list[Draft] = []
    seen: set[str] = set()
    for one in turns:
        if len(kept) < count and one.entry.id not in seen:
            kept.append(one)
            seen.add(one.entry.id)
    gone = [entries[name] for name in without]
    kept += [Draft("near_miss", "near miss", f"What is meant by {entry.term}?", entry, "") for entry in gone]
    return [_row(number, one) for number, one in enumerate(kept, 1)]


def to_take_out(entries: Mapping[str, Entry], count: int) -> list[str]:
    """Ids of entries that leave no trace when they are taken out: no other entry names them."""
    own = _unique(entries)
    spoken = {name: f" {name_key(plain(entry.body))} " for name, entry in entries.items()}
    chosen = sorted(entries.values(), key=lambda entry: random.Random(f"{SEED} {entry.id}").random())
    alone = (entry for entry in chosen if own(entry) and not _named_elsewhere(entry, spoken))
    return [entry.id for entry in islice(alone, count)]


def _named_elsewhere(entry: Entry, spoken: Mapping[str, str]) -> bool:
    key = f" {name_key(entry.term)} "
    return any(key in text for name, text in spoken.items() if name != entry.id)


def definition(entry: Entry) -> Draft | None:
    """What an entry says of itself in its defining sentence."""
    said = _IS.match(entry.definition, max(0, entry.definition.lower().find(entry.term.lower())))
    fact = _run(entry.definition[said.end() :]) if said else ""
    return Draft("definition", "definition", f"What is meant by {entry.term}?", entry, fact) if fact else None


def section(entry: Entry) -> Draft | None:
    """What an entry says under one of its labels, else the first number of a later sentence."""
    for block in entry.blocks:
        found = _LABEL.match(entry.body, block.start, block.end) if block.kind == "bullet" else None
        if found and not block.boilerplate and not _RELATED.match(found[1]) and (fact := _run(plain(found[2]))):
            return Draft("detail", "section", f"What about the {found[1].lower()} of {entry.term}?", entry, fact)
    for block in entry.blocks:
        spans = sentence_spans(entry, block) if block.kind == "paragraph" and not block.boilerplate else []
        for start, end in spans[1:]:
            sentence = plain(entry.body[start:end])
            if number := _NUMBER.search(sentence):
                fact = _UNIT_END.split(" ".join(sentence[number.start() :].lower().split()[:3]))[0].rstrip(".,;:")
                return Draft("detail", "figure", f"Which figures are given for {entry.term}?", entry, fact)
    return None


def cell(entry: Entry) -> Draft | None:
    """A cell of a table, asked by the names of its row and column."""
    for block in entry.blocks:
        table = rows(entry.body, block.start, block.end) if block.kind == "table" else ()
        if len(table) > 1 and len(table[0].cells) > 1 and len(table[1].cells) > 1:
            text = [[plain(entry.body[a:b]) for a, b in row.cells] for row in table[:2]]
            (_, column, *_), (first, fact, *_) = text
            if column and first and fact:
                return Draft(
                    "detail", "table", f"{entry.term}: what is the {column.lower()} of {first}?", entry, fact.lower()
                )
    return None


def acronym(entry: Entry) -> Draft | None:
    """What an acronym stands for, where an entry has both as names."""
    names = (entry.term, *entry.aliases)
    for short in names:
        for long in names:
            if (
                ACRONYM.fullmatch(short)
                and short != long
                and " " in long
                and "(" not in long
                and abbreviates(short, long)
            ):
                return Draft("acronym", "acronym", f"What does {short} stand for?", entry, long.lower())
    return None


def _unique(entries: Mapping[str, Entry]) -> Callable[[Entry], bool]:
    """Whether an entry alone bears its name, so that a question by that name means it."""
    names = names_of(entries.values())
    return lambda entry: names.get(name_key(entry.term), ()) == (entry.id,)


def _sound(one: Draft) -> bool:
    """Whether the fact is in the entry and not in the question, as `python -m eval validate` demands."""
    return bool(one.fact) and one.fact in plain(one.entry.body).lower() and one.fact not in one.question.lower()


def _run(text: str) -> str:
    """The first words in a row that can be looked for in an answer; "" for a text that is too short."""
    words = " ".join(text.lower().split()).rstrip(".").split(" ")
    return " ".join(words[:_RUN]).rstrip(".,;:") if len(words) >= _RUN - 2 else ""


def _row(number: int, one: Draft) -> Row:
    answerable = bool(one.fact)
    nuggets = [{"text": one.fact, "vital": True, "match": [[one.fact]]}] if answerable else []
    return {
        "id": f"draft-{number:03}",
        "type": one.type,
        "turns": [one.question],
        "answerable": answerable,
        "gold": [[one.entry.header]] if answerable else [],
        "nuggets": nuggets,
        "drafted": one.drafted,
        "made": MADE,
    }


def lines(rows_made: Sequence[Row]) -> Iterator[str]:
    """How many were drafted, by what from."""
    kinds = [str(row["drafted"]) for row in rows_made]
    yield f"{len(kinds)} questions: " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    yield "They are machine-made: edit their wording before you rely on a figure."
