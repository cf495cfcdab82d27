import numpy as np
import pytest

from eval.cross_encoder import CrossEncoder, Schedule, begun_with, label_of, logits, read, train
from eval.train_claims import CLAIMS
from eval.verifier import Pair
from index.embed import model_folder
from index.weights import map_tensors
from rag.cross_encoder import load_cross_encoder

TRUE = Pair("a", "Kilns are hot.", "A kiln is a hot oven.", "Kiln", True)
WRONG = Pair("b", "Kilns are cold.", "A kiln is a hot oven.", "Kiln", False)


@pytest.fixture(scope="module")
def texts():
    return read([TRUE, WRONG])


def test_evidence_and_claim_are_read_as_two_sides(texts):
    ids, sides = texts[0]
    assert ids[0] == 101 and ids[-1] == 102 and ids.count(102) == 2
    assert sides == sorted(sides) and sides.count(1) == len(ids) - ids.index(102) - 1


def test_labels_are_learnt_from_few_pairs(texts):
    model = CrossEncoder()
    labels, many = [label_of(pair) for pair in (TRUE, WRONG)] * 16, [*texts] * 16
    lines = list(train(model, labels, many, Schedule(epochs=12, rate=3e-4, seed=0, batch=8)))
    said = logits(model, texts)
    assert said[0] > 1.5 and said[1] < -1.5
    assert lines[-1].startswith("step 48 of 48")


def test_a_label_may_be_a_probability(texts):
    model = CrossEncoder()
    list(train(model, [0.7, 0.4] * 8, [*texts] * 8, Schedule(epochs=9, rate=3e-4, seed=0, batch=8)))
    assert 1 / (1 + np.exp(-logits(model, texts))) == pytest.approx([0.7, 0.4], abs=0.1)


def test_models_differ_by_their_seeds_alone(texts):
    assert logits(CrossEncoder(), texts) == pytest.approx(logits(CrossEncoder(0), texts))
    assert abs(logits(CrossEncoder(0), texts) - logits(CrossEncoder(1), texts)).max() > 0.01


def test_a_stage_can_end_early(texts):
    assert list(train(CrossEncoder(), [0.9, 0.1], texts, Schedule(epochs=99, rate=0.0, seed=0, steps=1))) == []


def test_the_order_of_texts_does_not_matter(texts):
    model = CrossEncoder()
    assert np.allclose(logits(model, texts), logits(model, texts[::-1])[::-1], atol=1e-4)


def test_a_model_that_begins_with_an_adapter_says_what_the_adapted_one_says(texts):
    model = CrossEncoder()
    begun_with(model, map_tensors(model_folder() / "model.safetensors"), map_tensors(CLAIMS))
    small = load_cross_encoder(CLAIMS, few=True)
    said = [small.logit(pair.claim, pair.evidence, "Kiln") for pair in (TRUE, WRONG)]
    assert logits(model, texts) == pytest.approx(said, abs=0.02)
