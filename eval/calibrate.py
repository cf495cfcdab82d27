"""Weights for the decision whether the glossary answers a question, fitted on the dev questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from eval.confidence import auroc, expected_error
from eval.intervals import SEED, Floats
from eval.metrics import clusters
from eval.questions import Case
from eval.systems import history_of
from rag.assistant import Assistant
from rag.decide import weigh
from rag.retrieve import look, retrieve
from rag.understand import understand

FOLDS = 5
RIDGE = 0.1
"""Pulls the weights towards 0, so that a feature that parts few questions cleanly does not get all the weight."""

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, eq=False)
class Fit:
    """A logistic regression, and the confidence that it has in each question when fitted without its fold."""

    weights: Mapping[str, float]
    bias: float
    confidence: Floats


def calibrate(cases: Sequence[Case], evidence: Sequence[Mapping[str, float]]) -> Fit:
    """The weights for all questions, and confidences from five folds that keep questions about one entry together."""
    names = list(evidence[0])
    features = np.array([[one[name] for name in names] for one in evidence])
    label = np.array([float(case.answerable) for case in cases])
    folds = folds_of(cases)
    confidence = np.zeros(len(cases))
    for fold in range(FOLDS):
        confidence[folds == fold] = predict(features[folds == fold], fit(features[folds != fold], label[folds != fold]))
    *weights, bias = fit(features, label)
    return Fit(dict(zip(names, map(float, weights), strict=True)), float(bias), confidence)


def folds_of(cases: Sequence[Case]) -> NDArray[np.int64]:
    """The fold of each question; questions about one entry are in one fold."""
    cluster = clusters(cases)
    fold_of = {name: place % FOLDS for place, name in enumerate(_shuffled(sorted(set(cluster.values()))))}
    return np.array([fold_of[cluster[case.id]] for case in cases])


def evidence_of(assistant: Assistant, case: Case) -> dict[str, float]:
    """What the assistant weighs for the question after its earlier turns."""
    question = understand(case.turns[-1], history_of(assistant, case), assistant)
    views = look(question, assistant)
    hits = retrieve(question, views, assistant.index)
    return asdict(weigh(question, hits, views, assistant))


def fit(features: Floats, label: Floats) -> Floats:
    """Weights and, last, the bias of a logistic regression with a ridge on the weights, by Newton's method (IRLS)."""
    rows = np.column_stack([features, np.ones(len(features))])
    ridge = RIDGE * np.diag([1.0] * features.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - label) + ridge @ weights
        curve = rows.T @ (rows * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def predict(features: Floats, weights: Floats) -> Floats:
    """The chance of label 1."""
    chance: Floats = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
    return chance


def lines(cases: Sequence[Case], found: Fit) -> Iterator[str]:
    """The constants to copy, how good they are on folds not seen, and what each threshold would refuse."""
    label = np.array([float(case.answerable) for case in cases])
    yield f"WEIGHTS = {dict((name, round(value, 2)) for name, value in found.weights.items())}"
    yield f"BIAS = {found.bias:.2f}"
    yield f"five folds: AUROC {auroc(found.confidence, label):.3f}, ECE {expected_error(found.confidence, label):.3f}"
    kinds = ["answerable", *sorted({case.type for case in cases if not case.answerable})]
    kind_of = np.array(["answerable" if case.answerable else case.type for case in cases])
    yield f"{'refused at':12}" + "".join(f"{kind:>14}" for kind in kinds)
    for threshold in THRESHOLDS:
        shares = [float((found.confidence[kind_of == kind] < threshold).mean()) for kind in kinds]
        yield f"{threshold:<12}" + "".join(f"{share:14.3f}" for share in shares)


def _shuffled(names: list[str]) -> list[str]:
    return [names[place] for place in np.random.default_rng(SEED).permutation(len(names))]
