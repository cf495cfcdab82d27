"""What is broken in an entry's form: formulas, tables, fences, leftovers of scripts, and text that templates repeat."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.lint.finding import Finding
from index.passages import sentence_spans
from index.repair import DAMAGE
from index.tables import rows
from index.types import Block, Entry

# An entry is mostly boilerplate from this share of its letters on; a sentence is boilerplate in this many entries.
MUCH, MANY = 0.4, 3
_SHORT = 25
_SHOWN = 40
_COMMAND = re.compile(r"(?<![\\\w])(?:frac|sqrt|sum|alpha|beta|theta|lambda|sigma|partial|mathbb|mathcal)(?=[_{^])")
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\w$])\$([^$\n]{2,200}?)\$(?![\w$])", re.DOTALL)


def formulas(entries: Sequence[Entry]) -> Iterator[Finding]:
    """LaTeX that lost its backslashes, braces that do not match, formulas and fences that are never closed, and what
    is left of scripts."""
    for entry in entries:
        found = [*_damage(entry.body), *_unclosed(entry.body), *_broken(entry.body)]
        for check, says, fix, at in dict.fromkeys(
            (check, says, fix, _line_at(entry.body, at)) for check, says, fix, at in found
        ):
            yield Finding(check, entry.id, says, fix, at)


Found = tuple[str, str, str, int]
"""The check, what is wrong, how to mend it, and the place in the body."""


def _damage(body: str) -> Iterator[Found]:
    for damaged, mended in DAMAGE:
        for found in damaged.finditer(body):
            says = f"'{found[0].strip()}' was a command or is a leftover"
            yield "damage", says, f"write {mended.strip() or 'nothing'} there", found.end() - 1


def _unclosed(body: str) -> Iterator[Found]:
    if body.count("```") % 2:
        yield "fence", "a fence is opened and never closed", "close it with ```", body.rindex("```")
    prose = _prose(body)
    if prose.count("$$") % 2:
        yield "formula", "a formula is opened with $$ and never closed", "close it", prose.rindex("$$")


def _broken(body: str) -> Iterator[Found]:
    for found in _FORMULA.finditer(_prose(body)):
        formula = found[1] or found[2]
        bare = formula.replace("\\{", "").replace("\\}", "")
        if bare.count("{") != bare.count("}"):
            yield "formula", f"braces do not match in '{formula.strip()[:_SHOWN]}'", "close them", found.start()
        elif lost := _COMMAND.search(formula):
            yield "formula", f"'{lost[0]}' has no backslash", f"write \\{lost[0]}", found.start()


def _prose(body: str) -> str:
    """The body with blanks for what stands in fences."""
    return re.sub(r"```.*?(?:```|\Z)", lambda fence: " " * len(fence[0]), body, flags=re.DOTALL)


def tables(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Rows with more or fewer cells than their table has columns, and tables without a row of names."""
    for entry in entries:
        for block in entry.blocks:
            if block.kind == "table":
                yield from _table(entry, block)


def _table(entry: Entry, block: Block) -> Iterator[Finding]:
    found = rows(entry.body, block.start, block.end)
    if not found:
        shown = entry.body[block.start : block.end]
        yield Finding("table", entry.id, "lines with bars have no rule row", "put |---| below the names", shown)
        return
    columns = len(found[0].cells)
    for row in found[1:]:
        if len(row.cells) != columns:
            says = f"a row has {len(row.cells)} cells, the table {columns} columns"
            yield Finding("table", entry.id, says, "add or join cells", entry.body[row.start : row.end])


def boilerplate(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Entries of which much is said in others word for word, and how much of the glossary that is."""
    sentences = [[_key(entry.body[start:end]) for start, end in _spans(entry)] for entry in entries]
    shared = Counter(key for own in sentences for key in set(own))
    repeated = total = 0
    for entry, own in zip(entries, sentences, strict=True):
        again = sum(len(key) for key in own if len(key) >= _SHORT and shared[key] >= MANY)
        marked = sum(block.end - block.start for block in entry.blocks if block.boilerplate)
        size = max(1, len(entry.body))
        repeated, total = repeated + max(again, marked), total + size
        if (share := max(again, marked) / size) >= MUCH:
            says = f"{share:.0%} of it is a template's"
            yield Finding("boilerplate", entry.id, says, "say what is true of this entry alone")
    if repeated:
        says = f"{repeated / max(1, total):.1%} of all text is a template's"
        yield Finding("boilerplate", "", says, "it is shown, but not searched or quoted where it is known")


def _spans(entry: Entry) -> Iterator[tuple[int, int]]:
    for block in entry.blocks:
        if block.kind in ("paragraph", "bullet", "number"):
            yield from sentence_spans(entry, block)


def _key(text: str) -> str:
    return " ".join(text.split())


def _line_at(body: str, at: int) -> str:
    """What stands around a place, on its line."""
    start, end = body.rfind("\n", 0, at) + 1, body.find("\n", at)
    line_end = len(body) if end < 0 else end
    return body[max(start, at - _SHOWN) : min(line_end, at + _SHOWN)]
