import json
from pathlib import Path

import pytest

from eval.bench.__main__ import main
from eval.bench.simulate import Crowd, Replica, simulate
from eval.bench.users import crowd, spread, users_of, written

REPLICA = Replica([0.04, 0.05, 0.06], 1.6)


def test_as_many_users_as_a_replica_bears_are_answered_in_time_and_a_fifth_more_are_not() -> None:
    users = users_of(REPLICA, 60, 1.0)
    most = 2 / (0.05 * 1.6) * 60
    assert 0.8 * most < users <= most
    assert spread(simulate(Crowd(users, 60), REPLICA, 600).waits)["p95"] <= 1.0
    more = simulate(Crowd(int(users * 1.2), 60), REPLICA, 600)
    assert spread(more.waits)["p95"] > 1.0
    assert users_of(REPLICA, 60, 0.001) == 0


def test_a_crowd_is_shared_out_and_bears_the_loss_of_a_replica() -> None:
    found = crowd(REPLICA, 10_000, 60, 1.0)
    assert found["replicas"] == -(-10_000 // found["users_a_replica"])
    assert found["fullest_replica_has"] >= 10_000 / found["replicas"] and found["in_it"]["p95"] > 0
    assert found["with_one_lost"]["p95"] >= found["in_it"]["p50"]
    assert crowd(REPLICA, 10, 60, 1.0)["replicas"] == 1


def test_where_fewer_write_than_are_needed_the_quotation_stands_more_often() -> None:
    few, enough = (written([4.0], 1_000, 60, servers)["share_written"] for servers in (16, 128))
    assert few == pytest.approx(16 / 4 / (1_000 / 60), abs=0.05) and enough == 1.0


def test_a_small_run_is_filed_with_what_was_measured_beside_what_is_reckoned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.jsonl"
    results.write_text("".join(json.dumps({"seconds": {"write": seconds}}) + "\n" for seconds in (0, 3.0, 4.0)))
    options = ["--seconds", "3", "--rates", "4", "--users", "500", "--pauses", "60", "--at-once", "16"]
    assert main(["users", "--out", str(tmp_path), "--writing", str(results), *options]) == 0
    record = json.loads((tmp_path / "users.json").read_text())
    (point,) = record["measured"]["points"]
    assert point["measured"]["answers"] >= 6 and point["measured"]["errors"] == 0
    assert 1 <= point["simulated"]["answers"] <= 40, "some twelve, by chance"
    assert record["crowds"][0]["users"] == 500 and record["crowds"][0]["replicas"] >= 1
    assert record["writers"][0]["p50"] >= 3.0 and record["measured"]["processor_s_a_question"] > 0
    told = capsys.readouterr().out
    assert main(["show", "--filed", str(tmp_path / "users.json")]) == 0
    shown = capsys.readouterr().out
    assert told.startswith(shown) and "500 users, each every 60 s" in shown and "16 written at once" in shown
