"""A small share of what `python -m eval.fuzz` asks: bad files are read or refused in words, and nothing else."""

from pathlib import Path

import pytest

from eval.fuzz.files import READERS, huge_files, pair_files, question_files, reads, reads_seeds, seed_files
from eval.fuzz.hostile import bombs
from eval.fuzz.tally import tally

REAL = ("What is gettering?", "Compare DANN and CORAL")


@pytest.fixture
def seeds() -> list[str]:
    folder = Path(__file__).parents[1] / "seeds"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def test_bad_seed_files(tmp_path, seeds):
    found = tally("seeds", seed_files(REAL, seeds), reads_seeds(tmp_path), 150)
    assert found.failures == [] and found.outcomes["refused"] > 50


def test_bad_question_and_pair_files(tmp_path):
    for name, strategy in (("question files", question_files(REAL)), ("pair files", pair_files(REAL))):
        found = tally(name, strategy, reads(tmp_path, READERS[name]), 60)
        assert found.failures == [] and found.outcomes["refused"] > 20


def test_huge_files(tmp_path):
    for run in (reads_seeds(tmp_path), reads(tmp_path, READERS["question files"])):
        assert tally("huge", huge_files(), run, 3).failures == []


def test_packed_files_are_not_unpacked(tmp_path):
    for bomb in bombs():
        assert reads_seeds(tmp_path)(bomb) == "refused"
