import time

from hypothesis import strategies as st

from eval.fuzz.tally import SLOWEST, Failed, Tally, record, tally


def test_cases_are_counted_by_outcome_and_failures_are_named():
    def run(number: int) -> str:
        if number % 10 == 7:
            raise Failed("seven")
        return "even" if number % 2 == 0 else "odd"

    found = tally("numbers", st.integers(0, 1000), run, 200)
    assert found.cases == 200 and found.outcomes["failed"] == len(found.failures) > 0
    assert found.failures[0].startswith("Failed: seven <- ")
    row = found.row()
    assert (row["target"], row["cases"], sum(row["outcomes"].values())) == ("numbers", 200, 200)


def test_the_same_cases_come_each_time():
    def cases() -> list[str]:
        seen: list[str] = []
        tally("texts", st.text(), lambda text: seen.append(text) or "seen", 50)
        return seen

    assert cases() == cases()


def test_a_slow_case_fails_by_its_own_time_only():
    clock = iter([0.0, SLOWEST + 1, 0.0, 1.0])
    slow, other = Tally("slow"), Tally("other")
    record(slow, "x", lambda _: "done", [lambda: next(clock)])
    assert slow.outcomes == {"failed": 1} and "took 3.0 s" in slow.failures[0]
    clock = iter([0.0, 0.0, SLOWEST + 1, 1.0])
    record(other, "x", lambda _: "done", [lambda: next(clock)] * 2)
    assert other.outcomes == {"done": 1} and other.slowest == 1.0


def test_work_done_elsewhere_is_timed_by_the_clock():
    found = tally("waits", st.just(0), lambda _: time.sleep(0.05) or "done", 1, [time.perf_counter])
    assert found.slowest >= 0.05
    assert tally("waits", st.just(0), lambda _: time.sleep(0.05) or "done", 1).slowest < 0.05
