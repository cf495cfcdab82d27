"""Numbered lines of Markdown, and making them readable as a body."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"\s*(```|~~~)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")
_UNESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ALONE = re.compile(r"#{1,7} |\||[-*•+] |\d+[.)] |\*\*[^*]+\*\*:?$|— |\$\$|>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number in the file (or that of the paragraph, page or row that it was made of)."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered from 1; comments of HTML are blanked."""
    blanked = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\r\n", "\n").replace("\r", "\n"))
    return [Line(number, line) for number, line in enumerate(blanked.split("\n"), 1)]


def fenced(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that are a fence or inside one. A fence that is never closed is none."""
    inside: set[int] = set()
    opened = -1
    for at, line in enumerate(lines):
        if FENCE.match(line.text):
            if opened >= 0:
                inside.update(range(opened, at + 1))
            opened = at if opened < 0 else -1
    return frozenset(inside)


def readable(lines: Sequence[Line]) -> str:
    """The lines as a body: links as their text, wrapped paragraphs and list items on one line, marks of lists alike.

    What is inside fences stays as it is.
    """
    return _body([line.text for line in lines], fenced(lines), _plain)


def unwrapped(text: str) -> str:
    """The text with wrapped paragraphs on one line each, else as it is: what a cell of a table holds."""
    lines = [Line(number, line) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1)]
    return _body([line.text for line in lines], fenced(lines), str.strip)


def _body(texts: Sequence[str], inside: frozenset[int], clean: Callable[[str], str]) -> str:
    lines = [(text if at in inside else clean(text), at in inside) for at, text in enumerate(texts)]
    return "\n".join(_joined(lines)).strip("\n")


def _joined(lines: Sequence[tuple[str, bool]]) -> Iterator[str]:
    open_line = ""
    for line, code in [*lines, ("", False)]:
        if not code and open_line and line and not _ALONE.match(line) and not _closed(open_line):
            open_line = f"{open_line} {line}"
            continue
        if open_line:
            yield open_line
        open_line = "" if code else line
        if code or not line:
            yield line.replace("~~~", "```") if code else line


def _closed(line: str) -> bool:
    """Whether a line stands alone: a heading, a row of a table, a formula."""
    return bool(re.match(r"#{1,7} |\||\$\$|\*\*[^*]+\*\*:?$", line))


def _plain(text: str) -> str:
    text = _IMAGE.sub(r"\1", text.strip())
    text = _LINK.sub(lambda found: found[1] or found[2], text)
    text = re.sub(r"^[*+•] (?=\S)", "- ", text)
    text = re.sub(r"^# ", "## ", re.sub(r"^(\d+)\) ", r"\1. ", text))
    text = re.sub(r"^> ?", "", text)
    text = re.sub(r"(?<!\w)__([^_]+)__(?!\w)", r"**\1**", text)
    return text if "$" in text else _UNESCAPED.sub(r"\1", text)
