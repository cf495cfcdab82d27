from eval.selftest import DAMAGE, lines, reference_claims, selftest
from tests.eval_fakes import case_of, index_of

CASES = [
    case_of("q1", match=(("change", "40 percent"),)),
    case_of("q2", gold=(("drift detection",), ("kiln,ceramics",)), match=(("two windows",),)),
    case_of("q3", "off_topic", gold=(), answerable=False),
]


def test_a_reference_answer_quotes_the_facts_and_every_gold_group():
    assert [claim["text"] for claim in reference_claims(CASES[0], index_of())] == [
        "Drift is a change of the data.",
        "It was found in 40 percent of models.",
    ]
    assert [claim["text"] for claim in reference_claims(CASES[1], index_of())] == [
        "Drift detection compares two windows.",
        "A kiln is an oven for clay.",
    ]


def test_right_answers_score_and_all_damage_is_caught():
    outcome = selftest(CASES, index_of())
    assert set(outcome.reference.values()) == {1.0}
    assert outcome.caught == {
        "number changed": (1, 1),
        "negation": (2, 2),
        "wrong entry cited": (2, 2),
        "sentence added": (2, 2),
    }
    assert outcome.passed and not outcome.missed
    assert len(list(lines(outcome))) == 5 + len(DAMAGE)


def test_a_fact_that_no_entry_states_fails_the_test():
    outcome = selftest([case_of(match=(("nowhere",),))], index_of())
    assert outcome.reference["strict"] == 0
    assert not outcome.passed
