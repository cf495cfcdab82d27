"""One thing that an editor should look at, and finding its line again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.sources.files import MOST_BYTES
from index.types import Entry, Source

# Lines that an entry's body may reach below its header.
_REACH = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (`check` names the kind), in which entry, where, and how it could be mended.

    `excerpt` is a piece of the entry's text, as it stands in the file; "" means the entry as a whole. `entry_id` is ""
    for what concerns the whole glossary.
    """

    check: str
    entry_id: str
    says: str
    fix: str
    excerpt: str = ""


def places(findings: Sequence[Finding], entries: Mapping[str, Entry], folder: Path) -> list[Source]:
    """File and line of each finding: those of its excerpt where the file is text and has it, else the entry's."""
    texts: dict[str, list[str]] = {}
    return [_place(finding, entries.get(finding.entry_id), folder, texts) for finding in findings]


def _place(finding: Finding, entry: Entry | None, folder: Path, texts: dict[str, list[str]]) -> Source:
    if entry is None:
        return Source("", 0)
    wanted = next((line for line in finding.excerpt.split("\n") if line.strip()), "").strip()
    for source in entry.sources if wanted else ():
        lines = texts.setdefault(source.file, _lines(folder / source.file))
        for number in range(max(1, source.line), min(len(lines), source.line + _REACH) + 1):
            if wanted in lines[number - 1]:
                return Source(source.file, number)
    return entry.sources[0]


def _lines(file: Path) -> list[str]:
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        return []
    return file.read_text("utf-8", errors="replace").split("\n")
