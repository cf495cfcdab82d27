"""Markdown tables, also those whose newlines were lost: rows and cells as spans of the body."""

import re
from dataclasses import dataclass

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
    between rows. Empty when there is no rule row.
    """
    rule = _RULE.search(body, start, end)
    if not rule:
        return ()
    columns = rule.group().count("|") - 1
    return (*_cut(body, (start, rule.start()), columns), *_cut(body, (rule.end(), end), columns))


def _cut(body: str, span: Span, columns: int) -> list[Row]:
    bars = [match.start() + span[0] for match in _BAR.finditer(body[span[0] : span[1]])]
    found = []
    for first in range(0, len(bars) - columns, columns + 1):
        group = bars[first : first + columns + 1]
        cells = tuple(_trim(body, left + 1, right) for left, right in zip(group, group[1:], strict=False))
        found.append(Row(group[0], group[-1] + 1, cells))
    return found


def _trim(body: str, start: int, end: int) -> Span:
    text = body[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
