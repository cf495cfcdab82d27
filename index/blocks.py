"""Cuts a body into blocks of one form each: paragraphs, headings, list items, tables, code, formulas, diagrams."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.flat import BOLD, unflatten
from index.repair import EATEN
from index.types import Block, BlockKind

HEADING_LINE = re.compile(rf"#{{2,6}} \S.*|{BOLD}:?|— {BOLD} —")
BULLET = re.compile(r"[-•] ")
NUMBER = re.compile(r"\d+\. ")
CODE_LINE = re.compile(
    r"from [\w.]+ import |import \w+$|with \w.*\):$|# \S|\)\.\w+\(|\w+(?:\.\w+)+\(|\w+ = [\w.]+\("
    r"|\w+ = \w+(?:\.\w+)+|\w+, \"[^\"]*\"$"
)
DRAWN = re.compile(r"[\u2500-\u25ff\u2190-\u21ff]|--+>|<--+|==+>")
LABEL = re.compile(rf"(?<=[.!?)])\s(?={BOLD}:?\s)")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: BlockKind


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a body, multi-line or flattened, in order and without overlap; every visible mark is in one.

    Paragraph lines that follow each other are one paragraph, as in Markdown; a bold label after a full stop begins
    a new one. A list item, a table, a fence and a display formula are each one block.
    """
    text = unflatten(EATEN.sub(" ", body))
    found: list[_Line] = []
    for line in _lines(text):
        joins = found and found[-1].kind == line.kind and line.kind in ("paragraph", "table", "code")
        joins = joins and text.count("\n", found[-1].end, line.start) < 2
        if joins and not text.startswith("```", line.start) and not text.startswith("```", found[-1].start):
            found[-1] = _Line(found[-1].start, line.end, line.kind)
        else:
            found.append(line)
    return tuple(Block(piece.kind, piece.start, piece.end) for line in found for piece in _labelled(text, line))


def _lines(text: str) -> Iterator[_Line]:
    """Lines with their form, where a fence and a $$ block count as one line."""
    for match in re.finditer(r"```.*?(?:```(?!\S)|\Z)|\$\$.*?(?:\$\$(?!\S)|\Z)|[^\n]+", text, re.DOTALL):
        raw = match[0]
        left = match.start() + len(raw) - len(raw.lstrip())
        right = match.end() - (len(raw) - len(raw.rstrip()))
        if left < right:
            yield _Line(left, right, _kind(text[left:right]))


def _kind(line: str) -> BlockKind:
    if line.startswith("```"):
        return "diagram" if DRAWN.search(line) and re.match(r"```\s", line) else "code"
    if line.startswith("$$"):
        return "math"
    if line.startswith("|") and line.endswith("|"):
        return "table"
    if HEADING_LINE.fullmatch(line) and not line.rstrip("*").endswith("."):
        return "heading"
    if BULLET.match(line):
        return "bullet"
    if NUMBER.match(line):
        return "number"
    return "code" if CODE_LINE.match(line) else "paragraph"


def _labelled(text: str, line: _Line) -> Iterator[_Line]:
    start = line.start
    if line.kind == "paragraph":
        for label in LABEL.finditer(text, line.start, line.end):
            yield _Line(start, label.start(), line.kind)
            start = label.end()
    yield _Line(start, line.end, line.kind)
