import numpy as np
import pytest

from eval.tune import Ranking, fit, lines, ranking_of
from rag.retrieve import WEIGHTS
from tests.eval_fakes import assistant_of, case_of


def rankings(count=60, weights=(3.0, 0.0)):
    """Questions with six candidates, one of which is drawn as gold by the softmax of two weighted parts."""
    chance = np.random.default_rng(5)
    made = []
    for n in range(count):
        parts = chance.normal(size=(6, 2))
        powers = np.exp(parts @ np.array(weights))
        gold = np.zeros((1, 6))
        gold[0, chance.choice(6, p=powers / powers.sum())] = 1.0
        kind = "paraphrase" if n % 2 else "definition"
        made.append(Ranking(case_of(f"q{n}", kind, gold=((f"e{n}",),)), parts, gold))
    return made


def test_the_weights_that_made_the_choices_are_found_again():
    found = fit(rankings(2000))
    assert found[0] == pytest.approx(3, abs=0.4)
    assert found[1] == pytest.approx(0, abs=0.2)


def test_cleanly_parted_candidates_get_a_finite_weight():
    parted = [Ranking(case_of(), np.array([[0.0], [1.0]]), np.array([[0.0, 1.0]]))]
    assert 0 < fit(parted)[0] < 20


def test_a_question_whose_entry_is_no_candidate_teaches_nothing():
    some = rankings(40)
    lost = Ranking(case_of("lost"), np.ones((6, 2)), np.zeros((1, 6)))
    assert fit([*some, lost]) == pytest.approx(fit(some))


def test_the_same_questions_give_the_same_weights():
    assert fit(rankings()).tolist() == fit(rankings()).tolist()


def test_the_lines_give_constants_and_what_each_part_is_worth():
    found = list(lines(rankings(), ("good", "noise")))
    assert found[0].startswith("WEIGHTS = {'good': ")
    assert found[1].split()[:4] == ["parts", "log", "loss", "hit@1"]
    rows = {line[:20].strip(): [float(cell) for cell in line[20:].split()] for line in found[2:]}
    assert set(rows) == {"all", "without good", "without noise"}
    assert rows["without good"][0] > rows["all"][0] + 0.3
    assert rows["without good"][1] < rows["all"][1]
    assert rows["without noise"][0] == pytest.approx(rows["all"][0], abs=0.1)


def test_a_questions_candidates_come_with_its_gold_groups():
    case = case_of(gold=(("drift,ml", "drift detection"), ("kiln,ceramics",)))
    ranking, names = ranking_of(assistant_of(), case)
    assert names == tuple(WEIGHTS)
    assert ranking.parts.shape == (3, len(WEIGHTS))
    assert ranking.groups.tolist() == [[1, 1, 0], [0, 0, 1]]


def test_earlier_turns_are_heard():
    alone, _ = ranking_of(assistant_of(), case_of(turns=("How hot does it get?",)))
    after, _ = ranking_of(assistant_of(), case_of(turns=("What is a kiln?", "How hot does it get?")))
    assert after.parts[:, 0].argmax() == 2
    assert not np.allclose(alone.parts, after.parts)
