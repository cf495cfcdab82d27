import numpy as np
import pytest

from eval.confidence import (
    auroc,
    calibration,
    coverage_at_risk,
    expected_error,
    risk_coverage,
    summarise_confidence,
)
from eval.scores import Score


def test_auroc_by_hand():
    assert auroc(np.array([0.9, 0.8, 0.3, 0.1]), np.array([1, 1, 0, 0])) == 1
    assert auroc(np.array([0.9, 0.2, 0.8, 0.1]), np.array([1, 1, 0, 0])) == 0.75
    assert auroc(np.array([0.5, 0.5]), np.array([1, 0])) == 0.5
    assert np.isnan(auroc(np.array([0.5, 0.6]), np.array([1, 1])))


def test_calibration_bins_have_equal_mass():
    said = np.linspace(0, 1, 100)
    assert [size for _, _, size in calibration(said, said > 0.5)] == [10] * 10


def test_the_expected_error_of_a_calibrated_and_of_a_boastful_system():
    label = np.array([1.0, 0.0] * 50)
    assert expected_error(np.full(100, 0.5), label) == pytest.approx(0)
    assert expected_error(np.full(100, 0.9), label) == pytest.approx(0.4)


def test_risk_and_coverage_by_hand():
    assert risk_coverage(np.array([0.9, 0.8, 0.8, -1.0]), np.array([1.0, 0.0, 1.0, 0.0])) == [
        (0.25, 0.0),
        (0.75, pytest.approx(1 / 3)),
    ]


def test_coverage_is_the_largest_at_which_the_risk_is_small():
    said = np.linspace(1, 0.5, 40)
    right = np.array([1.0] * 19 + [0.0] + [1.0] * 19 + [0.0])
    assert coverage_at_risk(said, right) == 1
    assert coverage_at_risk(said, 1 - right) == 0


def test_a_refusal_is_never_covered():
    scores = [
        Score(f"q{n}", "definition", f"q{n}", True, n < 6, 0.5 + n / 100, {"strict": float(n < 6)}) for n in range(10)
    ]
    assert summarise_confidence(scores)["coverage@5%risk"]["value"] == 0.6
