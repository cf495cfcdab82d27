"""Glossaries of a few entries for the checks of the editor's tool."""

from pathlib import Path

from index.seeds import read_seeds
from index.types import Entry


def glossary(folder: Path, **bodies: str) -> tuple[Entry, ...]:
    """Entries of one page, in the order of their names; `widget_oil="..."` is the entry "widget oil, widgets"."""
    text = "\n".join(f"{name.replace('_', ' ')}, widgets\n{body}" for name, body in bodies.items())
    (folder / "page.txt").write_text(text + "\n", "utf-8")
    return read_seeds(folder).entries
