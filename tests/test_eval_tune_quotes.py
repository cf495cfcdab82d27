import re

import numpy as np
import pytest

from eval.questions import Nugget
from eval.tune import Ranking
from eval.tune_quotes import lines, quotable
from rag.candidates import WEIGHTS
from tests.eval_fakes import assistant_of, case_of

DETECTION = {"turns": ("What is drift detection?",), "gold": (("drift detection",),)}


def rankings(count=200):
    """Six sentences a question; the one with the greatest first sign has the fact, the other signs say nothing."""
    chance = np.random.default_rng(7)
    made = []
    for n in range(count):
        parts = chance.normal(size=(6, len(WEIGHTS)))
        fact = np.zeros((1, 6))
        fact[0, parts[:, 0].argmax()] = 1.0
        made.append(Ranking(case_of(f"q{n}"), parts, fact))
    return made


def test_the_sentence_with_the_fact_is_marked_and_has_all_signs():
    ranking = quotable(assistant_of(), case_of(match=(("compares two windows",),), **DETECTION))
    assert ranking.parts.shape[1] == len(WEIGHTS)
    assert ranking.groups.shape == (1, len(ranking.parts))
    assert ranking.groups.sum() == 1


def test_a_fact_counts_only_in_an_entry_of_the_gold():
    case = case_of(match=(("oven for clay",),), **DETECTION)
    assert quotable(assistant_of(), case) is None


def test_facts_that_are_not_vital_teach_nothing():
    nuggets = (Nugget("aside", False, (("compares two windows",),)),)
    assert quotable(assistant_of(), case_of(nuggets=nuggets, **DETECTION)) is None


def test_each_vital_fact_has_a_row():
    texts = ("compares two windows", "no alarm below", "not in the text")
    nuggets = tuple(Nugget(text, True, ((text,),)) for text in texts)
    ranking = quotable(assistant_of(), case_of(nuggets=nuggets, **DETECTION))
    assert ranking.groups.sum(axis=1).tolist() == [1, 1]


def test_the_lines_give_constants_and_how_often_the_first_sentences_have_a_fact():
    found = list(lines(rankings()))
    weights = dict(re.findall(r"'([\w ]+)': (-?[\d.]+)", found[0]))
    assert list(weights) == list(WEIGHTS)
    first, *others = (float(weight) for weight in weights.values())
    assert first > 5 * max(map(abs, others))
    shares = [float(re.search(r": ([\d.]+)", line)[1]) for line in found[1:]]
    assert [line.split()[1] for line in found[1:]] == ["1", "3", "5"]
    assert shares == sorted(shares)
    assert shares[0] > 0.7


def test_the_scale_of_a_sign_does_not_matter():
    some = rankings()
    scaled = [Ranking(one.case, one.parts * 10, one.groups) for one in some]
    assert list(lines(some))[1:] == list(lines(scaled))[1:]
    one, ten = (
        np.array([float(weight) for weight in re.findall(r": (-?[\d.]+)", next(lines(made)))])
        for made in (some, scaled)
    )
    assert ten == pytest.approx(one / 10, abs=0.06)
