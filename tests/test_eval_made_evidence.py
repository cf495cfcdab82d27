from random import Random

import pytest

from eval.made_evidence import FACTS, NONE, TASK, Exercise, Shelf, examples, exercises, lessons_of, made_up, prompt
from eval.made_pairs import is_blind
from eval.restatements import restatements, vocabulary_of

SHARE = 0.1
GIVEN = Exercise(
    "kiln",
    "How hot is the kiln for 318 tiles?",
    ("Kiln: Colour: white clay", "Kiln: Kiln heat: 318 tiles at once"),
    (1,),
    "Its kiln heat is 318 tiles at once.",
)


@pytest.fixture(scope="module")
def shelf(assistant):
    return Shelf.of(assistant, blind=False)


@pytest.fixture(scope="module")
def given(shelf):
    return exercises(shelf, 7, SHARE)


def test_each_kind_has_its_share_and_every_exercise_as_many_facts(given):
    right = [len(one.right) for one in given]
    assert (right.count(1), right.count(2), right.count(0)) == (100, 30, 70)
    # Else the number of facts would tell whether one of them answers.
    assert all(len(set(one.facts)) == FACTS for one in given)
    assert {place for one in given for place in one.right} == set(range(FACTS))


def test_a_reply_restates_the_facts_that_answer_and_nothing_else(given):
    restated = {one.fact: one.restated for one in restatements()}
    for one in given:
        told = [restated[one.facts[place].partition(": ")[2]] for place in one.right]
        assert one.reply == (" ".join(told) or NONE)


def test_nothing_is_learnt_of_blind_entries_and_all_is_tried_on_them(given, shelf, assistant):
    blind = exercises(Shelf.of(assistant, blind=True), 7, SHARE)
    for own, expected in ((given, False), (blind, True)):
        assert all(is_blind(one.entry_id) == expected for one in own)
    told = {f"{one.entry.term}: {one.text}" for one in shelf.by_row.values() if not is_blind(one.entry.id)}
    assert {fact for one in given for fact in one.facts} <= told


def test_the_same_seed_makes_the_same_exercises(given, shelf):
    assert exercises(shelf, 7, SHARE) == given != exercises(shelf, 8, SHARE)


def test_what_is_made_up_is_changed_alike_in_question_facts_and_reply():
    words = vocabulary_of(restatements())
    found = [made_up(GIVEN, words, Random(seed)) for seed in range(20)]
    assert len({one.reply for one in found}) > 10
    for one in found:
        fact = one.facts[1].partition(": ")[2]
        assert one.right == (1,) and one.reply == f"Its {fact[0].lower()}{fact[1:]}".replace(":", " is") + "."
        assert "318" not in " ".join((one.question, *one.facts, one.reply))


def test_made_up_things_do_not_tell_whether_there_is_an_answer(shelf):
    known = {one.question for one in exercises(shelf, 0)}
    learnt = lessons_of(shelf, 0)
    for answered in (True, False):
        own = [one for one in learnt if bool(one.right) == answered]
        assert 0.25 < sum(one.question not in known for one in own) / len(own) < 0.55


def test_a_prompt_has_question_and_facts_on_a_line_each():
    system, asked = prompt("How\nhot?", ["Kiln: a\nb", "Kiln: c"])
    assert system == {"role": "system", "content": TASK}
    assert asked["content"] == "Question: How hot?\n1. Kiln: a b\n2. Kiln: c"


def test_the_examples_show_an_answer_and_a_refusal():
    replies = [message["content"] for message in examples() if message["role"] == "assistant"]
    assert len(replies) == 2 and replies[1] == NONE != replies[0]
