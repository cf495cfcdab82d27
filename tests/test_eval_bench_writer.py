from dataclasses import replace

from eval.bench.writer import _a_word, _answers, _together
from tests.rag_fakes import with_writer


def test_a_word_costs_its_share_of_the_reply():
    assert _a_word("a b", lambda fact: f"{fact} c d") > 0
    assert _a_word("a", lambda fact: "") > 0, "no words are no division by zero"


def test_users_at_once_are_measured_in_whole_rounds(assistant):
    _, writer = with_writer(assistant, lambda fact: f"{fact}\n")
    found = _together([f"fact {n}" for n in range(20)], writer)
    assert found.count == 2 and found.median > 0


def test_refused_questions_do_not_count_as_fast_answers(assistant):
    writing, _ = with_writer(assistant, lambda fact: f"{fact}\n")
    measures = list(_answers(["What is gettering?", "What is the capital of France?"], replace(writing)))
    assert [one.ours.count for one in measures] == [1, 1]
    assert 0 < measures[0].ours.median <= measures[1].ours.median
