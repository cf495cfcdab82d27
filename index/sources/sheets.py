"""Tables of terms: CSV and TSV, and the sheets of an XLSX workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.columns import Columns, columns_of
from index.sources.extra import extra
from index.sources.files import check_archive, read_text
from index.sources.found import Fault, Found, Row, SourceError, found_of

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

DELIMITERS = ",;\t|"
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 200, 1_000_000
UNREADABLE = "no two columns can be term and text; name them 'term' and 'definition' in the first row"

Numbered = list[tuple[int, list[str]]]
"""Rows with their lines."""


def read_csv(path: Path) -> Found:
    """A CSV or TSV file; its delimiter is the mark that parts the first row into most columns."""
    csv.field_size_limit(LONGEST_CELL)
    text = read_text(path)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    if path.suffix.lower() == ".tsv":
        delimiter = "\t"
    rows, faults = _rows(text, delimiter)
    found = table(rows)
    form = "TSV" if delimiter == "\t" else "CSV"
    return Found(form, found.entries, (*found.faults, *faults), found.notes)


def read_xlsx(path: Path) -> Found:
    """The visible sheets of a workbook, one table each. Formulas count by the value that was saved with them."""
    openpyxl = extra("openpyxl")
    check_archive(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [(sheet.title, _cells(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        book.close()
    except SourceError:
        raise
    except Exception as error:  # whatever the library meets in a damaged workbook
        raise SourceError(f"is no workbook that can be read ({error}); save it anew as .xlsx") from error
    parts = [(title, table(rows)) for title, rows in sheets if rows]
    if len(parts) == 1:
        return Found("XLSX", parts[0][1].entries, parts[0][1].faults, parts[0][1].notes)
    return Found(
        form="XLSX",
        entries=tuple(entry for _, part in parts for entry in part.entries),
        faults=tuple(
            Fault(fault.line, f"sheet '{title}': {fault.reason}") for title, part in parts for fault in part.faults
        ),
        notes=tuple(f"sheet '{title}': {note}" for title, part in parts for note in part.notes),
    )


def table(rows: Sequence[tuple[int, list[str]]]) -> Found:
    """The entries of a table, its first row being the names of the columns where it names one that is known."""
    columns = columns_of([cells for _, cells in rows])
    if columns is None:
        return Found("table", (), (Fault(rows[0][0], UNREADABLE),) if rows else ())
    read: list[tuple[int, Row]] = []
    faults = []
    for line, cells in rows[1:] if columns.headed else rows:
        if any(extra_cell.strip() for extra_cell in cells[len(columns.names) :]):
            what = f"the row has {len(cells)} cells and the first row {len(columns.names)}"
            faults.append(Fault(line, f"{what}; put a text with a delimiter in quotes"))
        else:
            read.append((line, columns.row(cells)))
    return found_of("table", read, faults, list(_notes(columns)))


def _notes(columns: Columns) -> Iterator[str]:
    yield columns.shown()
    if not columns.headed:
        yield "the first row names no column that is known and is read as an entry"


def _rows(text: str, delimiter: str) -> tuple[Numbered, list[Fault]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Numbered = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows, []
        except csv.Error as error:
            return rows, [Fault(line, f"the row breaks the format ({error}); all after it is left out")]
        if any(cell.strip() for cell in cells):
            rows.append((line, cells))
        line = reader.line_num + 1
        if len(rows) > MOST_ROWS:
            return rows[:MOST_ROWS], [Fault(line, f"only the first {MOST_ROWS:,} rows are read; split the file")]


def _cells(sheet: "ReadOnlyWorksheet") -> Numbered:
    rows: Numbered = []
    read: Iterable[tuple[object, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(read, 1):
        cells = ["" if value is None else str(value) for value in values]
        if any(cell.strip() for cell in cells):
            rows.append((number, cells))
    if rows and rows[-1][0] > MOST_ROWS:
        raise SourceError(f"has more than {MOST_ROWS:,} rows; split it")
    while rows and not any(cells[-1] for _, cells in rows):
        rows = [(number, cells[:-1]) for number, cells in rows]
    return rows
