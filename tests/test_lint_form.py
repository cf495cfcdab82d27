from pathlib import Path

import pytest

from index.lint.form import boilerplate, formulas, tables
from tests.lint_fakes import glossary


@pytest.mark.parametrize(
    ("body", "check", "says"),
    [
        ("Oil is\nabla x.", "damage", "'abla' was a command or is a leftover"),
        ("Oil is $224 imes 2$.", "damage", "'imes' was a command or is a leftover"),
        ("Oil is $\\frac{a}{b$ thin.", "formula", "braces do not match in '\\frac{a}{b'"),
        ("Oil is $x = sum_i y_i$.", "formula", "'sum' has no backslash"),
        ("Oil is\n$$\nx = 1", "formula", "a formula is opened with $$ and never closed"),
    ],
)
def test_broken_formulas_and_leftovers_are_found(tmp_path: Path, body: str, check: str, says: str) -> None:
    (found,) = formulas(glossary(tmp_path, oil=body))
    assert (found.check, found.says) == (check, says)


def test_sound_formulas_money_and_code_are_left_alone(tmp_path: Path) -> None:
    body = "Oil is $\\frac{a}{b}$ of $3,000 or $\\{x\\}$.\n```\n{ $$ sum_\n```"
    assert list(formulas(glossary(tmp_path, oil=body))) == []


def test_rows_of_other_widths_and_tables_without_a_rule_row_are_found(tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |"
    found = list(tables(glossary(tmp_path, oil=f"Oil.\n{table}", wax="Wax.\n| a | b |\n| 1 | 2 |")))
    assert [(one.entry_id, one.says, one.excerpt) for one in found] == [
        ("oil", "a row has 1 cells, the table 2 columns", "| 3 |"),
        ("wax", "lines with bars have no rule row", "| a | b |\n| 1 | 2 |"),
    ]


def test_what_three_entries_say_word_for_word_is_boilerplate(tmp_path: Path) -> None:
    same = "- **Tip**: always read the manual of the mill before it is switched on."
    entries = glossary(
        tmp_path, oil=f"Oil.\n{same}", wax=f"Wax.\n{same}", fat=f"Fat.\n{same}", air="Air is all around us."
    )
    found = list(boilerplate(entries))
    assert [one.entry_id for one in found] == ["fat", "oil", "wax", ""]
    assert found[0].says.endswith("% of it is a template's")
    assert list(boilerplate(entries[1:3])) == []
