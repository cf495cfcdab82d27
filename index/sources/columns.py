"""Which column of a table is which: guessed by the columns' names, else by what stands in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from index.sources.found import Row, one_line
from index.sources.lines import unwrapped

# Names of columns, the surest first; matched whole, then as a part of a longer name ("English term").
TERM = (
    "term headword lemma word concept entry name title label preflabel keyword phrase begriff fachbegriff wort terme "
    "mot termino término palabra abbreviation acronym"
).split()
TEXT = (
    "definition definitions meaning description text body explanation gloss content details summary answer bedeutung "
    "erklärung beschreibung définition definición descripción"
).split()
ALIASES = (
    "aliases alias synonyms synonym aka abbreviation abbreviations abbr acronym acronyms altlabel variants synonyme "
    "abkürzung"
).split() + ["also known as", "also called", "other names", "short form"]
CATEGORY = "category categories topic field domain subject area section group kategorie catégorie categoría".split()
ID = ["id", "entry id", "slug", "key", "identifier"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns in a row; `names` are all names, `facts` the columns without another role. `headed` says
    whether the names stood in the table."""

    names: tuple[str, ...]
    term: int
    text: int
    aliases: tuple[int, ...]
    category: int | None
    id: int | None
    facts: tuple[int, ...]
    headed: bool

    def row(self, cells: Sequence[str]) -> Row:
        """The fields of a row of cells; missing cells are empty."""
        cell = [*cells, *[""] * (len(self.names) - len(cells))]
        return Row(
            term=cell[self.term],
            text=unwrapped(cell[self.text]),
            aliases=tuple(name for at in self.aliases for name in names_in(cell[at])),
            category="" if self.category is None else cell[self.category],
            id="" if self.id is None else cell[self.id],
            facts=tuple((self.names[at], cell[at]) for at in self.facts if cell[at].strip()),
        )

    def shown(self) -> str:
        """The mapping in words, for its owner to check."""
        roles = [("term", self.term), ("text", self.text), *(("other names", at) for at in self.aliases)]
        roles += [(role, at) for role, at in (("category", self.category), ("id", self.id)) if at is not None]
        parts = [f"{role} = '{self.names[at]}'" for role, at in roles]
        kept = ", ".join(f"'{self.names[at]}'" for at in self.facts)
        return "columns: " + "; ".join([*parts, *([f"kept below the text: {kept}"] if kept else [])])


def columns_of(table: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table whose first row may be their names; None when no two columns can be term and text."""
    if not table:
        return None
    named = [one_line(name) for name in table[0]]
    term, text = _find(TERM, named, ()), _find(TEXT, named, ())
    headed = term is not None or text is not None
    rows = table[1:] if headed else table
    if term is None:
        term = _shortest(rows, len(named), text)
    if text is None:
        text = _longest(rows, len(named), term)
    if term is None or text is None:
        return None
    names = tuple(named) if headed else tuple(f"column {at}" for at in range(1, len(named) + 1))
    taken = [term, text]
    category = _find(CATEGORY, named, taken) if headed else None
    taken += [] if category is None else [category]
    identity = _find(ID, named, taken, whole=True) if headed else None
    taken += [] if identity is None else [identity]
    aliases = tuple(_all(ALIASES, named, taken)) if headed else ()
    facts = tuple(at for at in range(len(named)) if at not in (*taken, *aliases) and names[at])
    return Columns(names, term, text, aliases, category, identity, facts, headed)


def names_in(cell: str) -> Iterator[str]:
    """The names in a cell, parted by semicolons, bars or lines, else by commas."""
    marks = r"[;|\n]" if re.search(r"[;|\n]", cell) else ","
    return (one_line(name) for name in re.split(marks, cell) if name.strip())


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))


def _find(wanted: Sequence[str], names: Sequence[str], taken: Sequence[int], *, whole: bool = False) -> int | None:
    keys = [_key(name) for name in names]
    for sure in (True,) if whole else (True, False):
        for want in wanted:
            for at, key in enumerate(keys):
                same = want in (key, key.replace(" ", "")) if sure else want in key.split() and len(key.split()) <= 3
                if same and at not in taken:
                    return at
    return None


def _all(wanted: Sequence[str], names: Sequence[str], taken: Sequence[int]) -> Iterator[int]:
    for at, name in enumerate(names):
        key = _key(name)
        if at not in taken and (key in wanted or set(key.split()) & set(wanted)):
            yield at


def _lengths(rows: Sequence[Sequence[str]], width: int) -> list[float]:
    """The median length of what stands in each column; 0 for a column that is mostly empty."""
    return [median([len(row[at]) if at < len(row) else 0 for row in rows] or [0]) for at in range(width)]


def _shortest(rows: Sequence[Sequence[str]], width: int, other: int | None) -> int | None:
    """The first column of short texts that hardly repeat: terms do not, categories do."""
    for at, length in enumerate(_lengths(rows, width)):
        values = [row[at] for row in rows if at < len(row) and row[at].strip()]
        if at != other and 0 < length <= 60 and len(set(values)) > 0.8 * len(values):
            return at
    return None


def _longest(rows: Sequence[Sequence[str]], width: int, other: int | None) -> int | None:
    lengths = [(length, -at) for at, length in enumerate(_lengths(rows, width)) if at != other and length > 0]
    return -max(lengths)[1] if lengths else None
