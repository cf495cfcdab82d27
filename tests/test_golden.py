import pytest

from tests.goldens import CASES, FOLDER, golden


@pytest.mark.parametrize("name", CASES)
def test_an_answer_reads_as_it_did(name, assistant):
    """A change that is meant is taken over by python -m tests.goldens."""
    assert golden(name, assistant) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_answer_is_compared():
    assert {path.stem for path in FOLDER.iterdir()} == set(CASES)
