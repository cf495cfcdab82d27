"""Markdown: one file an entry, or one heading an entry, or tables and lists of terms.

Entries stand at the first level of headings of which half have text right below them; headings above are categories.
Other formats with headings (HTML, DOCX) are turned into lines of Markdown and read by the same rules.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from index.sources.columns import columns_of, names_in
from index.sources.definitions import definitions
from index.sources.files import read_text
from index.sources.found import Fault, Found, Row, found_of, one_line
from index.sources.lines import Line, fenced, lines_of, readable
from index.sources.sheets import table

TITLE = re.compile(r"glossar|dictionar|vocabular|lexicon|terminolog|\bterms\b|definitions|a\s*[-–]\s*z", re.IGNORECASE)
OTHER_NAMES = re.compile(
    r"(?:\*\*)?(?:aliases|synonyms?|also (?:known as|called)|aka|abbreviations?)(?:\*\*)?:(?:\*\*)?\s*(.+)",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?:\*\*)?category(?:\*\*)?:(?:\*\*)?\s*(.+)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,7})\s+(.+?)\s*#*")
_BOLD = re.compile(r"\*\*([^*]{2,80})\*\*:?")
_LETTER = re.compile(r"[A-Z0-9](?:\s*[-–/]\s*[A-Z0-9])?|#|0-9|\d+", re.IGNORECASE)
# The level of a line that is nothing but bold: a heading where a file has no other.
_BOLD_LEVEL = 8
# The level of a term that HTML marks as one (<dt>): its entries stand there, whatever headings there are.
TERM_LEVEL = 7


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    level: int
    title: str


class _WithoutAliases(yaml.SafeLoader):  # type: ignore[misc]  # the library has no types
    """Plain YAML. A few lines of aliases to aliases would be written out to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; raises YAMLError for an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has aliases")
        return super().compose_node(parent, index)


def read_markdown(path: Path) -> Found:
    """A .md file, with a head of YAML (title, aliases, category, id) or without."""
    lines = lines_of(read_text(path))
    head, lines, faults = _front(lines)
    if head:
        columns = columns_of([[*head, "text"], [*head.values(), ""]])
        named = columns.row([*head.values(), ""]) if columns else Row("", "")
        if named.term:
            row = replace(named, text=readable(lines))
            return found_of("Markdown", [(1, _without_title(row))], faults)
    found = entries_of("Markdown", lines)
    if not found.entries and any(line.text.strip() for line in lines):
        name = path.stem.replace("_", " ").replace("-", " ")
        found = found_of("Markdown", [(1, Row(name, readable(lines)))], [], ["without a heading: named after its file"])
    return Found(found.form, found.entries, (*faults, *found.faults), found.notes)


def entries_of(form: str, lines: Sequence[Line]) -> Found:
    """The entries of lines of Markdown: by headings, else by rows of tables of terms, else by lines `Term: text`."""
    headings = _headings(lines)
    level = _level(lines, headings)
    if level:
        return _by_headings(form, lines, headings, level)
    tables = list(_tables(lines))
    if any(part.entries for part in tables):
        faults = tuple(fault for part in tables for fault in part.faults)
        notes = tuple(note for part in tables for note in part.notes)
        return Found(form, tuple(entry for part in tables for entry in part.entries), faults, notes)
    return definitions(form, lines)


def _front(lines: list[Line]) -> tuple[Mapping[str, str], list[Line], list[Fault]]:
    """The YAML between two lines of three hyphens at the very beginning, and the lines after it."""
    if not lines or lines[0].text.rstrip() != "---":
        return {}, lines, []
    end = next((at for at, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), 0)
    if not end:
        return {}, lines, []
    try:
        head = yaml.load("\n".join(line.text for line in lines[1:end]), _WithoutAliases)
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        return {}, lines[end + 1 :], [Fault(1, f"the head between --- is no YAML ({reason}); it was passed over")]
    if not isinstance(head, dict):
        return {}, lines[end + 1 :], []
    return {str(key).lower(): _text(value) for key, value in head.items()}, lines[end + 1 :], []


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _without_title(row: Row) -> Row:
    """Without a first heading that only repeats the term."""
    first, _, rest = row.text.lstrip().partition("\n")
    heading = _HEADING.fullmatch(first)
    same = heading is not None and one_line(heading[2]).casefold() == one_line(row.term).casefold()
    return replace(row, text=rest) if same else row


