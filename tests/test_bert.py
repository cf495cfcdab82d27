"""Held against transformers, on a small BERT with weights of chance."""

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from index.bert import NumpyEncoder, depth
from index.weights import Tensors, adapted


@pytest.fixture(scope="module")
def model() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=48, num_attention_heads=12, num_hidden_layers=2, intermediate_size=96, vocab_size=50
    )
    return BertModel(config).eval()


@pytest.fixture(scope="module")
def tensors(model: BertModel) -> Tensors:
    # Weights as they come are so small that every layer hardly changes its input.
    state = {
        name: tensor * 5 if name.endswith("dense.weight") else tensor for name, tensor in model.state_dict().items()
    }
    model.load_state_dict(state)
    return {name: tensor.numpy() for name, tensor in state.items()}


def test_the_last_layer_is_that_of_the_library(model: BertModel, tensors: Tensors) -> None:
    ids = np.array([[1, 7, 9, 4, 2], [1, 8, 2, 0, 0]])
    mask = np.array([[True] * 5, [True] * 3 + [False] * 2])
    places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    inputs = tensors["embeddings.word_embeddings.weight"][ids] + places[:5]
    found = NumpyEncoder(tensors)(inputs, mask)
    with torch.no_grad():
        expected = model(torch.tensor(ids), attention_mask=torch.tensor(mask, dtype=torch.long)).last_hidden_state
    assert found.dtype == np.float32
    assert found[mask] == pytest.approx(expected.numpy()[mask], abs=1e-5)
    assert np.abs(expected.numpy()[mask] - inputs[mask]).max() > 0.5


def test_texts_in_one_row_that_see_only_themselves_are_as_if_alone(tensors: Tensors) -> None:
    encoder, inputs = NumpyEncoder(tensors), np.random.default_rng(1).normal(size=(1, 7, 48)).astype(np.float32)
    owner = np.array([0, 0, 0, 1, 1, 1, 1])
    together = encoder(inputs, (owner[:, None] == owner)[None])
    for text in (0, 1):
        own = inputs[:, owner == text]
        alone = encoder(own, np.ones(own.shape[:2], dtype=np.bool_))
        assert together[:, owner == text] == pytest.approx(alone, abs=1e-5)


def test_the_layers_are_counted(tensors: Tensors) -> None:
    assert depth(tensors) == 2


def test_an_adapter_beside_the_weights_is_as_one_added_to_them(tensors: Tensors) -> None:
    random = np.random.default_rng(0)
    adapter: dict[str, np.ndarray] = {}
    for name in ("attention.self.query", "intermediate.dense"):
        rows, columns = tensors[f"encoder.layer.1.{name}.weight"].shape
        adapter[f"encoder.layer.1.{name}.weight.up"] = random.normal(size=(rows, 3)).astype(np.float16)
        adapter[f"encoder.layer.1.{name}.weight.down"] = random.normal(size=(3, columns)).astype(np.float16)
    inputs, mask = random.normal(size=(1, 6, 48)).astype(np.float32), np.ones((1, 6), dtype=np.bool_)
    beside, added = NumpyEncoder(tensors, adapter), NumpyEncoder(adapted(tensors, adapter))
    assert beside(inputs, mask) == pytest.approx(added(inputs, mask), abs=1e-4)
    assert np.abs(beside(inputs, mask) - NumpyEncoder(tensors)(inputs, mask)).max() > 0.1
