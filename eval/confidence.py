"""How far a system's confidence can be trusted. Pure functions on arrays, one value a question."""

from collections.abc import Sequence

import numpy as np

from eval.intervals import Floats, bootstrap_statistic
from eval.scores import Estimate, Score

BINS = 10
RISK = 0.05


def auroc(confidence: Floats, label: Floats) -> float:
    """The chance that a question with label 1 has more confidence than one with label 0, ties counting half
    (Hanley and McNeil 1982); nan where one label is missing.
    """
    right, wrong = confidence[label == 1], confidence[label == 0]
    if not len(right) or not len(wrong):
        return float("nan")
    return float(np.mean(right[:, None] > wrong) + 0.5 * np.mean(right[:, None] == wrong))


def calibration(confidence: Floats, label: Floats) -> list[tuple[float, float, int]]:
    """Mean confidence, share of label 1 and size of up to ten bins of equal mass, by rising confidence."""
    order = np.argsort(confidence, kind="stable")
    bins = [rows for rows in np.array_split(order, BINS) if len(rows)]
    return [(float(confidence[rows].mean()), float(label[rows].mean()), len(rows)) for rows in bins]


def expected_error(confidence: Floats, label: Floats) -> float:
    """ECE = sum over the bins of size / questions x |mean confidence - share of label 1| (Guo et al. 2017)."""
    bins = calibration(confidence, label)
    return sum(size * abs(said - true) for said, true, size in bins) / len(label)


def risk_coverage(confidence: Floats, right: Floats) -> list[tuple[float, float]]:
    """Coverage and risk at each threshold, by falling confidence (El-Yaniv and Wiener 2010).

    The rows are the questions that were answered or should have been. Coverage is the share of them that is answered
    at or above the threshold, risk the share of those answers that is not right. Equal confidences pass together. A
    refusal stands last with a confidence below 0 and is never covered.
    """
    order = np.argsort(-confidence, kind="stable")
    said, passed = confidence[order], np.arange(1, len(order) + 1)
    risk = np.cumsum(1 - right[order]) / passed
    last = (np.append(said[1:], -np.inf) != said) & (said >= 0)
    return [(float(n) / len(order), float(r)) for n, r in zip(passed[last], risk[last], strict=True)]


def coverage_at_risk(confidence: Floats, right: Floats) -> float:
    """The largest coverage at which at most 5 % of the answers given are not right; 0 where there is none."""
    return max((coverage for coverage, risk in risk_coverage(confidence, right) if risk <= RISK), default=0.0)


def answerable(score: Score) -> float:
    """The label of a question that the glossary answers."""
    return float(score.answerable)


def right(score: Score) -> float:
    """The label of an answer with all vital nuggets; no answer to an unanswerable question is right."""
    return score.values.get("strict", 0.0)


def trust(score: Score) -> float:
    """The confidence of an answer, -1 where none was given."""
    return score.confidence if score.answered else -1.0


def summarise_confidence(scores: Sequence[Score]) -> dict[str, Estimate]:
    """What confidence is worth over all types together.

    auroc and ece judge it as the chance that the glossary answers the question (label: answerable), auroc_strict as the
    chance that a given answer is right. coverage@5%risk is over all questions that were answered or should have been.
    """
    summary: dict[str, Estimate] = {}
    given = [one for one in scores if one.answered]
    due = [one for one in scores if one.answered or one.answerable]
    said = {"auroc": scores, "ece": scores, "auroc_strict": given, "coverage@5%risk": due}
    for name, rows in said.items():
        statistic, label, level = _STATISTICS[name]
        values = np.array([level(one) for one in rows]), np.array([label(one) for one in rows])
        if rows and not np.isnan(value := statistic(*values)):
            low, high = bootstrap_statistic(statistic, values, [one.cluster for one in rows])
            summary[name] = Estimate(value=value, low=low, high=high, n=len(rows))
    return summary


def _said(score: Score) -> float:
    return score.confidence


_STATISTICS = {
    "auroc": (auroc, answerable, _said),
    "ece": (expected_error, answerable, _said),
    "auroc_strict": (auroc, right, _said),
    "coverage@5%risk": (coverage_at_risk, right, trust),
}
