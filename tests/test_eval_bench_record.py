import copy

import pytest

from eval.bench.measures import Measure
from eval.bench.record import BenchError, latest, lines, page, read_record, worse, write_record
from eval.bench.timing import spread

TENTH, ONE = spread([0.1]), spread([1.0])
POINT = {"passages": 600, "entries": 120, "sentences": 2000}


def row(name: str, ours: float, plain: float | None) -> dict[str, object]:
    return Measure(name, "s", spread([ours]), spread([plain]) if plain else None).row()


def record(made: str = "2026-01-01") -> dict[str, object]:
    """A record as it is read back from its file."""
    seconds = {"median": 0.01, "low": 0.01, "high": 0.01, "p95": 0.02, "count": 3}
    grown = {"median": 0.02, "low": 0.02, "high": 0.02, "p95": 0.02, "count": 3}
    rows = [row("cold terminal", 0.5, 10.0), row("window ready", 4.0, None)]
    for one in rows:
        one["ours"] = seconds | {"median": one["ours"]["median"]}
        one["plain"] = one["plain"] and seconds | {"median": one["plain"]["median"]}
    return {
        "format": 1,
        "made": made,
        "commit": "abc",
        "machine": {"cores": 2},
        "measures": rows,
        "floors": [{"name": "cold terminal", "seconds": 0.0004, "why": "nothing done"}],
        "steps": {"quote": seconds},
        "agreement": {"top10": 1.0},
        "scale": [
            POINT | {"seconds": seconds, "processor": seconds},
            POINT | {"passages": 6000, "seconds": grown, "processor": grown},
        ],
        "exponent": 0.3,
    }


def test_the_ratio_says_how_many_times_less_ours_is():
    assert row("cold terminal", 0.5, 10.0)["ratio"] == 20
    assert row("window ready", 4.0, None)["ratio"] is None


def test_a_ratio_may_fall_by_a_seventh_but_not_by_a_fifth():
    now = copy.deepcopy(record())
    now["measures"][0]["ratio"] = 17.5
    assert worse(record(), now) == []
    now["measures"][0]["ratio"] = 16.0
    assert worse(record(), now) == ["cold terminal: 20.00 times better than the plain way before, 16.00 now"]
    now["measures"] = []
    assert worse(record(), now) == ["cold terminal: no longer measured"]


def test_a_steeper_growth_is_worse():
    assert worse(record(), record() | {"exponent": 0.44}) == []
    assert worse(record(), record() | {"exponent": 0.6}) == ["growth with the glossary: exponent 0.30 before, 0.60 now"]


def test_what_is_filed_is_read_back_and_the_newest_is_found(tmp_path):
    for commit, made in (("a", "2026-01-02"), ("b", "2026-01-03"), ("c", "2026-01-01")):
        write_record(record(made), tmp_path / commit / "bench")
    assert latest(tmp_path) == tmp_path / "b" / "bench" / "bench.json"
    assert read_record(latest(tmp_path)) == record("2026-01-03")
    assert (tmp_path / "b" / "bench" / "bench.html").read_text().startswith("<!doctype html>")


def test_an_absent_or_foreign_record_is_refused_with_the_mending_command(tmp_path):
    with pytest.raises(BenchError, match="make bench"):
        latest(tmp_path)
    (tmp_path / "bench.json").write_text('{"format": 0}')
    with pytest.raises(BenchError, match="make bench"):
        read_record(tmp_path / "bench.json")


def test_the_table_and_the_page_show_both_ways_and_the_growth():
    table = "\n".join(lines(record()))
    assert "cold terminal                          500.0 ms" in table and "20.0" in table
    assert "least cold terminal" in table and "0.40 ms nothing done" in table
    assert " 6,000 passages" in table and "exponent of the growth: 0.30" in table
    assert "<polyline" in page(record()) and "question to hits: 10.0 ms at 600, 20.0 ms at 6,000 passages" in page(
        record()
    )
