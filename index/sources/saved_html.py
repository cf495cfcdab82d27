"""Saved web pages: pages of the glossary, and pages with lists of terms, headings or tables."""

import re
from html.parser import HTMLParser
from pathlib import Path

from index.sources.files import read_text
from index.sources.found import Found
from index.sources.lines import Line
from index.sources.markdown import TERM_LEVEL, entries_of
from index.sources.pages import is_site, pasted

SKIPPED = frozenset("script style noscript template nav form button select svg math iframe object aside footer".split())
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "p div section article main header ul ol dl table tbody thead figure address details summary".split()
)
_ITEMS = frozenset("p li dt dd h1 h2 h3 h4 h5 h6".split())


def read_html(path: Path) -> Found:
    """The entries of a page as a browser saved it. Scripts, styles and navigation are passed over."""
    page = _Page()
    page.feed(read_text(path))
    page.close()
    lines = page.finished()
    text = "\n".join(line.text for line in lines)
    found = pasted(lines, headed=True) if is_site(text) else entries_of("HTML", lines)
    return Found("HTML", found.entries, found.faults, found.notes)


class _Page(HTMLParser):
    """Turns a page into lines of Markdown; a line has the number of the line that it begins on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[Line] = []
        self._text, self._start = "", 0
        self._skipping: list[str] = []
        self._row: list[str] | None = None
        self._columns = 0
        self._pre = False

    def finished(self) -> list[Line]:
        """All lines."""
        self._end_line()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the mark opens."""
        if self._skipping or (tag in SKIPPED and tag not in VOID):
            self._skipping += [tag] if tag in SKIPPED else []
        elif heading := re.fullmatch(r"h([1-6])", tag):
            self._begin("#" * int(heading[1]) + " ")
        elif tag == "dt":
            self._begin("#" * TERM_LEVEL + " ")
        elif tag == "li":
            self._begin("- ")
        elif tag in ("b", "strong", "code") and self._row is None and not self._pre:
            self._write("`" if tag == "code" else "**")
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._row = [*(self._row or []), ""]
        elif tag == "table":
            self._end_line()
            self._columns = 0
        elif tag == "pre":
            self._begin("```")
            self._end_line()
            self._pre = True
        elif tag == "br" and self._row is None:
            self._end_line()
        elif tag in ("dd", "title"):
            self._end_line()
        elif tag in BLOCKS:
            self._end_line()
            self._lines.append(Line(self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        """Close what the mark closes."""
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
        elif tag in ("tr", "table") and self._row is not None:
            self._end_row()
        elif tag in ("b", "strong", "code") and self._row is None and not self._pre:
            self._write("`" if tag == "code" else "**")
        elif tag == "pre" and self._pre:
            self._end_line()
            self._pre = False
            self._begin("```")
            self._end_line()
        elif tag == "title":
            self._text = ""
        elif (tag in BLOCKS or tag in _ITEMS) and self._row is None:
            self._end_line()
            self._lines.append(Line(self.getpos()[0], ""))

    def handle_data(self, data: str) -> None:
        """Text between marks; blanks are made single but in preformatted text."""
        if self._skipping:
            return
        if self._row is not None:
            if self._row:
                self._row[-1] += " " + data
        elif self._pre:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self._end_line(keep=True)
                self._write(line)
        else:
            self._write(re.sub(r"\s+", " ", data))

    def _begin(self, mark: str) -> None:
        self._end_line()
        self._write(mark)

    def _write(self, text: str) -> None:
        if not self._text.strip():
            self._start = self.getpos()[0]
        self._text += text

    def _end_line(self, *, keep: bool = False) -> None:
        text = self._text if self._pre else re.sub(r"\*\*(\s*)\*\*", r"\1", self._text).strip()
        if text.strip() or keep:
            self._lines.append(Line(self._start or self.getpos()[0], text))
        self._text = ""

    def _end_row(self) -> None:
        self._end_line()
        cells, self._row = self._row, None
        if not cells:
            return
        line = self.getpos()[0]
        texts = [re.sub(r"\s+", " ", cell).strip().replace("|", "\\|") for cell in cells]
        self._lines.append(Line(line, f"| {' | '.join(texts)} |"))
        if not self._columns:
            self._columns = len(cells)
            self._lines.append(Line(line, "|" + " --- |" * len(cells)))
