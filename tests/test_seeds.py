import hashlib
import re
import statistics
from pathlib import Path

import pytest

from index.formats import HEADER, parse
from index.seeds import collation, read_seeds
from index.types import Entry, SeedError

SEEDS = Path(__file__).parent.parent / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
READING = read_seeds(SEEDS)
FURNITURE = (
    "← Back to AI Factory Chat\n\nAI Factory Glossary\n\n2 technical terms and definitions\n\nA B Z All\n"
    "Showing page 1 of 1 (2 entries)\n\n"
)


def entry_at(short: str, line: int) -> Entry:
    return next(e for e in READING.entries if any(s.file[:3] == short and s.line == line for s in e.sources))


def test_the_five_files_give_250_entries_of_which_186_are_distinct() -> None:
    assert [(file.name[:3], file.format, file.entries) for file in READING.files] == [
        ("000", "bare", 50),
        ("001", "site page", 50),
        ("002", "bare", 50),
        ("003", "bare", 50),
        ("004", "site page", 50),
    ]
    assert len(READING.entries) == 186
    assert READING.merged == 64
    assert READING.skipped == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_each_file_is_rebuilt_byte_for_byte(path: Path) -> None:
    assert parse(path.name, path.read_text("utf-8")).text().encode() == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_every_line_has_exactly_one_role(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    page = parse(path.name, "\n".join(lines))
    roles = ["furniture"] * len(page.furniture) + [""] * (len(lines) - len(page.furniture))
    gap = 1 if page.format == "site page" else 0
    for entry in page.entries:
        body = range(entry.line + gap, entry.line + gap + entry.body.count("\n") + 1)
        for at in (entry.line - 1, *body):
            assert not roles[at]
            roles[at] = "header" if at == entry.line - 1 else "body"
        assert [lines[at] for at in body] == entry.body.split("\n")
    assert all(role or line == "" for role, line in zip(roles, lines, strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_headers_are_in_the_order_of_the_glossary_in_every_file(path: Path) -> None:
    headers = [entry.header for entry in parse(path.name, path.read_text("utf-8")).entries]
    assert headers == sorted(headers, key=collation)


def test_entries_come_in_the_order_of_the_glossary() -> None:
    keys = [(collation(e.header), e.sources[0].file, e.sources[0].line) for e in READING.entries]
    assert keys == sorted(keys)


def test_lines_with_the_letters_of_a_header_inside_a_fence_are_body() -> None:
    for short, line in (("002", 316), ("000", 452)):
        path = next(file for file in FILES if file.name.startswith(short))
        assert HEADER.fullmatch(path.read_text("utf-8").split("\n")[line - 1])
        assert all(e.line != line for e in parse(path.name, path.read_text("utf-8")).entries)


def test_code_without_a_fence_is_not_a_header() -> None:
    assert 'updates_df, "target.id = source.id"' in entry_at("002", 895).body


def test_equal_or_nearly_equal_headers_with_other_bodies_stay_apart() -> None:
    assert entry_at("000", 1417) is not entry_at("000", 1429)
    assert entry_at("001", 58) is not entry_at("001", 62)
    assert entry_at("003", 1325) is not entry_at("003", 1343)


def test_copies_are_merged_into_the_one_that_kept_its_lines() -> None:
    entry = entry_at("001", 206)
    assert [(s.file[:3], s.line) for s in entry.sources] == [("001", 206), ("002", 689)]
    assert entry.body.count("\n") > 10


def test_every_source_names_the_line_of_its_header() -> None:
    lines = {path.name: path.read_text("utf-8").split("\n") for path in FILES}
    assert all(lines[s.file][s.line - 1] == e.header for e in READING.entries for s in e.sources)


def test_collation_puts_marks_before_digits_before_letters() -> None:
    assert sorted(["a1", "aB", "a+", "a&", "a(", "a,", "a-", "a "], key=collation) == [
        "a ",
        "a-",
        "a,",
        "a(",
        "a&",
        "a+",
        "a1",
        "aB",
    ]


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


def test_the_data_card_tells_the_truth() -> None:
    card = (SEEDS / "README.md").read_text("utf-8")
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in card.split("\n") if row.startswith("|")]
    files = {row[0]: row[1:] for row in rows if row[0].endswith(".txt")}
    counts = {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}
    lines = 0
    for path in FILES:
        data = path.read_bytes()
        page = parse(path.name, data.decode())
        ends = [page.entries[at].header.split(",")[0] for at in (0, -1)]
        lines += data.count(b"\n") + 1
        measured = [page.format, str(len(data)), str(data.count(b"\n") + 1), str(len(page.entries)), *ends]
        assert files[path.name] == measured
        assert f"{hashlib.sha256(data).hexdigest()}  {path.name}" in card
    lengths = [len(entry.body) for entry in READING.entries]
    assert counts == {
        "Files": len(FILES),
        "Bytes": sum(path.stat().st_size for path in FILES),
        "Lines": lines,
        "Entries, copies counted": sum(file.entries for file in READING.files),
        "Distinct entries": len(READING.entries),
        "Surplus copies": READING.merged,
        "Entries with a category": sum(bool(entry.category) for entry in READING.entries),
        "Distinct categories": len({entry.category for entry in READING.entries} - {""}),
        "Shortest body in characters": min(lengths),
        "Median body in characters": round(statistics.median(lengths)),
        "Longest body in characters": max(lengths),
        "All bodies in characters": sum(lengths),
    }
    flat_only = sum("\n" not in e.body and {s.file[:3] for s in e.sources} <= {"001", "004"} for e in READING.entries)
    assert re.search(rf"\b{flat_only} entries exist in this form only", card)


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
