from pathlib import Path

from index.lint.copies import copies, namesakes
from tests.lint_fakes import glossary

LONG = "Widget oil is a thin oil that keeps turning widgets cool and clean for as long as the mill is running at speed."


def test_equal_and_nearly_equal_texts_are_found_once(tmp_path: Path) -> None:
    entries = glossary(
        tmp_path, widget_oil=LONG, widget_fat=LONG, widget_wax=f"{LONG} It smells.", wheel="A wheel turns."
    )
    assert [(found.check, found.entry_id, found.says) for found in copies(entries)] == [
        ("duplicate", "widget-oil", "the same text as widget-fat"),
        ("near-duplicate", "widget-wax", "90% the same as widget-fat"),
        ("near-duplicate", "widget-wax", "90% the same as widget-oil"),
    ]


def test_a_term_of_several_entries_is_found_once_with_all_its_bearers(tmp_path: Path) -> None:
    entries = glossary(tmp_path, oil="**Widget Oil** cools.", fat="**Widget oils** burn.", wax="**Wax** is dry.")
    (found,) = namesakes(entries)
    assert found.entry_id == "widget-oils"
    assert found.says == "'Widget oils' is also the term of widget-oil"


def test_texts_of_a_few_words_are_compared_too(tmp_path: Path) -> None:
    entries = glossary(tmp_path, fat="The same few words here.", oil="The same few words here.", wax="Other words.")
    assert [found.entry_id for found in copies(entries)] == ["oil"]
