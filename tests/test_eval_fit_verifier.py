import numpy as np

from eval.fit_verifier import FALSE_PASSES, Parts, _facts, lines, parts
from rag.rules.all import MEASURES, RULES


def test_weights_and_thresholds_are_printed_for_all_four_sets(index):
    some = parts(index)  # a few of each: all of them take minutes
    few = Parts(some.learnt[:60], some.held[:40], some.blind[:30], some.written[:30], some.even[:30])
    found = list(lines(index, few))
    assert found[0].count("  ") == len(RULES) + len(MEASURES) + 3
    assert found[1].startswith("rules ")
    assert [line.split(":")[0] for line in found[2:6]] == ["held back", "blind", "blind, written", "even"]
    assert len(found) == 6 + len(FALSE_PASSES)


def test_claims_near_their_evidence_are_those_without_a_broken_rule_or_a_strange_word():
    count = len(RULES) + len(MEASURES)
    near, broken, strange = (np.zeros(count + 3) for _ in range(3))
    broken[0], strange[-2] = 1.0, 0.5
    facts = _facts(np.array([near, broken, strange]), np.zeros(count + 4), np.array([2.0, 2.0, 2.0]))
    assert facts[:, 2].tolist() == [1.0, 0.0, 0.0]
    assert facts[:, 3].tolist() == [2.0, 0.0, 0.0]
