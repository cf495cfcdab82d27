"""The data card of a glossary, in Markdown: what is in it, how long, in which form and language, with what damage.

After Pushkarna, Zaldivar and Kjartansson, "Data Cards" (FAccT 2022), as far as a program can fill one in: who made the
glossary, why, and what it may be used for, its owner adds below.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import quantiles

from index.languages import language_of
from index.lint.lint import lint
from index.manifest import snapshot
from index.seeds import Reading
from index.types import Entry

_MOST = 12
FORMS = {"table": "a table", "code": "code", "math": "a display formula", "diagram": "a diagram"}


def card(
    reading: Reading, corpus: Mapping[str, str], folder: Path, name: str, most_linted: int | None = None
) -> Iterator[str]:
    """The lines of the card of what was read from files with these hashes in a folder. It tells nothing of when or
    where, so that the same files give the same card.

    A glossary of more than `most_linted` entries is not searched for damage, which takes minutes for thousands of them.
    """
    entries = reading.entries
    made = "Made by `python -m index card`."
    yield from (f"# {name}: data card", "", f"Snapshot `{snapshot(corpus)}`, of {len(corpus)} files. {made}")
    yield from ("", "## Files", "", "| File | Form | Bytes | Entries | sha256 |", "|---|---|---|---|---|")
    for file in reading.files:
        size = (folder / file.name).stat().st_size
        yield f"| {file.name} | {file.format} | {size} | {file.entries} | {file.sha256} |"
    yield from ("", "## Counts", "", "| Measure | Value |", "|---|---|")
    yield from _rows(_counts(reading))
    yield from ("", "## Categories", "", "| Category | Entries |", "|---|---|")
    yield from _rows(_most(Counter(entry.category for entry in entries if entry.category)))
    yield from ("", "## Languages", "", "| Language | Entries |", "|---|---|")
    yield from _rows(_most(Counter(language_of(entry.body) for entry in entries)))
    yield from ("", "## Damage and gaps", "")
    if most_linted is None or len(entries) <= most_linted:
        yield from ("| Check of `python -m index lint` | Findings |", "|---|---|")
        yield from _rows(_most(Counter(row.check for row in lint(entries, folder)), len(entries)) or {"none": 0})
    else:
        yield "Not looked for in a glossary of this size; `python -m index card` does."
    if reading.skipped:
        yield from ("", "## Left out", "", *(f"- {reason}" for reason in reading.skipped))


def _counts(reading: Reading) -> Mapping[str, object]:
    entries = reading.entries
    lengths = sorted(len(entry.body) for entry in entries)
    tenths = quantiles(lengths, n=10, method="inclusive") if len(lengths) > 1 else lengths * 9
    counts: dict[str, object] = {
        "Entries, copies counted": sum(file.entries for file in reading.files),
        "Distinct entries": len(entries),
        "Surplus copies": reading.merged,
        "Entries with a category": sum(bool(entry.category) for entry in entries),
        "Entries with a defining sentence": sum(bool(entry.definition) for entry in entries),
        "Other names": sum(len(entry.aliases) for entry in entries),
        "Shortest body in characters": lengths[0],
        "Tenth percentile": round(tenths[0]),
        "Median body in characters": round(tenths[4]),
        "Ninetieth percentile": round(tenths[8]),
        "Longest body in characters": lengths[-1],
        "All bodies in characters": sum(lengths),
    }
    return counts | {f"Entries with {what}": _with(entries, kind) for kind, what in FORMS.items()}


def _with(entries: Sequence[Entry], kind: str) -> int:
    return sum(any(block.kind == kind for block in entry.blocks) for entry in entries)


def _most(counted: Counter[str], most: int = _MOST) -> dict[str, object]:
    """The most frequent, ties by name, and how many the rest have together."""
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    shown: dict[str, object] = dict(ordered[:most])
    if rest := ordered[most:]:
        shown[f"{len(rest)} others"] = sum(count for _, count in rest)
    return shown


def _rows(facts: Mapping[str, object]) -> Iterator[str]:
    return (f"| {name} | {value} |" for name, value in facts.items())
