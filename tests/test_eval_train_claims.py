import numpy as np
import pytest

from eval.cross_encoder import CrossEncoder, logits, low_rank, read
from eval.verifier import Pair
from index.bert import NumpyEncoder
from index.embed import model_folder
from index.weights import adapted, map_tensors
from rag.cross_encoder import CrossEncoder as Small


def test_what_is_exported_says_what_the_trained_model_says():
    model, folder = CrossEncoder(), model_folder()
    for name, weights in model.named_parameters():
        if weights.requires_grad:
            weights.data += 0.01 * weights.data.sin() if "query" in name else 0.0
    base = map_tensors(folder / "model.safetensors")
    adapter = {name: value.astype(np.float32) for name, value in low_rank(model, base, 384).items()}
    pair = Pair("a", "Kilns are hot.", "A kiln is a hot oven.", "Kiln")
    small = Small(folder, base, adapter, NumpyEncoder(adapted(base, adapter)))
    trained = logits(model, read([pair]))[0]
    assert small.logit(pair.claim, pair.evidence, "Kiln") == pytest.approx(trained, abs=0.02)
