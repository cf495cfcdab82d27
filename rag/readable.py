"""A span of an entry as a reader wants it: list marks off, table rows with their column names, damage mended."""

import re
from bisect import bisect_right
from operator import attrgetter

from index.repair import plain
from index.tables import row_text
from index.types import Block, Entry

_ITEM_MARK = re.compile(r"^(?:[-•*—]\s+|\d+[.)]\s+|\(\d\)\s+)")
_SEAM = re.compile(r"(?<= is )(\*\*[^*\n]+?)\.?\*\* - (?=[A-Z])")
_CUT_OFF = re.compile(r"[,;](\**)$")
_LONGEST_NAME = 10
_START = attrgetter("start")
_LABEL = re.compile(r"(?:[-•*—]\s+|\d+[.)]\s+|\(\d\)\s+)?\*\*([^*\n]+)\*\*")


def readable(entry: Entry, start: int, end: int) -> str:
    """Readable text of `body[start:end]`; words are the entry's own, only marks and layout differ."""
    block = block_at(entry, start)
    if block and block.kind == "table":
        return row_text(entry.body, (block.start, block.end), start) or plain(entry.body[start:end])
    if block and block.kind in ("code", "math", "diagram"):
        return plain(entry.body[start:end])
    text = _ITEM_MARK.sub("", " ".join(plain(punctuated(entry.body[start:end])).split()))
    return f"… {text}" if _is_torn(entry.body, start, text, block) else text


def punctuated(prose: str) -> str:
    """A piece of a paragraph or an item, its marks kept, with full stops where its sentences end: for the dash before
    the second sentence of many entries ("X is **...** - It ..."), and for the mark that a piece was cut off at."""
    return _CUT_OFF.sub(r".\1", _SEAM.sub(r"\1.** ", prose))


def _is_torn(body: str, start: int, text: str, block: Block | None) -> bool:
    """Whether a span begins in the middle of a sentence, at a semicolon or a dash."""
    before = body[:start].rstrip()
    inner = body.startswith("—", start) and block is not None and block.start < start
    return text[:1].islower() and bool(before) and (inner or before[-1] in ";,)")


def block_at(entry: Entry, position: int) -> Block | None:
    """The block that holds a position of the body."""
    last = bisect_right(entry.blocks, position, key=_START) - 1
    return entry.blocks[last] if last >= 0 and position < entry.blocks[last].end else None


def heading_over(entry: Entry, position: int) -> str:
    """Readable text of the last heading before a position; "" before the first one."""
    for place in range(bisect_right(entry.blocks, position, key=_START) - 1, -1, -1):
        block = entry.blocks[place]
        if block.kind == "heading" and block.end <= position:
            return plain(entry.body[block.start : block.end]).strip(" :—#")
    return ""


def label_of(entry: Entry, start: int, end: int) -> str:
    """The bold words that a span begins with, or the first cell of a table row; "" where there are none."""
    if entry.body.startswith("|", start):
        return plain(entry.body[start:end].strip("|").split("|")[0]).strip()
    found = _LABEL.match(entry.body, start, end)
    return found[1].strip(" :—") if found else ""


def led_over(entry: Entry, start: int) -> str:
    """What the line right before a formula or code says that it is ("Film stress (Stoney equation):"), without its
    colon; "" where none does, or it is long."""
    before = entry.body[:start].rstrip()
    line = before.rpartition("\n")[2]
    said = " ".join(plain(_ITEM_MARK.sub("", line)).split())
    is_name = said.endswith(":") and 1 < len(said.split()) <= _LONGEST_NAME
    return said.rstrip(" :") if is_name else ""
