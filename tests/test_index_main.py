import json
from pathlib import Path

import pytest

from index.__main__ import main
from index.store import load
from index.types import IndexRefused
from tests.conftest import SEEDS
from tests.index_fakes import GLOSSARY, write_glossary


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_glossary(tmp_path / "seeds")


def test_entries_prints_186_objects_and_counts_beside_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "--json"]) == 0
    printed = capsys.readouterr()
    rows = [json.loads(line) for line in printed.out.removesuffix("\n").split("\n")]
    assert len(rows) == 186
    gidl = next(row for row in rows if row["entry_id"] == "gate-induced-drain-leakage-gidl")
    file, line = gidl["sources"][0].values()
    assert (SEEDS / file).read_text("utf-8").split("\n")[line - 1] == gidl["header"]
    assert "186 distinct entries; 64 copies merged" in printed.err


def test_entries_for_people_names_each_with_its_category(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "--seeds", str(seeds)]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["widget-polishing-wp", "Widget", "Polishing", "(WP)", "[widgets]"],
        ["widget-turning", "Widget", "Turning", "[widgets]"],
    ]


def test_what_was_skipped_is_said(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seeds / "empty.txt").touch()
    assert main(["entries", "--json", "--seeds", str(seeds)]) == 0
    assert "skipped: empty.txt: the file is empty" in capsys.readouterr().err


def test_broken_seeds_end_with_file_and_line_and_leave_the_old_index(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "--seeds", str(seeds), "--out", str(tmp_path / "built")]
    assert main(command) == 0
    assert "2 entries, 2 passages, 9 sentences" in capsys.readouterr().err
    manifest = load(tmp_path / "built", seeds).manifest
    write_glossary(seeds, GLOSSARY + "\nA line after a blank one.\n")
    assert main(command) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: 000.txt:12: expected no blank line") and "mend the file" in error
    assert load(tmp_path / "built").manifest == manifest


def test_the_command_that_a_stale_index_names_mends_it(seeds: Path, tmp_path: Path) -> None:
    command = ["build", "--seeds", str(seeds), "--out", str(tmp_path / "built")]
    assert main(command) == 0
    write_glossary(seeds, GLOSSARY.replace("1901", "1902"))
    with pytest.raises(IndexRefused, match="python -m index build"):
        load(tmp_path / "built", seeds)
    assert main(command) == 0
    assert "It was found in 1902." in load(tmp_path / "built", seeds).entries["widget-turning"].body


def test_a_folder_without_seeds_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "--seeds", str(tmp_path / "nowhere")]) == 1
    assert "no seed files with entries" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "built").write_text("a file in the way")
    assert main(["build", "--seeds", str(seeds), "--out", str(tmp_path / "built")]) == 1
    assert str(tmp_path / "built") in capsys.readouterr().err


def test_a_sound_index_passes_the_full_check_and_a_damaged_one_does_not(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "built")
    assert main(["build", "--seeds", str(seeds), "--out", folder]) == 0
    assert main(["check", "--index", folder]) == 0
    assert "is sound: 22 files have their hashes, 2 entries, 2 passages and 9 sentences" in capsys.readouterr().out
    file = next(Path(folder).glob("*/vocabulary.json"))
    file.write_text(file.read_text() + " ")
    assert main(["check", "--index", folder]) == 1
    assert "vocabulary.json is missing or damaged. Mend it with: python -m index build" in capsys.readouterr().err


def test_lint_prints_a_table_or_json_with_file_and_line(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_glossary(seeds, GLOSSARY + "It is slow (see widget lore).\n")
    assert main(["lint", "--seeds", str(seeds)]) == 0
    assert "000.txt:12" in capsys.readouterr().out
    assert main(["lint", "--json", "--seeds", str(seeds)]) == 0
    (row,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (row["check"], row["file"], row["line"]) == ("dangling", "000.txt", 12)


def test_the_card_is_printed(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", "--seeds", str(seeds)]) == 0
    assert capsys.readouterr().out.startswith("# seeds: data card\n\nSnapshot `")


def test_strict_building_stops_at_a_row_that_is_no_entry(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "rows.csv").write_text("term,definition\nVoid,\n")
    command = ["build", "--seeds", str(seeds), "--out", str(tmp_path / "built")]
    assert main(command) == 0
    assert "skipped: rows.csv:2: 'Void' has no text" in capsys.readouterr().err
    assert main([*command, "--strict"]) == 1
    assert "rows.csv:2: 'Void' has no text" in capsys.readouterr().err.splitlines()[-1]
