import math

import numpy as np
import pytest

from eval.calibrate import (
    FOLDS,
    SHARE,
    blind_lines,
    both,
    calibrate,
    evidence_of,
    fit,
    folds_of,
    judged,
    lines,
    predict,
)
from eval.confidence import auroc
from rag.answering import MOST
from rag.decide import ANSWERS, is_doubtful
from tests.eval_fakes import assistant_of, case_of


def cases_and_evidence(count):
    """Questions whose chance of an answer rises with one feature; the other says nothing."""
    chance = np.random.default_rng(3)
    cases, evidence = [], []
    for n in range(count):
        cosine, noise = chance.random(2)
        answerable = bool(chance.random() < 1 / (1 + np.exp(-(8 * cosine - 4))))
        kind, gold = ("definition", ((f"e{n}",),)) if answerable else ("near_miss", ())
        cases.append(case_of(f"q{n}", kind, gold=gold, answerable=answerable))
        evidence.append({"cosine": float(cosine), "noise": float(noise), "follows": float(n % 10 == 0)})
    return cases, evidence


def test_the_weights_that_made_the_labels_are_found_again():
    cases, evidence = cases_and_evidence(4000)
    found = calibrate(cases, evidence)
    assert found.weights["cosine"] == pytest.approx(8, abs=0.8)
    assert found.weights["noise"] == pytest.approx(0, abs=0.4)
    # Nearly half of these are answerable, and three quarters of those that people ask.
    answerable = sum(case.answerable for case in cases) / len(cases)
    usual = np.log(SHARE / (1 - SHARE)) - np.log(answerable / (1 - answerable))
    assert found.bias == pytest.approx(-4 + usual, abs=0.5)


def test_questions_that_nothing_was_fitted_on_are_judged_by_the_weights_found():
    cases, evidence = cases_and_evidence(400)
    found = calibrate(cases[:200], evidence[:200])
    blind = list(blind_lines(cases[200:], evidence[200:], found))
    assert blind[0].startswith("blind half: AUROC 0.8")
    assert list(blind_lines(cases[:200], [{"noise": 0.0, "cosine": 0.5, "follows": 0.0}] * 200, found))[0].startswith(
        "blind half: AUROC 0.500"
    )


def test_cleanly_parted_questions_get_finite_weights():
    features = np.array([[0.0], [1.0], [9.0], [10.0]])
    weights = fit(features, np.array([0.0, 0.0, 1.0, 1.0]))
    assert np.isfinite(weights).all()
    assert list(predict(features, weights) > 0.5) == [False, False, True, True]


def test_the_lines_give_constants_quality_and_thresholds():
    cases, evidence = cases_and_evidence(200)
    found = list(lines(cases, calibrate(cases, evidence)))
    assert found[0].startswith("Regression({'cosine': ") and float(found[0].rpartition(", ")[2].rstrip(")")) < 0
    assert found[1].startswith("five folds: AUROC 0.8")
    assert found[2].split() == ["refused", "at", "answerable", "near_miss"]
    refused = [[float(cell) for cell in line.split()[1:]] for line in found[3:]]
    assert all(one <= other for one, other in zip(refused, refused[1:], strict=False))


def test_the_evidence_of_a_question_is_what_the_chat_weighs():
    evidence = evidence_of(assistant_of(), case_of(turns=("What is a kiln?",)))
    assert evidence["untold"] == evidence["uncounted"] == evidence["undefined"] == 0
    assert math.isnan(read := evidence.pop(ANSWERS)) or abs(read) <= MOST
    assert all(0 <= value <= 1 + 1e-6 for value in evidence.values())


def test_what_is_read_counts_where_what_was_seen_is_in_doubt():
    cases, evidence = cases_and_evidence(3000)
    # Reading tells nearly all, but not of every third question.
    for number, (case, one) in enumerate(zip(cases, evidence, strict=True)):
        one[ANSWERS] = math.nan if number % 3 == 0 else 6.0 * case.answerable - 3 + one["noise"]
    seen, read = both(cases, evidence)
    assert ANSWERS not in seen.weights and read.weights[ANSWERS] > 1
    confidence = judged(evidence, seen, read)
    first = judged(evidence, seen)
    for one, before, after in zip(evidence, first, confidence, strict=True):
        counts = is_doubtful(before, bool(one["follows"])) and not math.isnan(one[ANSWERS])
        assert (before != after) == counts
    label = np.array([float(case.answerable) for case in cases])
    assert auroc(read.confidence, label) > auroc(seen.confidence, label) + 0.05
    (line, *_) = blind_lines(cases, evidence, seen, read)
    assert line.startswith(f"blind half: AUROC {auroc(confidence, label):.3f}")


def test_questions_about_one_entry_are_in_one_fold():
    cases = [case_of(f"q{n}", gold=((f"e{n % 7}",),)) for n in range(28)]
    folds = folds_of(cases)
    assert len(set(folds.tolist())) == FOLDS
    assert all(len(set(folds[entry::7].tolist())) == 1 for entry in range(7))
