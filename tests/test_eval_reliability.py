import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.reliability.__main__ import main
from eval.reliability.damage import damage
from eval.reliability.guest import ROOT
from eval.reliability.kills import _examine, histories
from eval.reliability.memory import LONGEST, ROUNDS, encoder_memory, writer_memory
from eval.reliability.offline import limits
from eval.reliability.record import Found
from eval.reliability.victim import HashedWords
from index.build import build
from index.store import load
from index.types import IndexRefused
from rag.web.history import History
from tests.index_fakes import write_glossary
from tests.rag_fakes import ScriptedWriter


def test_what_does_not_hold_is_counted_apart() -> None:
    found = Found("a trial")
    found.hold(True, "it stands")
    found.hold(False, "it flies")
    assert found.row() == {"trial": "a trial", "outcomes": {"it stands": 1}, "wrong": ["not so: it flies"]}
    assert found.lines() == ["a trial", "       1  it stands", "   WRONG  not so: it flies"]


def test_random_damage_is_refused(tmp_path: Path) -> None:
    build(write_glossary(tmp_path / "seeds"), tmp_path / "built", HashedWords())
    found = damage(30, tmp_path / "copy", tmp_path / "built")
    assert found.wrong == [] and sum(found.outcomes.values()) == 30 + 1 + 4
    with pytest.raises(IndexRefused):
        damage(1, tmp_path / "other", tmp_path / "nowhere")


def test_the_history_loses_no_acknowledged_row_when_it_is_killed_under_load(tmp_path: Path) -> None:
    found = histories(2, tmp_path)
    assert found.wrong == [] and found.outcomes["an acknowledged row is there"] > 2


def test_nor_does_it_in_a_database_that_replicas_share(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATABASE", database)
    found = histories(2, tmp_path)
    assert found.wrong == [] and found.outcomes["an acknowledged row is there"] > 2
    assert not list(tmp_path.iterdir()), "nothing was kept in a file"


def test_a_row_that_was_acknowledged_and_lost_would_be_noticed(tmp_path: Path) -> None:
    found = Found("lost")
    _examine(History(tmp_path), ["kept a 1", "marked a 1", "deleted b"], found)
    assert found.wrong == ["not so: an acknowledged row is there", "not so: an acknowledged thumb is there"]


def test_the_embedder_of_the_killed_builds_makes_an_index_that_can_be_loaded(tmp_path: Path) -> None:
    build(write_glossary(tmp_path / "seeds"), tmp_path / "built", HashedWords())
    assert load(tmp_path / "built").passage_vectors.rows.shape == (2, 384)


def test_every_limit_says_what_it_needs(tmp_path: Path) -> None:
    known = {limit.name: limit.needs for limit in limits(tmp_path, "")}
    assert len(known) == 5 and known["with the clock at 1970"] == ""


def test_on_one_core_in_two_gigabytes_the_answers_are_the_same(tmp_path: Path) -> None:
    before = {limit.name: limit.before for limit in limits(tmp_path, "")}
    both = (*before["on one core"], *before["in 2 GB of addresses"])

    def asked(*around: str) -> dict[str, dict[str, str]]:
        command = [*around, sys.executable, "-m", "eval.reliability.asked"]
        told = json.loads(subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout)
        return {question: {part: said[part] for part in ("outcome", "first")} for question, said in told.items()}

    cramped = asked(*both)
    assert cramped == asked() and {said["outcome"] for said in cramped.values()} > {"answered"}


def test_a_eighth_of_that_would_not_do() -> None:
    command = ["prlimit", f"--as={256 << 20}", sys.executable, "-m", "eval.reliability.asked"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode != 0


def test_without_an_emulator_the_processor_is_not_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["processor", "--qemu", ""]) == 1
    assert "qemu-x86_64 is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("with_every_prompt", [True, False])
def test_a_writer_whose_memory_grows_beyond_all_lengths_is_noticed(with_every_prompt: bool) -> None:
    prompts: list[int] = []

    def note(prompt: str) -> str:
        prompts.append(len(prompt.split()))
        return "Kilns bake. \n"

    writer = ScriptedWriter(note)
    found, points = writer_memory(writer, lambda: float(len(prompts if with_every_prompt else set(prompts))), 64)
    assert len(prompts) == ROUNDS * 64 and len(set(prompts)) == 64 and points[:2] == [0.0, 64.0]
    assert bool(found.wrong) == with_every_prompt


def test_an_encoder_is_given_texts_of_many_lengths_in_rounds() -> None:
    seen: list[int] = []
    found, points = encoder_memory(lambda texts: seen.append(len(texts[0].split())), lambda: float(len(seen)), 200)
    assert points == [50.0 * number for number in range(ROUNDS + 1)] and found.wrong, (
        "fifty more in the last is too much"
    )
    assert len(set(seen)) > 80 and max(seen) <= LONGEST


@pytest.mark.parametrize(("points", "grows"), [([68, 316, 319, 316, 331], False), ([68, 316, 331, 346, 361], True)])
def test_memory_taken_once_late_is_no_growth(points: list[float], grows: bool) -> None:
    found, _ = encoder_memory(lambda texts: None, iter(points).__next__, 8)
    assert bool(found.wrong) == grows


def test_a_trial_must_be_named() -> None:
    with pytest.raises(SystemExit):
        main([])
