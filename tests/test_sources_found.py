import pytest

from index.formats import RawEntry
from index.sources.found import Fault, Row, clean, entry_of


def entry(row: Row) -> RawEntry:
    made = entry_of(7, row)
    assert isinstance(made, RawEntry)
    return made


def test_a_row_becomes_an_entry_that_names_its_term_and_states_its_fields() -> None:
    made = entry(Row("Tamper", "Presses coffee.", ("press",), "tools", "T1", (("Origin", "Italy"),)))
    assert (made.line, made.header) == (7, "Tamper, press, tools")
    assert made.body == "**Tamper**: Presses coffee.\n- **Origin**: Italy"
    assert made.stated is not None and (made.stated.term, made.stated.id) == ("Tamper", "T1")


@pytest.mark.parametrize("text", ["A tamper presses coffee.", "The **Tamper** presses.", "Tampers press."])
def test_a_text_that_names_its_term_stays_as_it_is(text: str) -> None:
    assert entry(Row("Tamper", text)).body == text


def test_a_text_that_begins_with_a_list_has_the_term_above_it() -> None:
    assert entry(Row("Tamper", "- presses\n- levels")).body == "**Tamper**\n- presses\n- levels"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (Row("", "Presses."), "no term stands beside 'Presses.'"),
        (Row(" ", " "), "the row is empty"),
        (Row("Tamper", "\u200b "), "'Tamper' has no text"),
        (Row("x" * 121, "text"), "has 121 characters; 120 are the most"),
    ],
)
def test_what_is_no_entry_is_a_fault_with_its_line(row: Row, reason: str) -> None:
    fault = entry_of(7, row)
    assert isinstance(fault, Fault) and fault.line == 7
    assert reason in fault.reason


def test_cleaning_leaves_plain_newlines_and_no_invisible_marks() -> None:
    assert clean("\ufeffa\r\nb \u2028c\x00\n\n\n\nd\n") == "a\nb\nc\n\nd"
