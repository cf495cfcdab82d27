"""Reads a folder of files, in any of the formats of index/sources, into distinct entries."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.blocks import blocks
from index.boilerplate import mark_boilerplate
from index.fields import fields_of
from index.formats import RawEntry
from index.ids import Named, ids
from index.sources.files import source_files
from index.sources.found import Fault, Found, SourceError
from index.sources.read import read
from index.types import Entry, SeedError, Source

# Characters. The longest of the glossary has some 9,000; what is far longer is no entry but a file that lost its form.
LONGEST_BODY = 100_000
COLLATION = {mark: place for place, mark in enumerate(" -,(&+)/0123456789abcdefghijklmnopqrstuvwxyz")}


Care = Literal["strict", "pages", "lenient"]
"""What stops the reading: any fault; a fault in a page of the glossary's own formats; none. The rest is listed."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file that was read: its form, how many entries it holds (copies counted), the sha256 of its bytes, and what
    was guessed in reading it."""

    name: str
    format: str
    entries: int
    sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder of seeds gave.

    `entries` are distinct and in the glossary's own order, `merged` counts the surplus copies, `skipped` says in plain
    words what was left out, where ("file:line: ...") and why.
    """

    entries: tuple[Entry, ...]
    files: tuple[SeedFile, ...]
    merged: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copies:
    raw: RawEntry
    sources: tuple[Source, ...]


def read_seeds(folder: Path, care: Care = "pages") -> Reading:
    """Reads every file of the folder, in the order of the names, and merges equal entries.

    Two copies are equal if header and body are, but for the newlines that a site page turns into blanks; the copy that
    still has its lines gives the body. Raises SeedError for what `care` does not let pass and for a folder without
    entries.
    """
    files, skipped, pages = [], [], []
    for path in source_files(folder):
        name = path.relative_to(folder).as_posix()
        found = _read(path, name, care)
        faults = [_place(name, fault) for fault in found.faults]
        if faults and care == "strict":
            raise SeedError(f"{faults[0]}; mend it or take it out of the folder")
        skipped += faults
        if found.form:
            pages.append((name, found.entries))
            files.append(SeedFile(name, found.form, len(found.entries), _sha256(path), found.notes))
    if not any(entries for _, entries in pages):
        why = f" ({'; '.join(skipped[:3])})" if skipped else ""
        raise SeedError(f"{folder}: no seed files with entries{why}; put the glossary's pages there as *.txt")
    distinct = _merge(pages)
    merged = sum(len(copies.sources) for copies in distinct) - len(distinct)
    return Reading(_entries(distinct), tuple(files), merged, tuple(skipped))


def _read(path: Path, name: str, care: Care) -> Found:
    """What a file holds; of one that cannot be read, the fault alone, without a form."""
    try:
        if not path.read_bytes().strip():
            return Found("", (), (Fault(0, "the file is empty"),))
        found = read(path, name, exact_pages=care != "lenient")
    except (SourceError, OSError) as error:
        why = f"cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)
        fault = Fault(error.line if isinstance(error, SourceError) else 0, why)
        if care == "pages" and path.suffix.lower() == ".txt":
            raise SeedError(f"{_place(name, fault)}; mend it or take it out of the folder") from error
        return Found("", (), (fault,))
    giants = tuple(_giant(raw) for raw in found.entries if len(raw.body) > LONGEST_BODY)
    if giants and care == "pages" and path.suffix.lower() == ".txt":
        raise SeedError(_place(name, giants[0]))
    kept = tuple(raw for raw in found.entries if len(raw.body) <= LONGEST_BODY)
    return replace(found, entries=kept, faults=(*found.faults, *giants))


def _giant(raw: RawEntry) -> Fault:
    return Fault(
        raw.line,
        f"the body of '{raw.header[:60]}' has {len(raw.body):,} characters, an entry has at most {LONGEST_BODY:,}; "
        "split it, or mend the file's form",
    )


def _place(name: str, fault: Fault) -> str:
    return f"{name}:{fault.line}: {fault.reason}" if fault.line else f"{name}: {fault.reason}"


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def collation(header: str) -> tuple[int, ...]:
    """The sort key of the glossary's pages: case-blind, blanks and marks before digits before letters."""
    return tuple(COLLATION.get(mark, len(COLLATION) + ord(mark)) for mark in header.lower())


def _merge(pages: list[tuple[str, tuple[RawEntry, ...]]]) -> list[_Copies]:
    found: dict[tuple[str, str], _Copies] = {}
    for name, entries in pages:
        for raw in entries:
            key = raw.header, " ".join(raw.body.split())
            known = found.get(key, _Copies(raw, ()))
            richer = max(known.raw, raw, key=lambda copy: copy.body.count("\n"))
            found[key] = _Copies(richer, (*known.sources, Source(name, raw.line)))
    return sorted(found.values(), key=lambda c: (collation(c.raw.header), c.sources[0].file, c.sources[0].line))


def _entries(distinct: list[_Copies]) -> tuple[Entry, ...]:
    entries = [made(copies.raw, "", copies.sources) for copies in distinct]
    named = [_named(entry, copies.raw) for entry, copies in zip(entries, distinct, strict=True)]
    return tuple(replace(entry, id=name) for entry, name in zip(entries, ids(named), strict=True))


def made(raw: RawEntry, entry_id: str, sources: tuple[Source, ...]) -> Entry:
    """The entry of that id, with its fields and blocks read from what stands in the sources."""
    pieces = blocks(raw.body)
    f = fields_of(raw, pieces)
    return Entry(
        id=entry_id,
        term=f.term,
        header=raw.header,
        keywords=f.keywords,
        aliases=f.aliases,
        category=f.category,
        definition=f.definition,
        definition_at=f.definition_at,
        body=raw.body,
        blocks=mark_boilerplate(raw.body, pieces),
        sources=sources,
    )


def _named(entry: Entry, raw: RawEntry) -> Named:
    stated = raw.stated.id if raw.stated else ""
    return Named(entry.term, entry.keywords, entry.category, entry.header, entry.body, stated)