def _headings(lines: Sequence[Line]) -> list[_Heading]:
    found = []
    inside = fenced(lines)
    for at, line in enumerate(lines):
        if at not in inside and (match := _HEADING.fullmatch(line.text.strip())):
            found.append(_Heading(at, len(match[1]), readable([Line(line.number, match[2])])))
        elif at not in inside and (bold := _BOLD.fullmatch(line.text.strip())):
            found.append(_Heading(at, _BOLD_LEVEL, bold[1].strip(" :")))
    marked = [heading for heading in found if heading.level != _BOLD_LEVEL]
    return marked or found


def _level(lines: Sequence[Line], headings: Sequence[_Heading]) -> int:
    """The level of the entries; 0 when there is none."""
    levels = sorted({heading.level for heading in headings})
    if TERM_LEVEL in levels:
        return TERM_LEVEL
    for level in levels:
        own = [heading for heading in headings if heading.level == level]
        if all(_LETTER.fullmatch(heading.title) for heading in own):
            continue
        if len(own) == 1 and TITLE.search(own[0].title):
            continue
        if 2 * sum(_has_text(lines, headings, heading) for heading in own) >= len(own):
            return level
    return 0


def _has_text(lines: Sequence[Line], headings: Sequence[_Heading], heading: _Heading) -> bool:
    end = next((other.at for other in headings if other.at > heading.at), len(lines))
    return any(line.text.strip() for line in lines[heading.at + 1 : end])


def _by_headings(form: str, lines: Sequence[Line], headings: Sequence[_Heading], level: int) -> Found:
    rows: list[tuple[int, Row]] = []
    starts = [heading for heading in headings if heading.level <= level]
    above: dict[int, str] = {}
    left = sum(bool(line.text.strip()) for line in lines[: starts[0].at])
    for heading, end in zip(starts, [*(other.at for other in starts[1:]), len(lines)], strict=True):
        own = lines[heading.at + 1 : end]
        if heading.level < level:
            above = {depth: title for depth, title in above.items() if depth < heading.level}
            above[heading.level] = heading.title
            left += sum(bool(line.text.strip()) for line in own)
        else:
            category = next((above[depth] for depth in sorted(above, reverse=True) if _names(above[depth])), "")
            rows.append((lines[heading.at].number, _row(heading.title, own, category)))
    notes = [f"{left} lines outside the entries were passed over"] if left else []
    return found_of(form, rows, [], notes)


def _names(title: str) -> bool:
    """Whether a heading above the entries names a category: neither a letter nor the title of the glossary."""
    return not _LETTER.fullmatch(title) and not TITLE.search(title)


def _row(term: str, own: Sequence[Line], category: str) -> Row:
    aliases: tuple[str, ...] = ()
    kept = []
    for line in own:
        if not aliases and (other := OTHER_NAMES.fullmatch(line.text.strip(" -*"))):
            aliases = tuple(names_in(other[1]))
        elif stated := FIELD.fullmatch(line.text.strip(" -*")):
            category = stated[1].strip()
        else:
            kept.append(line)
    return Row(term, readable(kept), aliases, category)


def _tables(lines: Sequence[Line]) -> Iterator[Found]:
    """The tables whose first row names a column of terms or of texts."""
    rows: list[tuple[int, list[str]]] = []
    for line in [*lines, Line(0, "")]:
        text = line.text.strip()
        if text.startswith("|") and text.endswith("|") and len(text) > 1:
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text[1:-1])]
            if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells):
                rows.append((line.number, cells))
        elif rows:
            columns = columns_of([cells for _, cells in rows])
            if columns is not None and columns.headed:
                yield table(rows)
            rows = []
