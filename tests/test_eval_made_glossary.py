from pathlib import Path

import pytest

from eval.made_glossary import made_glossary
from index.seeds import read_seeds
from tests.index_fakes import write_glossary


def test_real_entries_and_made_ones_of_their_forms(tmp_path: Path) -> None:
    source = write_glossary(tmp_path / "seeds")
    assert made_glossary([source], tmp_path / "big", 40) == 38
    reading = read_seeds(tmp_path / "big", "lenient")
    assert (len(reading.entries), reading.skipped) == (40, ())
    assert len({entry.term for entry in reading.entries}) == 40
    made = [entry for entry in reading.entries if entry.sources[0].file.endswith(".jsonl")]
    assert not any("widget turning" in entry.body.lower() for entry in made)
    assert any(block.kind == "table" for entry in made for block in entry.blocks)


def test_the_same_folder_gives_the_same_files_and_distinct_ones_differ(tmp_path: Path) -> None:
    source = write_glossary(tmp_path / "seeds")
    for name, distinct in (("one", False), ("two", False), ("three", True)):
        made_glossary([source], tmp_path / name, 20, distinct)
    one, two, three = ((tmp_path / name / "made-001.jsonl").read_text() for name in ("one", "two", "three"))
    assert one == two != three


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is not empty"):
        made_glossary([write_glossary(tmp_path / "seeds")], tmp_path / "seeds", 5)
