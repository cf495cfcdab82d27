"""A span of an entry as a reader wants it: list marks off, table rows with their column names, damage mended."""

import re

from index.repair import plain
from index.tables import Row, rows
from index.types import Block, Entry

_ITEM_MARK = re.compile(r"^(?:[-•*—]\s+|\d+[.)]\s+|\(\d\)\s+)")
_LABEL = re.compile(r"(?:[-•*—]\s+|\d+[.)]\s+)?\*\*([^*\n]+)\*\*")


def readable(entry: Entry, start: int, end: int) -> str:
    """Readable text of `body[start:end]`; words are the entry's own, only marks and layout differ."""
    block = block_at(entry, start)
    if block and block.kind == "table":
        return _row_text(entry.body, block, start, end)
    text = plain(entry.body[start:end])
    if block and block.kind in ("code", "math", "diagram"):
        return text
    text = _ITEM_MARK.sub("", " ".join(text.split()))
    return f"… {text}" if _is_torn(entry.body, start, text) else text


def _is_torn(body: str, start: int, text: str) -> bool:
    """Whether a span begins in the middle of a sentence."""
    before = body[:start].rstrip()
    return text[:1].islower() and before[-1:] in ("", ";", ",", ")") and bool(before)


def block_at(entry: Entry, position: int) -> Block | None:
    """The block that holds a position of the body."""
    return next((block for block in entry.blocks if block.start <= position < block.end), None)


def heading_over(entry: Entry, position: int) -> str:
    """Readable text of the last heading before a position; "" before the first one."""
    headings = [block for block in entry.blocks if block.kind == "heading" and block.end <= position]
    return plain(entry.body[headings[-1].start : headings[-1].end]).strip(" :—#") if headings else ""


def label_of(entry: Entry, start: int, end: int) -> str:
    """The bold words that a span begins with, or the first cell of a table row; "" where there are none."""
    if entry.body.startswith("|", start):
        return plain(entry.body[start:end].strip("|").split("|")[0]).strip()
    found = _LABEL.match(entry.body, start, end)
    return found[1].strip(" :—") if found else ""


def _row_text(body: str, block: Block, start: int, end: int) -> str:
    """ "First cell — column: cell; column: cell" for a row; the bare cells where columns have no names."""
    table = rows(body, block.start, block.end)
    row = next((row for row in table if row.start <= start < row.end), None)
    if row is None or row is table[0]:
        return plain(body[start:end])
    names = _cells(body, table[0])
    first, *rest = _cells(body, row)
    pairs = [f"{name}: {cell}" if name else cell for name, cell in zip(names[1:], rest, strict=False) if cell]
    return f"{first} — {'; '.join(pairs)}"


def _cells(body: str, row: Row) -> list[str]:
    return [plain(body[start:end]) for start, end in row.cells]
