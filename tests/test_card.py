import re
from pathlib import Path

from index.card import card
from index.manifest import corpus_hashes, snapshot
from index.seeds import read_seeds
from tests.conftest import SEEDS
from tests.index_fakes import write_glossary


def rows(lines: list[str]) -> dict[str, str]:
    """First and last cell of each row of two cells."""
    return dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", "\n".join(lines), re.MULTILINE))


def test_the_card_of_the_seeds_says_what_the_hand_written_one_says() -> None:
    made = rows(list(card(read_seeds(SEEDS), {}, SEEDS, "seeds")))
    known = rows((SEEDS / "README.md").read_text("utf-8").split("\n"))
    shared = made.keys() & known.keys() - {"Measure"}
    assert len(shared) >= 7
    assert {name: made[name] for name in shared} == {name: known[name] for name in shared}
    assert made["English"] == "186"
    assert made["contradiction"] == "4"


def test_it_names_the_snapshot_the_files_and_what_was_left_out(tmp_path: Path) -> None:
    seeds = write_glossary(tmp_path / "seeds")
    (seeds / "rows.csv").write_text("term,definition\nVoid,\n")
    lines = list(card(read_seeds(seeds), corpus_hashes(seeds), seeds, "widgets"))
    assert f"Snapshot `{snapshot(corpus_hashes(seeds))}`, of 2 files." in lines[2]
    assert sum("000.txt | bare | " in line for line in lines) == 1
    assert lines[-1] == "- rows.csv:2: 'Void' has no text; write its definition"
    assert lines == list(card(read_seeds(seeds), corpus_hashes(seeds), seeds, "widgets"))


def test_one_entry_is_enough_for_a_card(tmp_path: Path) -> None:
    seeds = write_glossary(tmp_path / "seeds", "alpha, letters\nAlpha is a letter.\n")
    assert rows(list(card(read_seeds(seeds), {}, seeds, "x")))["Tenth percentile"] == "18"


def test_the_damage_of_a_big_glossary_is_looked_for_only_when_asked(tmp_path: Path) -> None:
    seeds = write_glossary(tmp_path / "seeds")
    assert any("Not looked for" in line for line in card(read_seeds(seeds), {}, seeds, "x", 1))
    assert "| none | 0 |" in list(card(read_seeds(seeds), {}, seeds, "x", 2))
