"""Text files: the glossary's own two page formats, text pasted from such pages, else lines `Term: definition`."""

import re
from collections.abc import Sequence

from index.formats import FURNITURE, HEADER, RawEntry, parse
from index.sources.definitions import definitions
from index.sources.found import Fault, Found
from index.sources.lines import Line, fenced, lines_of
from index.types import SeedError

# The head of a page without its title, which can be any text, and what stands below a page to turn it.
_TURNING = r"[«‹←<]?\s*(?:Previous|Prev|Next|First|Last)(?: page)?\s*[»›→>]?|Page [\d,]+ of [\d,]+|\d+"
_FURNITURE = re.compile("|".join([*(pattern for pattern, what in FURNITURE if pattern not in ("", r".+")), _TURNING]))
_SITE = re.compile(r"^#*\s*(?:[\d,]+ technical terms and definitions|Showing page [\d,]+ of [\d,]+ .*)$", re.MULTILINE)


def read_pages(name: str, text: str) -> Found:
    """The entries of a page, read strictly. Raises SeedError, with file and line, where a line breaks the format."""
    page = parse(name, text)
    return Found(page.format, page.entries)


def read_loosely(name: str, text: str) -> Found:
    """The entries of a text that may be a page, a page as it was pasted, or lines `Term: definition`."""
    try:
        return read_pages(name, text)
    except SeedError as error:
        lines = lines_of(text)
        found = pasted(lines)
        other = definitions("lines", lines)
        first = next((line.text.strip() for line in lines if line.text.strip()), "")
        if len(other.entries) > len(found.entries) and not (is_site(text) or HEADER.fullmatch(first)):
            return other
        note = f"no whole page ({str(error).partition(';')[0]}): read as pasted text"
        return Found(found.form, found.entries, found.faults, (note, *found.notes))


def is_site(text: str) -> bool:
    """Whether a text has the lines of a site page's head."""
    return bool(_SITE.search(text))


def pasted(lines: Sequence[Line], *, headed: bool = False) -> Found:
    """The entries of a page whose blank lines and head are as a browser left them. With `headed`, headers may be marked
    as headings, as saved pages have them."""
    inside = fenced(lines)
    faults = [
        Fault(line.number, "a fence is opened here and never closed")
        for at, line in enumerate(lines)
        if line.text.startswith("```") and at not in inside
    ]
    texts = [_bare(line.text, headed) if at not in inside else line.text for at, line in enumerate(lines)]
    marks = {at for at, text in enumerate(texts) if at not in inside and _FURNITURE.fullmatch(text)}
    starts = [at for at, text in enumerate(texts) if at not in inside | marks and HEADER.fullmatch(text)]
    entries = []
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        if body := [texts[place] for place in range(at + 1, end) if texts[place] and place not in marks]:
            entries.append(RawEntry(lines[at].number, texts[at], "\n".join(body)))
        else:
            faults.append(Fault(lines[at].number, f"'{texts[at]}' has no text below it"))
    before = [at for at in range(starts[0] if starts else len(lines)) if texts[at] and at not in marks]
    # One line of a page's head is its title, which can be any text.
    if loose := before[bool(marks) :]:
        faults.append(Fault(lines[loose[0]].number, f"{len(loose)} lines stand before the first header"))
    return Found("pasted text", tuple(entries), tuple(sorted(faults, key=lambda fault: fault.line)))


def _bare(text: str, headed: bool) -> str:
    """The line without blanks at its ends and, if it is a header or in the page's head, without marks of a heading."""
    bare = re.sub(r"^#{1,7}\s+", "", text.strip()) if headed else text.strip()
    return bare if HEADER.fullmatch(bare) or _FURNITURE.fullmatch(bare) else text.strip()
