import numpy as np
import pytest

from eval.judge_model import JudgeModel, learnt_by
from eval.train_judge import Lessons, lessons, taught
from eval.verifier import Pair
from index.weights import map_tensors
from rag.judge import ANSWER, CLAIM, JUDGE
from tests.test_eval_judge_model import KILN, PAIRS

ASKED = [
    Pair("a", "How hot is a kiln?", KILN, "Kiln", True),
    Pair("b", "Who built the first kiln?", KILN, "Kiln", False),
]


def test_what_is_filed_lies_between_what_was_learnt_first_and_last_in_the_form_of_the_shipped_one(tmp_path):
    pytest.importorskip("peft", reason="the extra train is not installed")
    model, out = JudgeModel(), tmp_path / "judge.safetensors"
    told = list(taught({CLAIM: Lessons(PAIRS, PAIRS), ANSWER: Lessons(ASKED, ASKED)}, model, out))
    assert told[0] == "Statement: 5 pairs, Question: 2 pairs"
    assert [line.split(":")[0] for line in told[-2:]] == ["Statement", "Question"]
    found, last, shipped = map_tensors(out), learnt_by(model), map_tensors(JUDGE)
    assert {name: value.shape for name, value in found.items()} == {n: value.shape for n, value in shipped.items()}
    assert not np.array_equal(found["head.weight"], last["head.weight"])
    assert np.abs(found["head.weight"] - last["head.weight"]).max() < 0.01


def test_of_both_tasks_there_is_something_to_learn_and_something_held_back(assistant):
    given = lessons(assistant)
    assert {task: len(some.learnt) > 5_000 < 10 * len(some.held) for task, some in given.items()} == {
        CLAIM: True,
        ANSWER: True,
    }
    for some in given.values():
        assert not {(one.claim, one.evidence) for one in some.learnt} & {(one.claim, one.evidence) for one in some.held}
