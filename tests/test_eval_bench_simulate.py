import math

import pytest

from eval.bench.simulate import AT_ONCE, MOST_WAITING, Crowd, Replica, simulate
from rag.web import turnstile


def test_the_replica_on_paper_is_the_one_that_runs() -> None:
    assert (AT_ONCE, MOST_WAITING) == (turnstile.AT_ONCE, turnstile.MOST_WAITING)


def test_one_user_waits_for_their_own_answers_alone() -> None:
    seen = simulate(Crowd(1, 2.0, steady=True), Replica([0.5], 2.0), 100)
    assert len(seen.waits) in (50, 51) and seen.waits == pytest.approx([0.5] * len(seen.waits))
    assert seen.busy == pytest.approx(0.5 * len(seen.waits)) and seen.refused == 0


def test_nobody_asks_again_before_the_answer_is_there() -> None:
    seen = simulate(Crowd(1, 0.1, steady=True), Replica([0.5], 1.0), 100)
    assert len(seen.waits) == pytest.approx(200, abs=2)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (1, 0.8), (2, 0.7)])
def test_a_great_crowd_waits_as_erlang_says(servers: int, load: float) -> None:
    # Exponential service times of mean 1, drawn as ten thousand of their quantiles.
    seconds = [-math.log(1 - (n + 0.5) / 10_000) for n in range(10_000)]
    rate = load * servers
    crowd = Crowd(2_000, 2_000 / rate)
    seen = simulate(crowd, Replica(seconds, 1.0, servers, 10_000), 100_000)
    offered = rate
    last = offered**servers / math.factorial(servers) / (1 - load)
    waiting = last / (sum(offered**k / math.factorial(k) for k in range(servers)) + last)
    mean = 1 + waiting / (servers * (1 - load))
    assert crowd.rate == pytest.approx(rate) and len(seen.waits) > 40_000
    assert sum(seen.waits) / len(seen.waits) == pytest.approx(mean, rel=0.06)


def test_two_that_share_the_cores_take_longer_than_one() -> None:
    both = simulate(Crowd(2, 0.0001, steady=True), Replica([1.0], 1.6), 160)
    assert len(both.waits) == pytest.approx(200, abs=3) and max(both.waits) == pytest.approx(1.6, abs=0.01)


def test_who_finds_the_line_full_is_turned_away_and_comes_back() -> None:
    full = simulate(Crowd(20, 1.0), Replica([1.0], 1.0, 1, 3), 200)
    assert full.refused > 100 and len(full.waits) == pytest.approx(200, abs=8)
    assert max(full.waits) <= 4.0 + 1e-6, "one inside and three before it"


def test_who_is_tired_of_waiting_takes_nobodys_time() -> None:
    tired = simulate(Crowd(30, 1.0), Replica([1.0], 1.0, 2, 1_000, patience=3.0), 300)
    assert len(tired.waits) == pytest.approx(600, abs=10) and tired.refused > 100
    assert max(tired.waits) <= 4.0 + 1e-6


def test_the_same_seed_is_the_same_crowd() -> None:
    one, again, other = (simulate(Crowd(9, 1.0), Replica([0.1, 0.3], 1.5), 50, seed).waits for seed in (1, 1, 2))
    assert one == again != other
