import numpy as np
import pytest

from index.bert import NumpyEncoder
from index.embed import model_folder
from index.weights import adapted, map_tensors
from rag.cross_encoder import CLAIMS, CrossEncoder, load_cross_encoder

EVIDENCE = "When the draft is accurate, several tokens are accepted in one pass."


@pytest.fixture(scope="module")
def entailment():
    return load_cross_encoder(CLAIMS)


@pytest.mark.parametrize(
    ("true", "wrong"),
    [
        (
            "Several tokens are accepted by one pass when the draft is right.",
            "Several tokens are rejected by one pass when the draft is right.",
        ),
        (
            "A correct draft lets one pass accept several tokens.",
            "A correct draft makes one pass reject several tokens.",
        ),
    ],
)
def test_a_rewording_follows_sooner_than_its_opposite(entailment, true, wrong):
    assert entailment.logit(true, EVIDENCE, "Decoding") > entailment.logit(wrong, EVIDENCE, "Decoding") + 1


def test_the_same_texts_give_the_same_number(entailment):
    assert len({entailment.logit("Drafts are short.", EVIDENCE, "Decoding") for _ in range(3)}) == 1


def test_what_is_too_long_to_be_read_whole_never_follows(entailment):
    assert entailment.logit("Drafts are short.", EVIDENCE * 40, "Decoding") == -np.inf


def test_both_encoders_say_the_same(entailment):
    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    adapter = map_tensors(CLAIMS)
    plain = CrossEncoder(folder, tensors, adapter, NumpyEncoder(adapted(tensors, adapter)))
    claim = "Several tokens are accepted if the draft is accurate."
    exact = plain.logit(claim, EVIDENCE, "Decoding")
    assert entailment.logit(claim, EVIDENCE, "Decoding") == pytest.approx(exact, abs=0.15)
