"""What reading a file gives: its entries, what had to be left out and where, and what a reader should know."""

import re
from dataclasses import dataclass, field

from index.formats import RawEntry, Stated

# A term longer than this is a sentence that slipped into the term's place.
LONGEST_TERM = 120
_MARKED = re.compile(r"\*\*|#{1,6} |[-•|] |```|\$\$|\d+\. |\|")
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")


class SourceError(ValueError):
    """A file that cannot be read at all. The message says why and how to mend it, without the file's name; `line` is
    where, 0 for the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was left out. `line` is the 1-based line of a text, row of a sheet, paragraph of a document, page
    of a PDF; 0 means the whole file."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file's entries in its order. `form` names its format; `notes` tell what was guessed or passed over."""

    form: str
    entries: tuple[RawEntry, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in fields, as formats other than the glossary's pages have it; `facts` are further labelled values."""

    term: str
    text: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    id: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())


def found_of(form: str, rows: list[tuple[int, Row]], faults: list[Fault], notes: list[str] | None = None) -> Found:
    """The rows, each with its line, as entries; those that are none are faults."""
    made = [entry_of(line, row) for line, row in rows]
    entries = tuple(one for one in made if isinstance(one, RawEntry))
    wrong = [one for one in made if isinstance(one, Fault)]
    return Found(form, entries, tuple(sorted((*faults, *wrong), key=lambda fault: fault.line)), tuple(notes or ()))


def entry_of(line: int, row: Row) -> RawEntry | Fault:
    """The entry of a row, or why it is none. Its header is its names and its category, joined by commas."""
    term, text = one_line(row.term).strip("*:"), clean(row.text)
    if not term:
        return Fault(line, f"no term stands beside '{_short(text)}'; write one" if text else "the row is empty")
    if len(term) > LONGEST_TERM:
        return Fault(line, f"the term '{_short(term)}' has {len(term)} characters; {LONGEST_TERM} are the most")
    if not text:
        return Fault(line, f"'{term}' has no text; write its definition")
    aliases = tuple(dict.fromkeys(name for name in map(one_line, row.aliases) if name and name != term))
    category = one_line(row.category)
    header = ", ".join(filter(None, (term, *aliases, category)))
    facts = [(one_line(label), one_line(value)) for label, value in row.facts]
    return RawEntry(line, header, _body(term, text, facts), Stated(term, aliases, category, row.id.strip()))


def _body(term: str, text: str, facts: list[tuple[str, str]]) -> str:
    """The text with its term put before it where the beginning does not name it: a quotation must say what it is on."""
    name = re.sub(r"\s*\(.*?\)", "", term).casefold() or term.casefold()
    if name not in text[: len(name) + 60].casefold():
        text = f"**{term}**\n{text}" if _MARKED.match(text) else f"**{term}**: {text}"
    return "\n".join((text, *(f"- **{label}**: {value}" for label, value in facts if value)))


def clean(text: str) -> str:
    """Plain newlines, no invisible marks, no blanks at the ends of lines, at most one blank line in a row."""
    text = _CONTROL.sub("", re.sub(r"\r\n?|\u2028|\u2029", "\n", text).replace("\u00a0", " "))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+(?=\n|\Z)", "", text)).strip()


def one_line(text: str) -> str:
    """The text on one line, blanks made single."""
    return " ".join(clean(text).split())


def _short(text: str) -> str:
    return one_line(text) if len(text) <= 40 else one_line(text[:37]) + "..."
