"""Weights for the choice of sentences, fitted on question files: right is a sentence that has a vital fact."""

from collections.abc import Iterator, Sequence

import numpy as np

from eval.nuggets import found
from eval.questions import Case
from eval.systems import history_of
from eval.tune import Ranking, fit
from rag.assistant import Assistant
from rag.candidates import ENTRIES, WEIGHTS, with_signs
from rag.retrieve import look, retrieve
from rag.understand import understand


def quotable(assistant: Assistant, case: Case) -> Ranking | None:
    """The sentences of a question's hits with their signs, and for each vital fact which have it; None where none does
    or all do."""
    question = understand(case.turns[-1], history_of(assistant, case), assistant)
    views = look(question, assistant)
    pairs = list(with_signs(question, retrieve(question, views, assistant.index)[:ENTRIES], views, assistant))
    gold = {header for group in case.gold for header in group}
    facts = [
        [float(found(nugget, candidate.text) and candidate.entry.header in gold) for candidate, _ in pairs]
        for nugget in case.nuggets
        if nugget.vital
    ]
    facts = [fact for fact in facts if 0 < sum(fact) < len(fact)]
    if not facts:
        return None
    return Ranking(case, np.array([[signs[name] for name in WEIGHTS] for _, signs in pairs]), np.array(facts))


def lines(rankings: Sequence[Ranking]) -> Iterator[str]:
    """The constants to copy, and how often the first, one of the first three sentences has a fact, on two halves."""
    spread = np.concatenate([one.parts for one in rankings]).std(axis=0) + 1e-6
    scaled = [Ranking(one.case, one.parts / spread, one.groups) for one in rankings]
    weights = fit(scaled) / spread
    yield f"WEIGHTS = {dict((name, round(value, 1)) for name, value in zip(WEIGHTS, weights.tolist(), strict=True))}"
    halves = [scaled[0::2], scaled[1::2]]
    for number in (1, 3, 5):
        shares = [
            one.groups[:, np.argsort(-(one.parts @ learned), kind="stable")[:number]].any(axis=1).mean()
            for half, learned in zip(halves, (fit(halves[1]), fit(halves[0])), strict=True)
            for one in half
        ]
        yield f"first {number} sentences with a fact: {np.mean(shares):.3f} (each half by the weights of the other)"
