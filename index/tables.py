"""Markdown tables, also those whose newlines were lost: rows and cells as spans of the body."""

import re
from dataclasses import dataclass
from itertools import pairwise

from index.repair import plain

Span = tuple[int, int]

# A pipe separates cells only with a blank or an edge on both sides: |V_DG| within a cell does not.
_BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its span with the outer bars, and the spans of its cells without blanks."""

    start: int
    end: int
    cells: tuple[Span, ...]


def rows(body: str, start: int, end: int) -> tuple[Row, ...]:
    """The rows of the table in `body[start:end]`, the heading row first, the rule row left out.

    The rule row gives the number of columns, and rows are cut by it, as a table on one line has no other mark
    between rows; where lines are left, a row ends with its line, however few cells it has. Empty when there is no
    rule row.
    """
    rule = _RULE.search(body, start, end)
    if not rule:
        return ()
    columns = rule.group().count("|") - 1
    return (*_cut(body, (start, rule.start()), columns), *_cut(body, (rule.end(), end), columns))


def row_text(body: str, table: Span, start: int) -> str:
    """The row at `start` as "first cell — column: cell; column: cell"; the bare cells where columns have no names;
    a cell that is empty or only a dash is left out.

    "" for the heading row and for what is no row of the table.
    """
    found = rows(body, *table)
    row = next((row for row in found[1:] if row.start <= start < row.end), None)
    if row is None:
        return ""
    names, (first, *rest) = _texts(body, found[0]), _texts(body, row)
    pairs = [
        f"{name}: {cell}" if name else cell for name, cell in zip(names[1:], rest, strict=False) if cell.strip("—–-")
    ]
    return f"{first} — {'; '.join(pairs)}"


def _texts(body: str, row: Row) -> list[str]:
    return [plain(body[start:end]) for start, end in row.cells]


def _cut(body: str, span: Span, columns: int) -> list[Row]:
    found = []
    for line in re.finditer(r"[^\n]+", body[span[0] : span[1]]):
        bars = [span[0] + line.start() + match.start() for match in _BAR.finditer(line[0])]
        for first in range(0, len(bars) - 1, columns + 1):
            group = bars[first : first + columns + 1]
            found.append(Row(group[0], group[-1] + 1, tuple(trim(body, a + 1, b) for a, b in pairwise(group))))
    return found


def trim(body: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends; of nothing but blanks, the empty span at its end."""
    text = body[start:end]
    begin = end - len(text.lstrip())
    return begin, begin + len(text.strip())
