from index.sources.definitions import definitions
from index.sources.lines import lines_of


def read(text: str) -> list[tuple[int, str, str]]:
    return [(entry.line, entry.header, entry.body) for entry in definitions("lines", lines_of(text)).entries]


def test_lines_with_a_colon_or_a_dash_are_entries_and_go_on_below() -> None:
    assert read("Kettle: a vessel\nfor water.\n\nScale — a device.\nIt weighs.") == [
        (1, "Kettle", "**Kettle**: a vessel for water."),
        (4, "Scale", "**Scale**: a device. It weighs."),
    ]


def test_where_terms_are_bold_no_other_line_begins_an_entry() -> None:
    assert read("- **Dose**: grams.\n  Note: weigh it.\n- **Yield** – the cup.") == [
        (1, "Dose", "**Dose**: grams. Note: weigh it."),
        (3, "Yield", "**Yield**: the cup."),
    ]


def test_a_sentence_with_a_colon_is_no_term() -> None:
    assert read("When the water is hot and the coffee is ground you may pour: slowly.") == []


def test_lines_before_the_first_term_are_a_fault() -> None:
    found = definitions("lines", lines_of("All about it\nfor you\nKettle: a vessel."))
    assert [(fault.line, fault.reason) for fault in found.faults] == [
        (1, "2 lines belong to no term; write 'Term: definition'")
    ]
