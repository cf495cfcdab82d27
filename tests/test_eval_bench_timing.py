import sys

import pytest

from eval.bench.timing import calls_in_turns, in_turns, run_program, spread


def test_the_spread_of_five_values():
    found = spread([5.0, 1.0, 2.0, 4.0, 3.0])
    assert (found.low, found.median, found.high, found.count) == (2, 3, 4, 5)
    assert found.p95 == pytest.approx(4.8)


def test_a_programs_cost_is_its_own_and_not_that_of_who_starts_it():
    held = bytearray(200 << 20)
    small = run_program([sys.executable, "-S", "-c", "pass"])
    big = run_program([sys.executable, "-S", "-c", f"b'x' * {100 << 20}"])
    assert len(held) and 0 < small.megabytes < 60 < 100 < big.megabytes < 200
    assert 0 < small.processor and 0 < small.seconds


def test_a_program_that_fails_is_an_error_with_what_it_said():
    with pytest.raises(RuntimeError, match="out of order"):
        run_program([sys.executable, "-c", "raise SystemExit('out of order')"])


def test_programs_and_calls_take_turns_and_the_first_turn_is_not_counted():
    ran = in_turns({"a": [sys.executable, "-S", "-c", "pass"]}, repeats=2)
    assert len(ran["a"]) == 2
    order: list[str] = []
    found = calls_in_turns({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, repeats=3)
    assert order == ["a", "b"] * 4
    assert {name: len(values) for name, values in found.items()} == {"a": 3, "b": 3}
