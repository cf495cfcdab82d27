from math import sqrt

import numpy as np
import pytest

from eval.intervals import bootstrap, bootstrap_statistic, interval, mcnemar, paired, wilson


def test_wilson_gives_the_published_intervals():
    assert wilson(90, 100) == pytest.approx((0.826, 0.945), abs=1e-3)
    assert wilson(190, 200) == pytest.approx((0.910, 0.973), abs=1e-3)


def test_wilson_has_a_width_at_zero_and_at_one():
    assert wilson(0, 30)[0] == 0 and wilson(0, 30)[1] > 0.05
    assert wilson(30, 30)[1] == 1 and wilson(30, 30)[0] < 0.95


def test_bootstrap_is_near_the_normal_interval_of_a_mean():
    values = [float(n % 2) for n in range(400)]
    low, high = bootstrap(values, [str(n) for n in range(400)])
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.5 / 20, 0.5 + 1.96 * 0.5 / 20), abs=0.005)


def test_questions_about_one_entry_widen_the_interval():
    values = [float(n % 2) for n in range(100) for _ in range(4)]
    alone = bootstrap(values, [str(n) for n in range(400)])
    shared = bootstrap(values, [str(n // 4) for n in range(400)])
    assert (shared[1] - shared[0]) / (alone[1] - alone[0]) == pytest.approx(sqrt(4), rel=0.05)


def test_the_same_values_give_the_same_interval():
    values, clusters = [0.1, 0.5, 0.9, 0.4], ["a", "b", "b", "c"]
    assert bootstrap(values, clusters) == bootstrap(values, clusters)


def test_wilson_is_used_for_proportions_of_single_questions():
    assert interval([1.0, 0.0], ["a", "b"]) == wilson(1, 2)
    assert interval([1.0, 0.0, 1.0], ["a", "a", "b"]) == bootstrap([1.0, 0.0, 1.0], ["a", "a", "b"])
    assert interval([1.0, 0.5], ["a", "b"]) == bootstrap([1.0, 0.5], ["a", "b"])


def test_perfect_values_are_as_sure_as_there_are_entries():
    assert interval([1.0, 1.0, 1.0], ["a", "a", "b"]) == wilson(2, 2)


def test_a_statistic_is_resampled_with_both_values_together():
    pairs = np.array([0.0, 1.0, 2.0]), np.array([0.0, 10.0, 20.0])
    low, high = bootstrap_statistic(lambda one, other: float((other - 10 * one).mean()), pairs, ["a", "b", "c"])
    assert (low, high) == (0, 0)


def test_mcnemar_by_hand():
    worse, better = [1.0] + [0.0] * 7, [0.0] + [1.0] * 7
    assert mcnemar(worse, better) == pytest.approx(2 * (1 + 8) / 2**8)
    assert mcnemar([1.0, 0.0], [1.0, 0.0]) == 1


def test_a_paired_difference_ignores_what_both_runs_share():
    first = [0.0, 1.0, 0.0, 1.0]
    change, (low, high) = paired(first, [value + 0.25 for value in first], list("abcd"))
    assert (change, low, high) == (0.25, 0.25, 0.25)
