import pytest

from index.seeds import read_seeds
from index.tables import row_text, rows, trim
from tests.conftest import SEEDS

LINES = "| Setting | Effect |\n|:---|---:|\n| Higher |V_DG| | Increases GIDL |\n| None | |\n| Thin oxide | Worse |"


def cells(body: str) -> list[list[str]]:
    return [[body[start:end] for start, end in row.cells] for row in rows(body, 0, len(body))]


@pytest.mark.parametrize("body", [LINES, LINES.replace("\n", " ")], ids=["lines", "flattened"])
def test_rows_are_cut_by_the_rule_row_with_or_without_lines(body: str) -> None:
    assert cells(body) == [
        ["Setting", "Effect"],
        ["Higher |V_DG|", "Increases GIDL"],
        ["None", ""],
        ["Thin oxide", "Worse"],
    ]


@pytest.mark.parametrize("body", [LINES, LINES.replace("\n", " ")], ids=["lines", "flattened"])
def test_a_row_spans_its_outer_bars(body: str) -> None:
    assert body[slice(*[(row.start, row.end) for row in rows(body, 0, len(body))][1])] == (
        "| Higher |V_DG| | Increases GIDL |"
    )


def test_a_row_that_lacks_a_cell_neither_shifts_the_next_nor_is_lost() -> None:
    assert cells("| a | b |\n|---|---|\n| 1 |\n| 2 | x |\n| 3 |") == [["a", "b"], ["1"], ["2", "x"], ["3"]]
    assert cells("| a | b | |---|---| | 1 | x | | 2 |") == [["a", "b"], ["1", "x"], ["2"]]


def test_offsets_count_from_the_beginning_of_the_body() -> None:
    body = f"Before. {LINES} After."
    first = rows(body, 8, 8 + len(LINES))[0]
    assert body[first.start : first.end] == "| Setting | Effect |"


def test_what_has_no_rule_row_has_no_rows() -> None:
    assert rows("| a | b |\n| 1 | 2 |", 0, 19) == ()


def test_all_rows_of_a_table_of_the_glossary_have_as_many_cells_as_its_heading() -> None:
    tables = [rows(e.body, b.start, b.end) for e in read_seeds(SEEDS).entries for b in e.blocks if b.kind == "table"]
    assert len(tables) == 58
    assert all(len(row.cells) == len(table[0].cells) for table in tables for row in table)


def test_trim_leaves_the_blanks_at_the_ends_out() -> None:
    assert trim("ab  cd  ", 2, 8) == (4, 6)
    assert trim("ab    ", 2, 6) == (6, 6)


def test_the_text_of_a_row_has_the_names_of_its_columns() -> None:
    span = (0, len(LINES))
    assert row_text(LINES, span, LINES.index("| Thin")) == "Thin oxide — Effect: Worse"
    assert row_text(LINES, span, 0) == ""
