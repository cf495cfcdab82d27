import numpy as np
import pytest
import torch

from eval.question_encoder import LowRank, QuestionEncoder
from index.bert import NumpyEncoder
from index.embed import DEFAULT, model_folder
from index.minilm import Encoders, MiniLM
from index.weights import adapted, map_tensors

TEXTS = ["What is gettering?", "why do slopes blow up in deep nets"]


@pytest.fixture(scope="module")
def model():
    return QuestionEncoder()


def run(adapter):
    """The texts through the encoder that the product has, with an adapter."""
    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    encoder = NumpyEncoder(adapted(tensors, adapter))
    both = Encoders(documents=lambda: encoder, questions=lambda: encoder)
    return MiniLM(DEFAULT, folder, tensors, both).embed_questions(TEXTS)


def test_before_it_learns_it_is_the_model_itself(model):
    with torch.no_grad():
        encoded = model(TEXTS)
    vectors, tokens = run({})
    assert np.allclose(encoded.vectors.numpy(), vectors, atol=1e-5)
    for own, content, words in zip(encoded.pieces, encoded.content, tokens, strict=True):
        assert np.allclose(own[content].numpy(), words, atol=1e-5)


def test_what_is_learnt_is_low_rank_products_alone(model):
    learnt = [name for name, weights in model.named_parameters() if weights.requires_grad]
    assert learnt and all(name.endswith((".up", ".down")) for name in learnt)
    assert len(learnt) == 2 * 6 * 6


def test_what_is_exported_reads_as_the_trained_model_does():
    moved = QuestionEncoder()
    torch.manual_seed(0)
    for part in moved.modules():
        if isinstance(part, LowRank):
            part.up.data += 0.05 * torch.randn_like(part.up)
    with torch.no_grad():
        trained = moved(TEXTS).vectors.numpy()
    exported, _ = run(moved.adapter())
    assert np.allclose(exported, trained, atol=2e-3)
    assert not np.allclose(exported, run({})[0], atol=2e-2)
