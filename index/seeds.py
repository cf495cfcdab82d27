"""Reads a folder of seed files into distinct entries."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from index.blocks import blocks
from index.boilerplate import mark_boilerplate
from index.fields import fields_of
from index.formats import Format, Page, RawEntry, parse
from index.ids import Named, ids
from index.types import Entry, SeedError, Source

# Characters. The longest of the glossary has some 9,000; what is far longer is no entry but a file that lost its form.
LONGEST_BODY = 100_000
COLLATION = {mark: place for place, mark in enumerate(" -,(&+)/0123456789abcdefghijklmnopqrstuvwxyz")}


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file that was read: its form, how many entries it holds (copies counted) and the sha256 of its bytes."""

    name: str
    format: Format
    entries: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder of seeds gave.

    `entries` are distinct and in the glossary's own order, `merged` counts the surplus copies, `skipped` says in plain
    words what was left out and why.
    """

    entries: tuple[Entry, ...]
    files: tuple[SeedFile, ...]
    merged: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copies:
    raw: RawEntry
    sources: tuple[Source, ...]


def read_seeds(folder: Path) -> Reading:
    """Reads every *.txt of the folder, in the order of the names, and merges equal entries.

    Two copies are equal if header and body are, but for the newlines that a site page turns into blanks; the copy that
    still has its lines gives the body. Raises SeedError for a file that breaks its format or cannot be read, and for
    a folder without entries.
    """
    files, skipped, pages = [], [], []
    for path in sorted(folder.glob("*.txt")):
        data, text = _read(path)
        if not text.strip():
            skipped.append(f"{path.name}: the file is empty")
            continue
        page = parse(path.name, text)
        _check_lengths(path.name, page)
        pages.append((path.name, page))
        files.append(SeedFile(path.name, page.format, len(page.entries), hashlib.sha256(data).hexdigest()))
    if not pages:
        raise SeedError(f"{folder}: no seed files with entries; put the glossary's pages there as *.txt")
    distinct = _merge(pages)
    merged = sum(len(copies.sources) for copies in distinct) - len(distinct)
    return Reading(_entries(distinct), tuple(files), merged, tuple(skipped))


def collation(header: str) -> tuple[int, ...]:
    """The sort key of the glossary's pages: case-blind, blanks and marks before digits before letters."""
    return tuple(COLLATION.get(mark, len(COLLATION) + ord(mark)) for mark in header.lower())


def _read(path: Path) -> tuple[bytes, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SeedError(
            f"{path.name}: cannot be read ({error.strerror}); mend it or take it out of the folder"
        ) from error
    try:
        return data, data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SeedError(f"{path.name}:{line}: expected UTF-8 text, found the byte {data[error.start]:#04x}") from error


def _check_lengths(name: str, page: Page) -> None:
    for raw in page.entries:
        if len(raw.body) > LONGEST_BODY:
            raise SeedError(
                f"{name}:{raw.line}: the body of '{raw.header[:60]}' has {len(raw.body):,} characters, an entry has at "
                f"most {LONGEST_BODY:,}; split it, or mend the file's form"
            )


def _merge(pages: list[tuple[str, Page]]) -> list[_Copies]:
    found: dict[tuple[str, str], _Copies] = {}
    for name, page in pages:
        for raw in page.entries:
            key = raw.header, " ".join(raw.body.split())
            known = found.get(key, _Copies(raw, ()))
            richer = max(known.raw, raw, key=lambda copy: copy.body.count("\n"))
            found[key] = _Copies(richer, (*known.sources, Source(name, raw.line)))
    return sorted(found.values(), key=lambda c: (collation(c.raw.header), c.sources[0].file, c.sources[0].line))


def _entries(distinct: list[_Copies]) -> tuple[Entry, ...]:
    bodies = [(copies.raw.header, copies.raw.body) for copies in distinct]
    cut = [blocks(body) for _, body in bodies]
    fields = [fields_of(header, body, pieces) for (header, body), pieces in zip(bodies, cut, strict=True)]
    names = ids([Named(f.term, f.keywords, f.category, h, b) for f, (h, b) in zip(fields, bodies, strict=True)])
    return tuple(
        Entry(
            id=name,
            term=f.term,
            header=copies.raw.header,
            keywords=f.keywords,
            aliases=f.aliases,
            category=f.category,
            definition=f.definition,
            definition_at=f.definition_at,
            body=copies.raw.body,
            blocks=mark_boilerplate(copies.raw.body, pieces),
            sources=copies.sources,
        )
        for name, f, copies, pieces in zip(names, fields, distinct, cut, strict=True)
    )
