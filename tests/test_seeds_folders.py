"""What a folder of seeds may hold: pages, other formats, and faults that are named."""

from pathlib import Path

import pytest

from index.seeds import read_seeds
from index.types import SeedError

FURNITURE = (
    "← Back to AI Factory Chat\n\nAI Factory Glossary\n\n2 technical terms and definitions\n\nA B Z All\n"
    "Showing page 1 of 1 (2 entries)\n\n"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alpha, beta\nText.\n\nMore.", r"x\.txt:3: expected no blank line"),
        ("Just a sentence.\nText.", r"x\.txt:1: expected a header"),
        ("alpha, beta\ngamma, delta\nText.", r"x\.txt:2: expected the body of 'alpha, beta', found 'gamma, delta'"),
        ("alpha, beta", r"x\.txt:2: expected the body of 'alpha, beta', found the end of the file"),
        ("alpha, beta\n```\ncode\ngamma, delta\nText.", r"x\.txt:6: expected the end of the fence that line 2 opens"),
        ("alpha, beta\n```\ncode\n```python\nmore\n```", r"x\.txt:4: expected the end of the fence that line 2 opens"),
        ("alpha, beta\r\nText.", r"x\.txt:1: found a carriage return"),
        ("← Back to AI Factory Chat\n\nTitle\nText", r"x\.txt:4: expected a blank line of the site page's head"),
        (FURNITURE + "alpha, beta\nText.", r"x\.txt:11: expected a blank line between header and body, found 'Text\.'"),
        (FURNITURE + "alpha, beta\n\nText.\nMore.", r"x\.txt:13: expected a blank line between two entries"),
        (FURNITURE + "alpha, beta\n\n", r"x\.txt:12: expected the one-line body|x\.txt:11"),
        (FURNITURE + "No header here.\n\nText.", r"x\.txt:10: expected a header"),
        (FURNITURE.rstrip("\n"), r"x\.txt:9: expected a blank line"),
    ],
)
def test_a_broken_file_is_refused_with_file_line_and_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.txt").write_text(text, "utf-8", newline="")
    with pytest.raises(SeedError, match=message):
        read_seeds(tmp_path)


def test_bytes_that_are_not_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"alpha, beta\nna\xefve.")
    with pytest.raises(SeedError, match=r"x\.txt:2: expected UTF-8 text, found the byte 0xef"):
        read_seeds(tmp_path)


def test_a_folder_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"no seed files with entries; put the glossary's pages there"):
        read_seeds(tmp_path)


def test_other_files_are_ignored_and_empty_ones_reported(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Not a seed\n")
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text("alpha, beta\nAlpha is a letter.\n")
    reading = read_seeds(tmp_path)
    assert [entry.header for entry in reading.entries] == ["alpha, beta"]
    assert reading.skipped == ("a.txt: the file is empty",)


def test_the_form_is_recognised_by_its_furniture_and_not_by_the_name(tmp_path: Path) -> None:
    (tmp_path / "000.txt").write_text(FURNITURE + "alpha, beta\n\nText.\n\ngamma, delta\n\nText two.\n", "utf-8")
    (tmp_path / "001.txt").write_text("alpha, beta\nText.", "utf-8")
    reading = read_seeds(tmp_path)
    assert [file.format for file in reading.files] == ["site page", "bare"]
    assert [len(entry.sources) for entry in reading.entries] == [2, 1]


def test_a_body_beyond_reason_is_refused_before_it_is_read_for_minutes(tmp_path):
    (tmp_path / "000.txt").write_text(f"kiln glazing, ceramics\n{'**a** ' * 20_000}\n")
    with pytest.raises(SeedError, match=r"000.txt:1: the body of 'kiln glazing, ceramics' has 12\d,\d{3} characters"):
        read_seeds(tmp_path)


def mixed(folder: Path) -> Path:
    """A folder of several formats, each with a fault or two."""
    (folder / "more").mkdir()
    (folder / "pages.txt").write_text("alpha, letters\nAlpha is a letter.\n")
    (folder / "rows.csv").write_text("id,term,definition\nT7,Tamper,Presses coffee.\n,Crema,\n,Tamper,\n")
    (folder / "more" / "note.md").write_text("# Ristretto\nA ristretto is short.\n")
    (folder / "more" / "copy.json").write_text('[{"term": "Ristretto", "definition": "A ristretto is short."}]')
    (folder / "picture.png").write_bytes(b"x")
    return folder


def test_a_folder_of_several_formats_is_one_glossary_and_lists_what_it_left_out(tmp_path: Path) -> None:
    reading = read_seeds(mixed(tmp_path))
    assert [(entry.id, entry.term) for entry in reading.entries] == [
        ("alpha", "Alpha"),
        ("ristretto", "Ristretto"),
        ("t7", "Tamper"),
    ]
    assert [source.file for source in reading.entries[1].sources] == ["more/copy.json", "more/note.md"]
    assert reading.merged == 1
    assert [reason.split(";")[0] for reason in reading.skipped] == [
        "picture.png: no reader is there for files of this name",
        "rows.csv:3: 'Crema' has no text",
        "rows.csv:4: 'Tamper' has no text",
    ]
    assert {file.name: file.format for file in reading.files}["rows.csv"] == "CSV"


def test_strict_reading_stops_at_the_first_fault(tmp_path: Path) -> None:
    mixed(tmp_path)
    (tmp_path / "picture.png").unlink()
    with pytest.raises(SeedError, match=r"rows\.csv:3: 'Crema' has no text; .*; mend it or take it out"):
        read_seeds(tmp_path, "strict")


def test_a_page_with_a_fault_stops_unless_the_reading_is_lenient(tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("alpha, letters\n\nAlpha is a letter.\n")
    with pytest.raises(SeedError, match=r"pages\.txt:2: expected no blank line"):
        read_seeds(tmp_path)
    reading = read_seeds(tmp_path, "lenient")
    assert [entry.body for entry in reading.entries] == ["Alpha is a letter."]
    assert reading.files[0].notes[0].endswith("read as pasted text")


def test_ids_do_not_depend_on_other_files(tmp_path: Path) -> None:
    before = {entry.header: entry.id for entry in read_seeds(mixed(tmp_path)).entries}
    (tmp_path / "a.jsonl").write_text('{"term": "Aged coffee", "definition": "Coffee that was kept."}\n')
    after = {entry.header: entry.id for entry in read_seeds(tmp_path).entries}
    assert before.items() < after.items()


def test_a_body_of_a_whole_book_is_no_entry(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(f"term,definition\nBook,{'word ' * 30_000}\nPage,A page is a side of a leaf.\n")
    reading = read_seeds(tmp_path)
    assert [entry.id for entry in reading.entries] == ["page"]
    assert reading.skipped[0].startswith("rows.csv:2: the body of 'Book' has 150,0")
    (tmp_path / "pages.txt").write_text(f"book, books\n{'word ' * 30_000}\n")
    with pytest.raises(SeedError, match=r"pages\.txt:1: the body of 'book, books' has 150,000 characters"):
        read_seeds(tmp_path)
