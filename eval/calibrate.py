"""Weights for the decision whether the glossary answers a question, fitted on the dev and tuning questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.confidence import auroc, expected_error
from eval.intervals import SEED, Floats
from eval.metrics import clusters
from eval.questions import Case
from eval.systems import history_of
from rag.assistant import Assistant
from rag.decide import ANSWERS, is_doubtful, read_best
from rag.retrieve import look, retrieve
from rag.understand import understand
from rag.weigh import weigh

FOLDS = 5
RIDGE = 0.3
"""Pulls the weights towards 0, so that a feature that parts few questions cleanly does not get all the weight."""

SHARE = 0.75
"""Of the questions that people ask, this share has an answer here, as in dev: the tuning files hold more without."""

THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.52, 0.54, 0.56, 0.6, 0.65, 0.7)


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


def both(cases: Sequence[Case], evidence: Sequence[Mapping[str, float]]) -> tuple[Fit, Fit]:
    """The fit without what is read of the sentences, and the one with it, on the questions that can be read; its
    confidence is for all questions what the chat has before it reads what is surely answered (see `judged`,
    `eval.one_fact`)."""
    seen = calibrate(cases, [{name: one[name] for name in one if name != ANSWERS} for one in evidence])
    rows = np.flatnonzero(_is_read(evidence))
    places = rows.tolist()
    read = calibrate([cases[place] for place in places], [evidence[place] for place in places])
    confidence = seen.confidence.copy()
    counts = _counts(confidence, evidence)[rows]
    confidence[rows[counts]] = read.confidence[counts]
    return seen, replace(read, confidence=confidence)


def judged(evidence: Sequence[Mapping[str, float]], seen: Fit, read: Fit | None = None) -> Floats:
    """The confidence in each question: by the first fit, and where that is in doubt and sentences can be read, by the
    second, as `rag.decide.decide` does."""
    confidence = _chances(evidence, seen)
    if read is not None:
        second = _counts(confidence, evidence) & _is_read(evidence)
        confidence[second] = _chances([one for one, use in zip(evidence, second, strict=True) if use], read)
    return confidence


def _counts(confidence: Floats, evidence: Sequence[Mapping[str, float]]) -> NDArray[np.bool_]:
    """For each question whether what is read of it counts, as in `rag.decide.decide`."""
    each = zip(confidence, evidence, strict=True)
    return np.array([is_doubtful(float(chance), bool(one["follows"])) for chance, one in each], dtype=np.bool_)


def _is_read(evidence: Sequence[Mapping[str, float]]) -> NDArray[np.bool_]:
    return np.array([not np.isnan(one[ANSWERS]) for one in evidence], dtype=np.bool_)


def _chances(evidence: Sequence[Mapping[str, float]], found: Fit) -> Floats:
    rows = np.array([[one[name] for name in found.weights] for one in evidence]).reshape(-1, len(found.weights))
    return predict(rows, np.array([*found.weights.values(), found.bias]))


def folds_of(cases: Sequence[Case]) -> NDArray[np.int64]:
    """The fold of each question; questions about one entry are in one fold."""
    cluster = clusters(cases)
    fold_of = {name: place % FOLDS for place, name in enumerate(_shuffled(sorted(set(cluster.values()))))}
    return np.array([fold_of[cluster[case.id]] for case in cases])


def evidence_of(assistant: Assistant, case: Case) -> dict[str, float]:
    """What the assistant weighs for the question after its earlier turns; `ANSWERS` in any case, nan if unread."""
    question = understand(case.turns[-1], history_of(assistant, case), assistant)
    views = look(question, assistant)
    found = question, retrieve(question, views, assistant.index), views, assistant
    read = read_best(*found)
    return {**asdict(weigh(*found)), ANSWERS: np.nan if read is None else read}


def fit(features: Floats, label: Floats) -> Floats:
    """Weights and, last, the bias of a logistic regression with a ridge on the weights, by Newton's method (IRLS).

    Questions without an answer count less or more, so that they make up what `SHARE` leaves of all.
    """
    rows = np.column_stack([features, np.ones(len(features))])
    without = (label == 0).sum()
    worth = np.where(label == 1, 1.0, (1 - SHARE) / SHARE * (label == 1).sum() / max(without, 1))
    ridge = RIDGE * np.diag([1.0] * features.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (worth * (chance - label)) + ridge @ weights
        curve = rows.T @ (rows * (worth * chance * (1 - chance))[:, None]) + ridge
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
    yield f"Regression({dict((name, round(value, 2)) for name, value in found.weights.items())}, {found.bias:.2f})"
    yield from quality("five folds", cases, found.confidence)


def blind_lines(
    cases: Sequence[Case], evidence: Sequence[Mapping[str, float]], seen: Fit, read: Fit | None = None
) -> Iterator[str]:
    """The same figures for questions that nothing was fitted on, and whose failures nobody reads."""
    yield from quality("blind half", cases, judged(evidence, seen, read))


def quality(title: str, cases: Sequence[Case], confidence: Floats) -> Iterator[str]:
    """AUROC and calibration error, and the share of each type that each threshold would refuse."""
    label = np.array([float(case.answerable) for case in cases])
    usual = _usual(label)
    error = expected_error(confidence[usual], label[usual])
    yield f"{title}: AUROC {auroc(confidence, label):.3f}, ECE {error:.3f} ({SHARE:.0%} answerable)"
    kinds = ["answerable", *sorted({case.type for case in cases if not case.answerable})]
    kind_of = np.array(["answerable" if case.answerable else case.type for case in cases])
    yield f"{'refused at':12}" + "".join(f"{kind:>14}" for kind in kinds)
    for threshold in THRESHOLDS:
        shares = [float((confidence[kind_of == kind] < threshold).mean()) for kind in kinds]
        yield f"{threshold:<12}" + "".join(f"{share:14.3f}" for share in shares)


def _usual(label: Floats) -> NDArray[np.intp]:
    """Rows of all answerable questions, and of so many others that the share is the usual one."""
    with_answer, without = np.flatnonzero(label == 1), np.flatnonzero(label == 0)
    drawn = np.random.default_rng(SEED).permutation(without)[: round(len(with_answer) * (1 - SHARE) / SHARE)]
    return np.concatenate([with_answer, drawn])


def _shuffled(names: list[str]) -> list[str]:
    return [names[place] for place in np.random.default_rng(SEED).permutation(len(names))]
