"""All checks over a glossary, in a fixed order, as rows for a table or for programs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.lint.copies import copies, namesakes
from index.lint.finding import Finding, places
from index.lint.form import boilerplate, formulas, tables
from index.lint.said import contradictions, undefined
from index.lint.terms import dangling, missing, unexplained
from index.types import Entry

CHECKS: tuple[Callable[[Sequence[Entry]], Iterable[Finding]], ...] = (
    copies,
    namesakes,
    contradictions,
    undefined,
    dangling,
    formulas,
    tables,
    boilerplate,
    unexplained,
    missing,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its place; `line` is 0 where it concerns no one line."""

    check: str
    file: str
    line: int
    entry_id: str
    says: str
    fix: str


def lint(entries: Sequence[Entry], folder: Path) -> list[Row]:
    """What an editor should look at in the entries that were read from the folder, check after check."""
    findings = [finding for check in CHECKS for finding in check(entries)]
    placed = places(findings, {entry.id: entry for entry in entries}, folder)
    return [
        Row(finding.check, source.file, source.line, finding.entry_id, finding.says, finding.fix)
        for finding, source in zip(findings, placed, strict=True)
    ]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows for people: check, file:line, what is wrong, and in the line below how to mend it; then the counts."""
    for row in rows:
        place = f"{row.file}:{row.line}" if row.file else "all entries"
        whose = f"{row.entry_id}: " if row.entry_id else ""
        yield f"{row.check:15} {place:36} {whose}{row.says}"
        yield f"{'':52} {row.fix}"
    counts = Counter(row.check for row in rows)
    yield f"{len(rows)} findings" + "".join(f", {count} {check}" for check, count in counts.items())
