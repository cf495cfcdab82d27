from collections import Counter

import pytest

from eval.one_fact import asked_of, evidence_of, lines
from eval.questions import Case
from rag.decide import ANSWERS, SO_FAR


@pytest.fixture(scope="module")
def asked(assistant):
    cases = [
        Case("a", "fact", ("Which metals does gettering keep away?",), True, (), ()),
        Case("b", "missing_fact", ("Who invented gettering?",), False, (), ()),
        Case("c", "fact", ("What is gettering?", "Which metals does it keep away?"), True, (), ()),
    ]
    return asked_of(cases, assistant)


def test_questions_without_a_history_and_both_of_each_held_back_twins_are_asked(asked):
    assert [one.text for one in asked if one.source == "questions"] == [
        "Which metals does gettering keep away?",
        "Who invented gettering?",
    ]
    counts = Counter(one.answerable for one in asked if one.source == "twins")
    assert counts[True] == counts[False] > 100


def test_only_what_looks_answered_and_is_for_one_fact_has_evidence(assistant):
    assert evidence_of(assistant, "What is gettering?") is None
    assert evidence_of(assistant, "Which planet has the most moons?") is None
    found = evidence_of(assistant, "Which consistency model do Java programs use?")
    assert found is not None and set(found) == {SO_FAR, ANSWERS} and found[SO_FAR] > 1 > found[ANSWERS]


def test_the_lines_have_the_weights_and_what_each_bias_refuses(asked, assistant):
    some = asked[-200:]
    found = list(lines(some, [evidence_of(assistant, one.text) for one in some]))
    assert found[0].startswith("Regression({'so far': ") and "'answers': " in found[0]
    assert found[1].split() == ["refused", "at", "a", "bias", "of", "twins"]
    refused = [int(line.split()[1]) for line in found[2:]]
    assert refused == sorted(refused, reverse=True) and refused[0] > 0
