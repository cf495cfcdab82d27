import numpy as np
import pytest
from safetensors.numpy import save_file

from eval.judge_model import JudgeModel, Schedule, learnt_by, logits, read, train
from eval.verifier import Pair
from index.weights import map_tensors
from rag.judge import ANSWER, CLAIM, Judge
from rag.smollm2 import convert, supplied_gguf
from rag.smollm2_adapter import learnt_of

KILN = "A kiln is an oven that bakes clay tiles at 900 degrees."
PAIRS = [
    Pair("a", "Kilns bake clay.", KILN, "Kiln", True),
    Pair("b", "Lamps mark the shore.", "A tarn lantern marks the shore of a lake.", "Tarn lantern", True),
    Pair("c", "A kiln freezes clay.", KILN, "Kiln", False),
    Pair("d", "Clay tiles are baked at 900 degrees in a kind of oven, which is called a kiln.", KILN, "Kiln", True),
    Pair("e", "Tiles are baked at 90 degrees.", KILN, "Kiln", False),
]
QUICK = Schedule(epochs=20, rate=1e-3)


@pytest.fixture(scope="module")
def trained():
    """A model before and after it has learnt five pairs by heart."""
    pytest.importorskip("peft", reason="the extra train is not installed")
    model = JudgeModel()
    before = logits(model, read(PAIRS, CLAIM))
    told = list(train(model, {CLAIM: PAIRS}, QUICK))
    return model, before, told


def test_statements_about_one_text_share_a_row_in_their_order():
    rows = read(PAIRS, CLAIM)
    assert [row.places for row in rows] == [[0, 2, 3, 4], [1]]
    assert [row.places for row in read(PAIRS[:1] * 10, CLAIM)] == [list(range(8)), [8, 9]]
    assert rows[0].size == len(rows[0].text) + sum(len(one) for one in rows[0].statements)


def test_questions_are_counted_on_from_where_they_are_told_to_and_asked_otherwise():
    claims, questions = read(PAIRS, CLAIM), read(PAIRS, ANSWER, len(PAIRS))
    assert [row.places for row in questions] == [[5, 7, 8, 9], [6]]
    assert claims[0].text != questions[0].text and claims[0].statements[0][-3:] == questions[0].statements[0][-3:]


def test_a_statement_is_read_as_if_it_were_alone(trained):
    model = trained[0]
    alone = [logits(model, read([pair], CLAIM))[0] for pair in PAIRS]
    assert logits(model, read(PAIRS, CLAIM)) == pytest.approx(alone, abs=0.3)  # bf16, sums of another length
    assert np.ptp(alone) > 2


def test_what_is_taught_is_learnt(trained):
    model, before, told = trained
    labels = np.array([pair.supported for pair in PAIRS])
    after = logits(model, read(PAIRS, CLAIM))
    assert after[labels].min() > after[~labels].max()
    assert not before[labels].min() > before[~labels].max()
    assert told[-1].startswith("step 20 of 20, loss ")


def test_the_rate_rises_and_falls_to_nothing():
    rates = [Schedule(rate=1.0).rate_at(step, 120) for step in range(1, 121)]
    assert rates[9] == max(rates) and rates[0] == pytest.approx(0.1) and 0 < rates[-1] < 0.02


def test_what_is_exported_says_what_the_trained_model_says(trained, tmp_path):
    model = trained[0]
    save_file(learnt_by(model), tmp_path / "judge.safetensors")
    learnt = map_tensors(tmp_path / "judge.safetensors")
    convert(supplied_gguf(), tmp_path / "made", lambda name: learnt_of(name, learnt))
    judge = Judge(tmp_path / "made", learnt)
    said = [judge.logit(pair.claim, pair.evidence, pair.header) for pair in PAIRS]
    assert said == pytest.approx(logits(model, read(PAIRS, CLAIM)), abs=0.4)  # of a span of several, by bf16 and 8 bits
