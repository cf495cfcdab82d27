"""What an entry is called and how it defines itself, taken from its header and body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.aliases import aliases
from index.formats import RawEntry, Stated
from index.repair import plain
from index.types import Block

OPENING_BOLD = re.compile(r"\*\*((?:[^*]|\*(?!\*))+)\*\*")
JOINT = re.compile(r"(?<=\*\*) - (?=\S)")
SENTENCE_END = re.compile(
    r"(?<!e\.g)(?<!i\.e)(?<! vs)(?<! al)(?<! etc)(?<!\b[A-Z])[.!?](?:\*\*|[)\"”])*(?=\s+(?:\*\*|[\"“(])?[A-Z0-9]|\s*\Z)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What no general rule reads rightly in one entry. None leaves a field to the general rules."""

    reason: str
    term: str | None = None
    category: str | None = None
    definition: Literal["opening bold", "none"] | None = None


BY_HAND: dict[str, Rule] = {
    "dataflow processor architecture,wave computing,spatial architecture computing,"
    "coarse grain reconfigurable array cgra,stream dataflow architecture": Rule(
        "the first bold is a whole sentence: name, colon, definition",
        term="Dataflow Processor Architecture",
        definition="opening bold",
    ),
    "ddp modeling, dielectric deposition, high-k dielectrics, ald, pecvd, gap fill, hdpcvd, "
    "feature-scale modeling": Rule(
        "the title begins with the field", term="Dielectric Deposition Process (DDP) Modeling"
    ),
    "gradient accumulation, large batch training, distributed gradient synchronization, effective batch size, "
    "memory efficient training": Rule(
        "the title goes on with a subtitle", term="Gradient Accumulation and Large Batch Training"
    ),
    "documentation generation,code ai": Rule(
        "no bold name, and the body does not begin with the keyword", term="AI documentation generation"
    ),
    "gnn higher-order, higher-order graph neural networks, graph neural networks": Rule(
        "three keywords of which the last is the category and the second the name", category="graph neural networks"
    ),
    "distributed training,ddp,fsdp": Rule("no defining sentence: titles, then kinds of parallelism", definition="none"),
    "doc,documentation,explain code,comment": Rule("no defining sentence: titles, then prompts", definition="none"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of an entry and its definition; the meanings are those of `Entry`."""

    term: str
    keywords: tuple[str, ...]
    aliases: tuple[str, ...]
    category: str
    definition: str
    definition_at: tuple[int, int] | None


def fields_of(raw: RawEntry, blocks: Sequence[Block]) -> Fields:
    """Reads an entry's fields. The definition is the words of the body, never a wording of our own."""
    header, body = raw.header, raw.body
    if raw.stated is not None:
        return _stated(raw.stated, body, blocks)
    rule = BY_HAND.get(header, Rule(""))
    listed = [keyword.strip() for keyword in header.split(",")]
    keywords = tuple(dict.fromkeys(listed))
    term = _term(listed[0], body) if rule.term is None else rule.term
    category = _category(listed) if rule.category is None else rule.category
    at = _definition_at(body, blocks) if rule.definition is None else None
    if rule.definition == "opening bold" and (bold := OPENING_BOLD.match(body)):
        at = bold.span(1)
    definition = plain(body[at[0] : at[1]]) if at else ""
    return Fields(term, keywords, aliases(term, keywords, category, definition), category, definition, at)


def _stated(stated: Stated, body: str, blocks: Sequence[Block]) -> Fields:
    """The fields that a source states; the definition and further names are read from the body as ever."""
    keywords = tuple(dict.fromkeys(filter(None, (stated.term, *stated.aliases, stated.category))))
    at = _definition_at(body, blocks) or _first_item(body, blocks)
    definition = plain(body[at[0] : at[1]]) if at else ""
    read = aliases(stated.term, (stated.term,), stated.category, definition)
    distinct = {name.casefold(): name for name in (*reversed(read), *reversed(stated.aliases))}
    distinct.pop(stated.term.casefold(), None)
    return Fields(stated.term, keywords, tuple(reversed(distinct.values())), stated.category, definition, at)


def _first_item(body: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The first item of a list without its mark: a dictionary numbers its definitions."""
    item = next((block for block in blocks if block.kind in ("number", "bullet")), None)
    return (body.index(" ", item.start) + 1, item.end) if item else None


def _term(keyword: str, body: str) -> str:
    """The bold name that opens the body; lacking it the body's own spelling of the first keyword."""
    if bold := OPENING_BOLD.match(body):
        return bold[1]
    spelt = re.match(rf"{re.escape(keyword)}\w*", body, re.IGNORECASE)
    return spelt[0] if spelt else keyword


def _category(raw: Sequence[str]) -> str:
    """The last keyword, in headers of the shapes `A, category`, `A, A's acronym, category`, `A (X), A, X, category`."""
    named = (
        len(raw) == 2
        or (len(raw) == 3 and (raw[1] == raw[0] or raw[1] in raw[0].split()))
        or (len(raw) == 4 and raw[0] == f"{raw[1]} ({raw[2]})")
    )
    return raw[-1] if named else ""


def _definition_at(body: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The first sentence of the first paragraph; titles come before it, a spaced hyphen after bold joins the next."""
    prose = next((block for block in blocks if block.kind == "paragraph"), None)
    if prose is None:
        return None
    bold = OPENING_BOLD.match(body, prose.start)
    begin = bold.end() if bold else prose.start
    ends = [found.end() for found in (SENTENCE_END.search(body, begin, prose.end),) if found]
    ends += [found.start() for found in (JOINT.search(body, begin + 1, prose.end),) if found]
    return prose.start, min(ends, default=prose.end)
