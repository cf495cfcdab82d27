import re

import numpy as np
import pytest

from eval.fit_verifier import FALSE_PASSES, Parts, _scores, lines, parts
from rag.rules.all import MEASURES, RULES


def test_weights_and_thresholds_are_printed_for_all_four_sets(index):
    some = parts(index)  # a few of each: all of them take minutes
    few = Parts(some.learnt[:60], some.held[:40], some.blind[:30], some.written[:30], some.even[:30])
    found = list(lines(index, few))
    assert found[0].count("  ") == len(RULES) + len(MEASURES) + 3
    assert found[1].startswith("rules ")
    assert [line.split(":")[0] for line in found[2:6]] == ["held back", "blind", "blind, written", "even"]
    assert len(found) == 7 + len(FALSE_PASSES)
    assert re.fullmatch(r"as it is: held back F1 [01]\.\d{3} FP [01]\.\d{3}, blind F1 .*, even F1 .*", found[-1])


def test_what_the_rules_or_the_very_words_decide_is_left_to_no_model():
    facts = np.array([[-np.inf, 9.0], [np.inf, -9.0], [0.0, 2.0], [0.0, -2.0]])
    never, always, likely, hardly = _scores(facts, np.array([1.0, 1.0, 0.0]))
    assert (never, always) == (0.0, 1.0)
    assert likely == pytest.approx(1 - hardly) and 0.5 < likely < 1
