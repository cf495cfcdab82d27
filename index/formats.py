"""The two forms in which glossary pages come as text files, read line by line and rebuilt exactly.

A bare file is headers and bodies one under the other. A site page begins with nine lines of furniture (back link,
title, counts, letters, page) and goes on in fours: header, blank, one-line body, blank.
"""

import re
from dataclasses import dataclass
from typing import Literal

from index.types import SeedError

Format = Literal["bare", "site page"]

KEYWORD = r"[A-Za-z0-9][A-Za-z0-9 \-()&/+]*"
HEADER = re.compile(rf"{KEYWORD}(?:, ?{KEYWORD})+")
FENCE = "```"
HEADER_SHAPE = "a header (keywords of letters, digits, spaces and - ( ) & / +, separated by commas)"

FURNITURE: tuple[tuple[str, str], ...] = (
    (r"← Back to .+", "the link '← Back to ...'"),
    (r"", "a blank line"),
    (r".+", "the title of the glossary"),
    (r"", "a blank line"),
    (r"[\d,]+ technical terms and definitions", "'N technical terms and definitions'"),
    (r"", "a blank line"),
    (r"(?:\S+ )+All", "the letters 'A B C ... Z All'"),
    (r"Showing page [\d,]+ of [\d,]+ \([\d,]+ entries\)", "'Showing page N of M (K entries)'"),
    (r"", "a blank line"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of an entry in so many words, where the glossary's pages leave it to be read from the header."""

    term: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One copy of an entry as a file has it; `line` is the 1-based line of its header."""

    line: int
    header: str
    body: str
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A seed file taken apart. `furniture` has the lines before the first entry, `ending` is "" or a last newline."""

    format: Format
    furniture: tuple[str, ...]
    entries: tuple[RawEntry, ...]
    ending: str

    def text(self) -> str:
        """The file again, byte for byte."""
        inner, outer = ("\n\n", "\n\n") if self.format == "site page" else ("\n", "\n")
        head = "".join(line + "\n" for line in self.furniture)
        return head + outer.join(entry.header + inner + entry.body for entry in self.entries) + self.ending


def parse(name: str, text: str) -> Page:
    """Takes the text of the seed file `name` apart. Raises SeedError where a line is not what its place asks for."""
    for mark, called in (("\r", "a carriage return"), ("\ufeff", "a byte order mark"), ("\0", "a null character")):
        if mark in text:
            line = text[: text.index(mark)].count("\n") + 1
            raise SeedError(f"{name}:{line}: found {called}; save the file as UTF-8 text with plain newlines")
    ending = "\n" if text.endswith("\n") else ""
    lines = text.removesuffix("\n").split("\n")
    if re.fullmatch(FURNITURE[0][0], lines[0]):
        furniture = _furniture(name, lines)
        return Page("site page", furniture, _in_fours(name, lines, len(furniture)), ending)
    return Page("bare", (), _bare(name, lines), ending)


def _furniture(name: str, lines: list[str]) -> tuple[str, ...]:
    for number, (pattern, expected) in enumerate(FURNITURE, 1):
        found = lines[number - 1] if number <= len(lines) else None
        if found is None or not re.fullmatch(pattern, found):
            raise _unexpected(name, number, f"{expected} of the site page's head", found)
    return tuple(lines[: len(FURNITURE)])


def _in_fours(name: str, lines: list[str], first: int) -> tuple[RawEntry, ...]:
    entries = []
    for at in range(first, max(len(lines), first + 1), 4):
        header, gap, body, after = (lines[at : at + 4] + [None] * 4)[:4]
        if header is None or not HEADER.fullmatch(header):
            raise _unexpected(name, at + 1, HEADER_SHAPE, header)
        if gap != "":
            raise _unexpected(name, at + 2, "a blank line between header and body", gap)
        if not body:
            raise _unexpected(name, at + 3, f"the one-line body of '{header}'", body)
        if after:
            raise _unexpected(name, at + 4, "a blank line between two entries", after)
        entries.append(RawEntry(at + 1, header, body))
    return tuple(entries)


def _bare(name: str, lines: list[str]) -> tuple[RawEntry, ...]:
    headers = _bare_headers(name, lines)
    if not headers or headers[0] != 1:
        raise _unexpected(name, 1, HEADER_SHAPE, lines[0])
    entries = []
    for number, following in zip(headers, [*headers[1:], len(lines) + 1], strict=True):
        if following == number + 1:
            found = lines[number] if number < len(lines) else None
            raise _unexpected(name, number + 1, f"the body of '{lines[number - 1]}'", found)
        entries.append(RawEntry(number, lines[number - 1], "\n".join(lines[number : following - 1])))
    return tuple(entries)


def _bare_headers(name: str, lines: list[str]) -> list[int]:
    headers, opened = [], 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            raise _unexpected(name, number, "no blank line in a bare file", line)
        if line.startswith(FENCE):
            if opened and line.strip() != FENCE:
                raise _unexpected(name, number, f"the end of the fence that line {opened} opens", line)
            opened = 0 if opened else number
        elif not opened and HEADER.fullmatch(line):
            headers.append(number)
    if opened:
        raise _unexpected(name, len(lines) + 1, f"the end of the fence that line {opened} opens", None)
    return headers


def _unexpected(name: str, line: int, expected: str, found: str | None) -> SeedError:
    shown = "the end of the file" if found is None else repr(found if len(found) <= 60 else found[:57] + "...")
    return SeedError(f"{name}:{line}: expected {expected}, found {shown}; mend the file or take it out of the folder")
