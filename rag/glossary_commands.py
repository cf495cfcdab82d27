"""What the terminal can do with glossaries of one's own: ingest, glossaries, add, update, remove."""

import argparse
import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.glossaries import Glossary, check_name, glossaries, glossary
from index.sources.files import source_files
from index.types import IndexRefused, SeedError

if TYPE_CHECKING:  # their imports take time that `ask` does without
    from index.edits import Edit
    from index.types import Entry

Lines = Iterator[str]
# Between two looks at a folder that is watched.
_SECONDS = 2


def ingest(options: argparse.Namespace) -> Lines:
    """Read a folder into a named glossary, anew or again."""
    named = Glossary(check_name(options.name), options.folder, options.strict)
    yield from watched(named, options.model, _rest) if options.watch else _built(named, options.model)
    yield f"Ask it with: factory-chat ask --glossary {named.name} QUESTION"


def watched(named: Glossary, model: str | None, rest: Callable[[], None]) -> Lines:
    """Read the folder now and after every change of its files, without end; `rest` passes the time between two looks.

    What cannot be read is said, and the last index stays in use.
    """
    seen = None
    while True:
        there = _state(named.source)
        if there != seen:
            try:
                yield from _built(named, model)
            except FAILURES as error:
                yield f"error: {error}"
            seen = there
            yield f"Watching {named.source}; end with Ctrl+C"
        rest()


def _state(folder: Path) -> list[tuple[str, int, int]]:
    """What changes when a file does. A file that goes away while it is looked at is one that is not there."""
    found = []
    for path in source_files(folder):
        with contextlib.suppress(FileNotFoundError):
            facts = path.stat()
            found.append((str(path), facts.st_mtime_ns, facts.st_size))
    return found


def _rest() -> None:
    time.sleep(_SECONDS)


def listed(options: argparse.Namespace) -> Lines:
    """The named glossaries, each with its version, size and folder."""
    from index.store import load

    for one in glossaries():
        manifest = load(one.index).manifest
        yield f"{one.name:20} {manifest.snapshot}  {manifest.entries:6} entries  {one.source}"


def add(options: argparse.Namespace) -> Lines:
    """Add one entry."""
    from index.edits import added

    named = glossary(options.glossary)
    edit = added(options.term, options.text, _entries(named))
    yield from _edit(named, replace(edit, aliases=tuple(options.alias or ()), category=options.category or ""))


def update(options: argparse.Namespace) -> Lines:
    """Change parts of one entry."""
    from index.edits import changed

    named = glossary(options.glossary)
    edit = changed(options.id, _entries(named))
    given = {
        name: getattr(options, name) for name in ("term", "text", "category") if getattr(options, name) is not None
    }
    aliases = edit.aliases if options.alias is None else tuple(options.alias)
    yield from _edit(named, replace(edit, **given, aliases=aliases))


def remove(options: argparse.Namespace) -> Lines:
    """Take one entry out."""
    from index.edits import changed

    named = glossary(options.glossary)
    yield from _edit(named, replace(changed(options.id, _entries(named)), removed=True))


def _entries(named: Glossary) -> "tuple[Entry, ...]":
    from index.store import load

    return tuple(load(named.index).entries.values())


def _edit(named: Glossary, edit: "Edit") -> Lines:
    """Build with the edit; where that fails, the edits stay as they were."""
    from index.edits import read_edits, write_edits

    before = read_edits(named.edits)
    write_edits(named.edits, {**before, edit.id: edit})
    try:
        yield from _built(named, None)
    except BaseException:
        write_edits(named.edits, before)
        raise
    yield f"{'Taken out' if edit.removed else 'Kept'}: {edit.id}"


def _built(named: Glossary, model: str | None) -> Lines:
    from index.current import current
    from index.embed import DEFAULT, load_embedder
    from index.ingest import ingest as build
    from index.store import load

    if model is None:
        model = load(named.index).manifest.model if current(named.index) else DEFAULT
    made = build(named, load_embedder(model))
    for file in made.reading.files:
        yield f"{file.name}: {file.format}, {file.entries} entries read"
        yield from (f"    {note}" for note in file.notes)
    yield from (f"left out: {reason}" for reason in made.reading.skipped)
    manifest = made.manifest
    if made.resumed:
        yield f"Taken up where a run was broken off: {made.resumed} texts were embedded already"
    equal = f", {made.equal} equal to one of these" if made.equal else ""
    yield (
        f"Glossary {named.name}, version {manifest.snapshot}: {manifest.entries} entries "
        f"({made.reading.merged} copies merged); {made.fresh} texts embedded, {made.reused} were there{equal}"
    )


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Lines]] = {
    "ingest": ingest,
    "glossaries": listed,
    "add": add,
    "update": update,
    "remove": remove,
}
FAILURES = (SeedError, IndexRefused, OSError)


def named_index(name: str) -> Path:
    """The folder of a named glossary's index, as a type of an argument of the command line."""
    try:
        return glossary(name).index
    except IndexRefused as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The parsers of these commands."""
    taking = commands.add_parser("ingest", help="read a folder of files of any known format into a named glossary")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--name", required=True, help="name of the glossary")
    taking.add_argument("--strict", action="store_true", help="stop at the first row that cannot be read")
    taking.add_argument("--watch", action="store_true", help="stay, and read it again whenever a file changes")
    taking.add_argument("--model", help="embedding model: a folder or a hub name")
    commands.add_parser("glossaries", help="the named glossaries there are")
    adding = commands.add_parser("add", help="add one entry to a named glossary")
    changing = commands.add_parser("update", help="change one entry of a named glossary")
    taking_out = commands.add_parser("remove", help="take one entry out of a named glossary")
    for command in (changing, taking_out):
        command.add_argument("id", help="the entry's id, as `define` shows it")
    for command in (adding, changing, taking_out):
        command.add_argument("--glossary", required=True, metavar="NAME", help="name of the glossary")
    for command, needed in ((adding, True), (changing, False)):
        command.add_argument("--term", required=needed)
        command.add_argument("--text", required=needed, help="what is said of it; Markdown")
        command.add_argument("--alias", action="append", metavar="NAME", help="another name; can be given again")
        command.add_argument("--category")
