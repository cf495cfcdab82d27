"""The seeds as supplied."""

import hashlib
import re
import statistics
from pathlib import Path

import pytest

from index.formats import HEADER, parse
from index.seeds import collation, read_seeds
from index.types import Entry

SEEDS = Path(__file__).parent.parent / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
READING = read_seeds(SEEDS)


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
