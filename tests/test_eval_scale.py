import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from eval.scale.__main__ import main
from eval.scale.cluster import Built, more_seeds
from eval.scale.made import corpus_of, made_rows, nearest_rows
from index.seeds import read_seeds
from index.store import Index
from tests.stores_fakes import milvus_lite


@pytest.fixture(scope="module")
def corpus(index: Index):
    return corpus_of(index)


def test_made_vectors_are_unit_ones_with_neighbours_as_near_as_real_ones_have(corpus) -> None:
    vectors, words = corpus.part(0)
    again, _ = corpus.part(0)
    assert np.array_equal(vectors, again) and len(words) == len(vectors) == 1_000
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(1_000), abs=1e-5)
    nearest = np.sort(vectors @ np.concatenate([vectors, corpus.part(1)[0]]).T, axis=1)[:, -2]
    assert 0.4 < np.median(nearest) < 0.95


def test_rows_that_are_held_are_not_made_again(corpus) -> None:
    rows = list(made_rows(corpus, "passages", 1_010, {"0", "1005"}))
    assert len(rows) == 1_008 and {"0", "1005"}.isdisjoint(row["id"] for row in rows)
    assert rows[0]["words"] and "words" not in next(made_rows(corpus, "sentences", 1, set()))


def test_the_nearest_rows_are_those_of_one_scan(corpus) -> None:
    asked = corpus.vectors[:3]
    whole = np.concatenate([corpus.part(number)[0] for number in range(2)])[:1_500]
    expected = np.argsort(-(asked @ whole.T), axis=1, kind="stable")[:, :10]
    assert nearest_rows(corpus, 1_500, asked, 10).tolist() == expected.tolist()


def test_seeds_several_times_over_have_so_many_entries_each_under_a_name_of_its_own(tmp_path: Path) -> None:
    once, twice = (read_seeds(more_seeds(tmp_path / str(times), times)) for times in (1, 2))
    assert len(twice.entries) > 1.9 * len(once.entries)


def test_a_build_that_was_killed_is_told_as_such() -> None:
    assert list(Built("two workers", "", 3.0, ("a part",)).log) == ["== two workers: killed, 3.0 s", "a part"]


def test_a_trial_of_an_engine_files_that_nothing_was_lost(tmp_path: Path) -> None:
    milvus_lite(tmp_path).close()
    command = [sys.executable, "-m", "eval.scale", "engine", "--uri", str(tmp_path / "trial.db"), "--rows", "2000"]
    command += ["--questions", "40"]
    command += ["--data", str(tmp_path / "trial.db"), "--kind", "sentences", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "engine.json").read_text())
    assert found["trial"]["questions"] == 40
    assert found["acknowledged_and_lost"] == 0 and found["asked"]["rows"] == 2_000
    assert 0 < found["asked"]["dense"]["processor_p50_ms"] <= found["asked"]["dense"]["processor_p95_ms"]
    assert found["asked"]["dense"]["recall_of_the_exact_10"] > 0.9 and found["asked"]["deleted"] == 500


def test_an_engine_that_cannot_be_reached_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    milvus_lite(tmp_path).close()
    assert main(["engine", "--uri", "http://127.0.0.1:1", "--data", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "the writer ended" in capsys.readouterr().err
