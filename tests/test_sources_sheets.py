from pathlib import Path

import openpyxl
import pytest

from index.sources.found import SourceError
from index.sources.sheets import read_csv, read_xlsx


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8", newline="")
    return path


@pytest.mark.parametrize("mark", list(",;\t|"))
def test_the_delimiter_is_the_one_that_parts_the_first_row(tmp_path: Path, mark: str) -> None:
    found = read_csv(
        write(tmp_path / "a.csv", f'Term{mark}Definition\r\nTamper{mark}"Presses; or: levels, | coffee."\r\n')
    )
    assert [(entry.line, entry.header) for entry in found.entries] == [(2, "Tamper")]
    assert found.entries[0].body == "**Tamper**: Presses; or: levels, | coffee."
    assert found.notes == ("columns: term = 'Term'; text = 'Definition'",)


def test_rows_know_their_lines_also_after_cells_of_several_lines(tmp_path: Path) -> None:
    found = read_csv(
        write(tmp_path / "a.csv", 'term,definition\nTamper,"Presses\ncoffee."\n\nCrema,\nDose,grams,of coffee\n,x\n')
    )
    assert [(entry.line, entry.body) for entry in found.entries] == [(2, "**Tamper**: Presses coffee.")]
    assert [(fault.line, fault.reason.split(";")[0]) for fault in found.faults] == [
        (5, "'Crema' has no text"),
        (6, "the row has 3 cells and the first row 2"),
        (7, "no term stands beside 'x'"),
    ]


def test_an_open_quote_is_a_fault_at_its_row_and_the_rows_before_stay(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path / "a.csv", 'term,definition\nTamper,Presses.\nCrema,"Foam\nDose,grams\n'))
    assert [entry.header for entry in found.entries] == ["Tamper"]
    assert [fault.line for fault in found.faults] == [3] and "all after it is left out" in found.faults[0].reason


def test_a_table_without_known_names_is_read_whole_and_says_so(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path / "a.tsv", "Doser\tIt doses ground coffee.\nHopper\tIt holds the beans.\n"))
    assert [entry.header for entry in found.entries] == ["Doser", "Hopper"]
    assert found.form == "TSV" and "read as an entry" in found.notes[1]


def test_a_table_of_one_column_is_a_fault(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path / "a.csv", "term\nTamper\n"))
    assert [fault.line for fault in found.faults] == [1] and found.entries == ()


def test_the_visible_sheets_of_a_workbook_are_read_with_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, title in enumerate(("Tools", "Drinks", "Secret")):
        sheet = book.create_sheet(title) if number else book.active
        sheet.title = title
        sheet.append([])
        sheet.append(["Term", "Definition", None])
        sheet.append([title[:-1], number, None])
        sheet.append([None, "x", None])
    book["Secret"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    found = read_xlsx(tmp_path / "a.xlsx")
    assert [(entry.line, entry.body) for entry in found.entries] == [(3, "**Tool**: 0"), (3, "**Drink**: 1")]
    assert [(fault.line, fault.reason.split(";")[0]) for fault in found.faults] == [
        (4, "sheet 'Tools': no term stands beside 'x'"),
        (4, "sheet 'Drinks': no term stands beside 'x'"),
    ]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(SourceError, match="damaged or locked"):
        read_xlsx(tmp_path / "a.xlsx")
