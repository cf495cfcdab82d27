"""Single entries of a glossary that were added, changed or taken out by their owner, beside its files.

They are kept in one JSONL file, the last word on an id standing: {"id", "term", "text", "aliases", "category"}, or
{"id", "removed": true}.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index.formats import RawEntry
from index.ids import slug
from index.seeds import Reading, collation, made
from index.sources.found import Fault, Row, entry_of
from index.types import Entry, SeedError, Source


@dataclass(frozen=True, slots=True)
class Edit:
    """What is said of one id: an entry, or that there is none any more."""

    id: str
    term: str = ""
    text: str = ""
    aliases: tuple[str, ...] = ()
    category: str = ""
    removed: bool = False


def read_edits(file: Path) -> dict[str, Edit]:
    """The edits by id, the last of each; none without a file. Raises SeedError, with the line, for other rows."""
    found: dict[str, Edit] = {}
    if not file.is_file():
        return found
    for line, text in enumerate(file.read_text("utf-8").split("\n"), 1):
        if text.strip():
            try:
                row = json.loads(text)
                edit = Edit(**{**row, "aliases": tuple(row.get("aliases", ()))})
            except (ValueError, TypeError, AttributeError) as error:
                raise SeedError(f"{file}:{line}: is no edit ({error}); mend the line or take it out") from error
            found[edit.id] = edit
    return found


def write_edits(file: Path, edits: Mapping[str, Edit]) -> None:
    """Write all edits, all or nothing."""
    part = file.with_name(f"{file.name}.part")
    rows = (json.dumps(asdict(edit), ensure_ascii=False) for edit in edits.values())
    part.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    part.replace(file)


def edited(reading: Reading, edits: Mapping[str, Edit], name: str) -> Reading:
    """The reading with the edits in it, in the glossary's order; `name` is what sources of edited entries are called.

    An edit that takes out an entry which is not there is said in `skipped`.
    """
    there = {entry.id for entry in reading.entries}
    gone = [edit.id for edit in edits.values() if edit.removed and edit.id not in there]
    lost = [f"{name}: '{one}' is taken out but not there" for one in gone]
    kept = [entry for entry in reading.entries if entry.id not in edits]
    new = [_entry(edit, Source(name, line)) for line, edit in enumerate(edits.values(), 1) if not edit.removed]
    entries = sorted((*kept, *new), key=lambda e: (collation(e.header), e.sources[0].file, e.sources[0].line))
    return replace(
        reading,
        entries=tuple(entries),
        skipped=(*reading.skipped, *lost),
    )


def added(term: str, text: str, entries: Sequence[Entry]) -> Edit:
    """The edit that adds an entry. Raises SeedError where its id is taken, with the way to change that entry."""
    name = slug(term)
    if any(entry.id == name for entry in entries):
        raise SeedError(f"there is an entry '{name}' already; change it with: factory-chat update {name}")
    edit = Edit(name, term, text)
    _raw(edit)
    return edit


def changed(entry_id: str, entries: Sequence[Entry]) -> Edit:
    """The edit that says of an entry what its files say, to replace parts of it. Raises SeedError for no entry."""
    entry = next((entry for entry in entries if entry.id == entry_id), None)
    if entry is None:
        raise SeedError(f"there is no entry '{entry_id}'; look its id up with: factory-chat define TERM")
    return Edit(entry.id, entry.term, entry.body, _stated_names(entry), entry.category)


def _stated_names(entry: Entry) -> tuple[str, ...]:
    return tuple(name for name in entry.keywords if name not in (entry.term, entry.category))


def _entry(edit: Edit, source: Source) -> Entry:
    return made(_raw(edit), edit.id, (source,))


def _raw(edit: Edit) -> RawEntry:
    raw = entry_of(0, Row(edit.term, edit.text, edit.aliases, edit.category, edit.id))
    if isinstance(raw, Fault):
        raise SeedError(raw.reason)
    return raw
