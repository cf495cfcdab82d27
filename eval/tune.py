"""Weights for the ranking of entries, fitted on question files, and what each part of the score is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.calibrate import folds_of
from eval.intervals import Floats
from eval.questions import Case
from eval.systems import history_of
from rag.assistant import Assistant
from rag.retrieve import candidates, look
from rag.understand import understand

RIDGE = 5e-3
STEPS = 400


@dataclass(frozen=True, eq=False)
class Ranking:
    """One question's candidates: `parts` (candidates, parts), and for each gold group which candidates are in it."""

    case: Case
    parts: Floats
    groups: Floats


def ranking_of(assistant: Assistant, case: Case) -> tuple[Ranking, tuple[str, ...]]:
    """The candidates of an answerable question after its earlier turns, and the names of the parts."""
    question = understand(case.turns[-1], history_of(assistant, case), assistant)
    rows, parts = candidates(question, look(question, assistant), assistant.index)
    headers = [entry.header for entry in assistant.index.entries.values()]
    groups = [[float(headers[row] in group) for row in rows] for group in case.gold]
    return Ranking(case, np.stack(list(parts.values()), axis=1), np.array(groups)), tuple(parts)


def fit(rankings: Sequence[Ranking]) -> Floats:
    """Weights under which the gold entries are likeliest: a softmax over each question's candidates (ListNet's top one,
    Cao et al. 2007) with a ridge, by Adam's gradient steps."""
    width = rankings[0].parts.shape[1]
    weights, mean, square = np.zeros(width), np.zeros(width), np.zeros(width)
    wanted = [(one.parts, group) for one in rankings for group in one.groups if group.any()]
    for step in range(1, STEPS + 1):
        slope = 2 * RIDGE * weights
        for parts, group in wanted:
            chance = _softmax(parts @ weights)
            right = chance * group
            slope += parts.T @ (chance - right / max(right.sum(), 1e-12)) / len(wanted)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return weights


def lines(rankings: Sequence[Ranking], names: Sequence[str]) -> Iterator[str]:
    """The constants to copy; the ranking on folds not seen, with all parts and without each of them."""
    weights = dict(zip(names, fit(rankings).tolist(), strict=True))
    yield f"WEIGHTS = {dict((name, round(value, 2)) for name, value in weights.items())}"
    yield f"{'parts':20}{'log loss':>10}{'hit@1':>8}{'all@5':>8}{'paraphrase':>12}{'all@5':>8}"
    yield _line("all", rankings, range(len(names)))
    for left in range(len(names)):
        yield _line(f"without {names[left]}", rankings, [part for part in range(len(names)) if part != left])


def _line(name: str, rankings: Sequence[Ranking], parts: Sequence[int]) -> str:
    chosen = [Ranking(one.case, one.parts[:, list(parts)], one.groups) for one in rankings]
    folds = folds_of([one.case for one in rankings])
    found: dict[str, tuple[float, bool, bool]] = {}
    for fold in sorted(set(folds.tolist())):
        weights = fit([one for one, place in zip(chosen, folds, strict=True) if place != fold])
        for one, place in zip(chosen, folds, strict=True):
            if place == fold:
                found[one.case.id] = _judged(one, weights)
    described = [values for one in chosen if one.case.type == "paraphrase" for values in [found[one.case.id]]]
    loss, first, five = np.mean(list(found.values()), axis=0)
    _, first_described, five_described = np.mean(described, axis=0) if described else (0.0, 0.0, 0.0)
    return f"{name:20}{loss:10.4f}{first:8.3f}{five:8.3f}{first_described:12.3f}{five_described:8.3f}"


def _judged(one: Ranking, weights: Floats) -> tuple[float, bool, bool]:
    scores = one.parts @ weights
    chance, order = _softmax(scores), np.argsort(-scores, kind="stable")
    loss = float(np.mean([-np.log(max((chance * group).sum(), 1e-12)) for group in one.groups]))
    return loss, bool(one.groups[:, order[0]].any()), bool(one.groups[:, order[:5]].any(axis=1).all())


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())
