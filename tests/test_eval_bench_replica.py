import pytest

from eval.bench.load import Seen, ready
from eval.bench.replica import Plan, Round, replica_of, rounds, spread, told
from eval.bench.simulate import AT_ONCE
from eval.server import serving
from rag.assistant import OFF

PLAN = Plan([4.0], 30, 2)


def seen(*seconds: float) -> Seen:
    return Seen(quoted=list(seconds), whole=list(seconds))


def a_round(stretch: float, others: float) -> Round:
    """What is measured where others make everything by the clock take so many times as long."""
    alone, spent = [0.02, 0.03, 0.04], [0.018, 0.027, 0.036]
    paired = [1.5 * one for one in alone for _ in range(2)]
    return Round(
        [stretch * one for one in alone],
        spent,
        [stretch * one for one in paired],
        1.2 * 0.027,
        [seen(*(stretch * one for one in alone))],
        others,
    )


QUIET, BUSY = a_round(1, 0.0), a_round(3, 1.4)


def test_other_programs_stretch_the_clock_and_not_the_processor() -> None:
    for by, stretched in (("clock", 3.0), ("processor", 1.0)):
        quiet, busy = replica_of([QUIET], by), replica_of([BUSY], by)  # type: ignore[arg-type]
        assert busy.seconds == pytest.approx([stretched * one for one in quiet.seconds])
        assert quiet.slowdown == pytest.approx(busy.slowdown)
    assert replica_of([QUIET], "clock").slowdown == pytest.approx(1.5)
    assert replica_of([QUIET], "processor").slowdown == pytest.approx(1.2)


def test_two_at_once_never_help_each_other() -> None:
    lucky = Round([0.03], [0.03], [0.01], 0.01, [seen(0.03)], 0.0)
    assert replica_of([lucky], "clock").slowdown == replica_of([lucky], "processor").slowdown == 1.0


def test_what_is_told_pools_the_rounds_and_puts_the_model_beside_what_was_measured() -> None:
    found = told([QUIET, BUSY], PLAN)
    assert found["others_cores"] == {"mean": 0.7, "most": 1.4}
    assert found["alone_s"]["clock"]["mean"] == pytest.approx(0.06)
    assert found["most_a_second"]["processor"] == pytest.approx(AT_ONCE / (0.027 * 1.2), abs=0.1)
    (point,) = found["points"]
    assert point["measured"]["answers"] == 6 and point["measured"]["errors"] == 0
    # Fifty users, four questions a second among them, for two times thirty seconds.
    assert 220 <= point["clock"]["answers"] <= 260 and point["clock"]["p95"] >= 0.12 > point["processor"]["p95"]
    assert [each["others_cores"] for each in found["each_round"]] == [0.0, 1.4]


def test_a_replica_is_measured_in_rounds() -> None:
    questions = ["What is gettering?", "What is electromigration?", "What is GIDL?"]
    with serving(OFF, {"FACTORY_CHAT_HISTORY": "off"}) as server:
        ready(server, False)
        found = list(rounds(server, questions, Plan([4.0], 5, 2)))
    assert len(found) == 2
    for one in found:
        assert len(one.alone) == len(one.alone_processor) > 0 and len(one.paired) > 0
        assert 0 < min(one.alone_processor) and one.paired_processor > 0 and one.others >= 0
        assert not one.at_rates[0].errors


def test_points_of_a_distribution_are_told_and_none_of_nothing() -> None:
    assert spread([0.1, 0.2, 0.3]) == {"mean": 0.2, "p50": 0.2, "p95": 0.29, "p99": 0.298}
    assert spread([]) == {}
