import json
from pathlib import Path

import numpy as np
import pytest

from eval.bench.__main__ import main
from eval.bench.load import Seen
from eval.bench.replica import Round, spread
from eval.bench.simulate import Crowd, Replica, simulate
from eval.bench.users import crowd, seconds_of_writing, table, users_of, written

REPLICA = Replica([0.04, 0.05, 0.06], 1.6)


def a_round(stretch: float = 1.0) -> Round:
    seconds = [stretch * one for one in REPLICA.seconds]
    return Round(seconds, seconds, [1.6 * one for one in seconds], 1.6 * 0.05 * stretch, [Seen()], 0.0)


def test_as_many_users_as_a_replica_bears_are_answered_in_time_and_a_fifth_more_are_not() -> None:
    users = users_of(REPLICA, 60, 1.0)
    most = 2 / (0.05 * 1.6) * 60
    assert 0.8 * most < users <= most
    assert spread(simulate(Crowd(users, 60), REPLICA, 120).waits)["p95"] <= 1.0
    more = simulate(Crowd(int(users * 1.2), 60), REPLICA, 120)
    assert spread(more.waits)["p95"] > 1.0


def test_slow_tails_cost_users_though_the_mean_is_the_same() -> None:
    tailed = Replica([0.02] * 98 + [1.52] * 2, 1.6)
    assert np.mean(tailed.seconds) == pytest.approx(np.mean(REPLICA.seconds))
    assert users_of(tailed, 60, 1.0) < 0.9 * users_of(REPLICA, 60, 1.0)
    assert users_of(Replica([0.02] * 90 + [1.52] * 10, 1.0), 60, 1.0) == 0, "one in ten is late whoever else asks"


def test_a_crowd_is_shared_out_and_bears_the_loss_of_a_replica() -> None:
    found = crowd([a_round()], "clock", Crowd(10_000, 60), 1.0)
    each, needed = found["users_a_replica"], found["replicas"]
    assert needed["value"] == -(-10_000 // each["value"])
    assert each["low"] == each["value"] == each["high"], "rounds that are alike leave no doubt"
    assert found["fullest_replica_has"] >= 10_000 / needed["value"] and found["in_it"]["p95"] > 0
    assert found["with_one_lost"]["p95"] >= found["in_it"]["p50"]
    assert crowd([a_round()], "processor", Crowd(10, 60), 1.0)["replicas"]["value"] == 1


def test_rounds_that_differ_leave_an_interval_that_holds_the_value() -> None:
    found = crowd([a_round(1), a_round(2), a_round(1.5)], "clock", Crowd(10_000, 60), 1.0)
    each, needed = found["users_a_replica"], found["replicas"]
    assert each["low"] < each["value"] < each["high"] and needed["low"] < needed["value"] < needed["high"]


def test_a_crowd_that_nothing_can_bear_is_told_of() -> None:
    found = crowd([a_round(40)], "clock", Crowd(100, 60), 1.0)
    assert found["replicas"] == {"value": 0, "low": 0, "high": 0} and found["with_one_lost"] == {}


def test_where_fewer_write_than_are_needed_the_quotation_stands_more_often() -> None:
    few, enough = (written([4.0], 1_000, 60, servers)["share_written"] for servers in (16, 128))
    assert few == pytest.approx(16 / 4 / (1_000 / 60), abs=0.05) and enough == 1.0


def test_the_seconds_of_writing_are_those_of_a_run_or_have_its_median_and_tail(tmp_path: Path) -> None:
    rows = tmp_path / "results.jsonl"
    rows.write_text("".join(json.dumps({"seconds": {"write": seconds}}) + "\n" for seconds in (0, 3.0, 4.0)))
    assert seconds_of_writing(rows) == [3.0, 4.0]
    metrics = tmp_path / "metrics.json"
    metrics.write_text(json.dumps({"seconds": {"write": {"p50": 7.0, "p95": 16.0}}}))
    assert np.percentile(seconds_of_writing(metrics), (50, 95)) == pytest.approx([7.0, 16.0], rel=0.01)


def test_a_small_run_is_filed_with_what_was_measured_beside_what_is_reckoned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics = tmp_path / "metrics.json"
    metrics.write_text(json.dumps({"seconds": {"write": {"p50": 3.0, "p95": 4.0}}}))
    options = [
        "--questions",
        "12",
        "--seconds",
        "5",
        "--rounds",
        "1",
        "--rates",
        "4",
        "--users",
        "500",
        "--pauses",
        "60",
    ]
    assert main(["users", "--out", str(tmp_path), "--writing", str(metrics), "--at-once", "16", *options]) == 0
    record = json.loads((tmp_path / "users.json").read_text())
    (point,) = record["measured"]["points"]
    assert point["measured"]["answers"] >= 1 and point["measured"]["errors"] == 0
    assert 1 <= point["clock"]["answers"] <= 60, "some twenty, by chance"
    assert [one["by"] for one in record["crowds"]] == ["clock", "processor"]
    assert record["crowds"][1]["users"] == 500 and "value" in record["crowds"][1]["replicas"]
    assert record["writers"][0]["p50"] >= 2.0 and record["measured"]["alone_s"]["processor"]["mean"] > 0
    told = capsys.readouterr().out
    assert main(["show", "--filed", str(tmp_path / "users.json")]) == 0
    shown = capsys.readouterr().out
    assert told.startswith(shown) and "500 users, each every 60 s" in shown and "16 written at once" in shown
    record["measured"]["others_cores"]["most"] = 0.01
    assert "quiet" in table(record)[0] and "not quiet" not in table(record)[0]
