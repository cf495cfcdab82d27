import pytest

from index.sources.columns import columns_of, names_in


@pytest.mark.parametrize(
    ("names", "term", "text"),
    [
        (["Term", "Definition"], 0, 1),
        (["ID", "Begriff", "Erklärung"], 1, 2),
        (["Acronym", "Meaning"], 0, 1),
        (["preferredTerm", "Short description"], 0, 1),
        (["Acronym", "Term", "Definition"], 1, 2),
    ],
)
def test_columns_are_known_by_their_names(names: list[str], term: int, text: int) -> None:
    columns = columns_of([names, ["a"] * len(names)])
    assert columns is not None and columns.headed
    assert (columns.term, columns.text) == (term, text)


def test_every_column_has_a_role_and_the_mapping_is_shown() -> None:
    columns = columns_of([["Term", "Definition", "Synonyms", "Topic", "Key", "Origin", ""]])
    assert columns is not None
    assert columns.shown() == (
        "columns: term = 'Term'; text = 'Definition'; other names = 'Synonyms'; category = 'Topic'; id = 'Key'; "
        "kept below the text: 'Origin'"
    )
    row = columns.row(["Tamper", "Presses coffee.", "press; stamp", "tools", "T1", "Italy"])
    assert (row.aliases, row.category, row.id, row.facts) == (("press", "stamp"), "tools", "T1", (("Origin", "Italy"),))


def test_without_names_the_short_column_that_does_not_repeat_is_the_term() -> None:
    table = [["tool", f"T{n}", "A long text that says what this thing is and what it is for."] for n in range(6)]
    columns = columns_of(table)
    assert columns is not None and not columns.headed
    assert (columns.term, columns.text) == (1, 2)


def test_one_column_alone_is_no_glossary() -> None:
    assert columns_of([["Term"], ["Tamper"]]) is None
    assert columns_of([]) is None


def test_names_in_a_cell_are_parted_by_the_strongest_mark() -> None:
    assert list(names_in("a, b; c")) == ["a, b", "c"]
    assert list(names_in("a, b")) == ["a", "b"]
