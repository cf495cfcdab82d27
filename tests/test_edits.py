from pathlib import Path

import pytest

from index.edits import Edit, added, changed, edited, read_edits, write_edits
from index.seeds import Reading, read_seeds
from index.types import SeedError
from tests.index_fakes import write_glossary


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return read_seeds(write_glossary(tmp_path / "seeds"))


def test_edits_are_kept_and_the_last_word_on_an_id_stands(tmp_path: Path) -> None:
    file = tmp_path / "edits.jsonl"
    assert read_edits(file) == {}
    edits = {"a": Edit("a", "A", "An A.", ("Ay",), "letters"), "b": Edit("b", removed=True)}
    write_edits(file, edits)
    assert read_edits(file) == edits
    with file.open("a") as handle:
        handle.write('{"id": "a", "removed": true}\n')
    assert read_edits(file)["a"].removed


@pytest.mark.parametrize("row", ["{bad", "[]", '{"id": "a", "colour": 1}'])
def test_a_row_that_is_no_edit_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    (tmp_path / "edits.jsonl").write_text(f'{{"id": "a"}}\n{row}\n')
    with pytest.raises(SeedError, match=r"edits\.jsonl:2: is no edit"):
        read_edits(tmp_path / "edits.jsonl")


def test_entries_are_added_changed_and_taken_out_in_the_glossarys_order(reading: Reading) -> None:
    edits = {
        "alpha": added("Alpha", "Alpha is first.", reading.entries),
        "widget-turning": Edit("widget-turning", removed=True),
        "widget-polishing-wp": Edit("widget-polishing-wp", "Widget Polishing", "Widget polishing is slow.", ("WP",)),
    }
    made = edited(reading, edits, "edits")
    assert [(entry.id, entry.body) for entry in made.entries] == [
        ("alpha", "Alpha is first."),
        ("widget-polishing-wp", "Widget polishing is slow."),
    ]
    assert (made.entries[1].sources[0].file, made.entries[1].aliases) == ("edits", ("WP",))


def test_what_is_taken_out_twice_is_said(reading: Reading) -> None:
    assert edited(reading, {"gone": Edit("gone", removed=True)}, "edits").skipped == (
        "edits: 'gone' is taken out but not there",
    )


def test_an_entry_that_is_there_is_not_added_again(reading: Reading) -> None:
    with pytest.raises(SeedError, match="factory-chat update widget-turning"):
        added("Widget turning", "x", reading.entries)
    with pytest.raises(SeedError, match="has no text"):
        added("Alpha", " ", reading.entries)


def test_a_change_begins_with_what_the_files_say(reading: Reading) -> None:
    edit = changed("widget-turning", reading.entries)
    assert (edit.term, edit.category) == ("Widget Turning", "widgets")
    assert edit.text == reading.entries[1].body
    with pytest.raises(SeedError, match="there is no entry 'gone'"):
        changed("gone", reading.entries)
