import pytest

from eval.questions import Nugget
from eval.validate import validate
from tests.eval_fakes import BODIES, case_of, entries, split_of

LONG = "please tell me in as few plain words as you can what drift means"


def problems(*splits, texts=None):
    return validate([split_of(cases, f"{n}.jsonl") for n, cases in enumerate(splits)], entries(), texts or {})


def test_sound_questions_have_no_problems():
    assert (
        problems([case_of("q1")], [case_of("q2", gold=(("kiln,ceramics",),), match=(("oven",),), turns=("Hot?",))])
        == []
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "riddle"}, "type 'riddle' is none of"),
        ({"kind": "off_topic"}, "answerable is True in a question of type off_topic"),
        ({"gold": ()}, "needs gold entries and a vital nugget"),
        ({"gold": (("drift,ml",), ())}, "a gold group is empty"),
        ({"gold": (("drift,ml", "Drift,ml"),)}, "no entry has the header 'Drift,ml'"),
        ({"match": (("oven",),)}, "nugget 'the fact' is in no gold entry"),
        ({"match": (("Change of the data",),)}, "must be in lower case"),
        ({"match": (("drift",),)}, "is in the question itself"),
    ],
)
def test_each_fault_of_a_question_is_named_with_file_and_id(change, words):
    found = problems([case_of("q7", **change)])
    assert any(problem.startswith("0.jsonl: q7: ") and words in problem for problem in found)


def test_an_alternative_in_an_earlier_turn_counts_as_said():
    found = problems([case_of(turns=("I saw a change of the data.", "What is that?"))])
    assert [problem.split(": ")[2] for problem in found] == ["nugget 'the fact'"]


def test_nuggets_of_a_question_without_answer_are_refused():
    nuggets = (Nugget("fact", True, (("oven",),)),)
    found = problems([case_of("q1", "near_miss", gold=(), answerable=False, nuggets=nuggets)])
    assert len(found) == 1 and "has nuggets; take them out" in found[0]


def test_no_entry_is_gold_in_two_splits():
    found = problems([case_of("q1")], [case_of("q2", turns=("Why do numbers move?",))])
    assert found == ["1.jsonl: q2: 'drift' is gold in 0.jsonl (q1) too; keep it in one"]


def test_nearly_the_same_question_in_two_splits_is_found():
    one = case_of("q1", "off_topic", gold=(), answerable=False, turns=("How long do I roast a chicken?",))
    two = case_of("q2", "off_topic", gold=(), answerable=False, turns=("How long should a chicken roast?",))
    assert len(problems([one], [two])) == 1
    assert "nearly the same as q1" in problems([one], [two])[0]


def test_a_question_that_stands_in_a_prompt_or_in_an_entry_has_leaked():
    case = case_of("q1", turns=(LONG,))
    assert problems([case]) == []
    assert problems([case], texts={"write.py": f"EXAMPLES = ({LONG})"}) == []
    found = problems([case], texts={"write.py": f"Example: {LONG} ."})
    assert found == ["0.jsonl: q1: shares 13 words in a row with write.py; word it differently"]
    copied = problems([case_of("q1", turns=(f"{BODIES['drift,ml']} Right?",), match=(("a change of the data.",),))])
    assert any("shares 13 words in a row with the entry 'drift,ml'" in problem for problem in copied)
