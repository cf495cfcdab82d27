"""Documents: DOCX by its headings, tables and bold terms; PDF by its lines."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.definitions import definitions
from index.sources.extra import extra
from index.sources.files import check_archive, check_size
from index.sources.found import Fault, Found, SourceError
from index.sources.lines import Line
from index.sources.markdown import entries_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MOST_PAGES = 5_000
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d+(?:\s*(?:/|of)\s*\d+)?", re.IGNORECASE)
# A line that stands on at least this share of the pages, and on three, is a head or foot of the page.
_ON_PAGES = 0.5


def read_docx(path: Path) -> Found:
    """The entries of a document; lines are its paragraphs, tables counted as one each."""
    docx = extra("docx")
    check_archive(path)
    try:
        document = docx.Document(str(path))
        lines = list(_paragraphs(document))
    except Exception as error:  # whatever the library meets in a damaged document
        raise SourceError(f"is no document that can be read ({error}); save it anew as .docx") from error
    return entries_of("DOCX", lines)


def _paragraphs(document: "Document") -> Iterator[Line]:
    table = extra("docx.table").Table
    for number, part in enumerate(document.iter_inner_content(), 1):
        if isinstance(part, table):
            for place, row in enumerate(part.rows):
                cells = [" ".join(cell.text.split()).replace("|", "\\|") for cell in row.cells]
                yield Line(number, f"| {' | '.join(cells)} |")
                if not place:
                    yield Line(number, "|" + " --- |" * len(cells))
        else:
            style = (part.style.name or "") if part.style else ""
            yield Line(number, _marked(style, part))
        yield Line(number, "")


def _marked(style: str, paragraph: "Paragraph") -> str:
    """A paragraph as a line of Markdown."""
    heading = re.fullmatch(r"Heading ([1-6])", style)
    if heading:
        return f"{'#' * int(heading[1])} {paragraph.text.strip()}"
    if style == "Title":
        return f"# {paragraph.text.strip()}"
    text = "".join(f"**{run.text}**" if run.bold and run.text.strip() else run.text for run in paragraph.runs)
    text = re.sub(r"\*\*(\s*)\*\*", r"\1", text or paragraph.text)
    text = re.sub(r"\*\*([^*]*?)(:?\s+)\*\*", r"**\1**\2", text)
    return f"- {text.strip()}" if style.startswith("List") and text.strip() else text.strip()


def read_pdf(path: Path) -> Found:
    """The entries of a PDF with text in it, one `Term: definition` after the other; lines are its pages."""
    pypdf = extra("pypdf")
    check_size(path)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("is locked by a password; save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(f"has {len(reader.pages):,} pages, {MOST_PAGES:,} are the most; split it")
        pages = [(page.extract_text() or "").split("\n") for page in reader.pages]
    except SourceError:
        raise
    except Exception as error:  # whatever the library meets in a damaged file
        raise SourceError(f"is no PDF that can be read ({error}); print it anew to PDF") from error
    empty = [number for number, lines in enumerate(pages, 1) if not any(line.strip() for line in lines)]
    if len(empty) == len(pages):
        raise SourceError("holds no text, only pictures of it; run a text recognition (OCR) over it first")
    found = definitions("PDF", list(_unbroken(_without_heads(pages))))
    faults = tuple(Fault(number, "the page holds no text") for number in empty)
    return Found("PDF", found.entries, (*found.faults, *faults), found.notes)


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without their numbers and without the lines at their edges that most of them share."""
    edges = Counter(line.strip() for lines in pages for line in {*lines[:2], *lines[-2:]})
    heads = {line for line, count in edges.items() if count >= max(3, _ON_PAGES * len(pages))}
    return [
        [line for line in lines if line.strip() not in heads and not _PAGE_NUMBER.fullmatch(line.strip())]
        for lines in pages
    ]


def _unbroken(pages: list[list[str]]) -> Iterator[Line]:
    """Lines with their pages; words that were divided at the end of a line are whole again."""
    lines = [Line(number, line.strip()) for number, page in enumerate(pages, 1) for line in page]
    held = ""
    for line, after in zip(lines, [*lines[1:], Line(0, "")], strict=True):
        text = held + line.text
        held = ""
        if re.search(r"[a-z]-$", text) and re.match(r"[a-z]", after.text):
            head, _, last = text.rpartition(" ")
            text, held = head, last[:-1]
        yield Line(line.number, text)
