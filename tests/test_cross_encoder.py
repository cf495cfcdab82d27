import hashlib

import numpy as np
import pytest

from index.bert import NumpyEncoder
from index.embed import model_folder
from index.weights import adapted, map_tensors
from rag.cross_encoder import ANSWERS, CLAIMS, CrossEncoder, load_cross_encoder

EVIDENCE = "When the draft is accurate, several tokens are accepted in one pass."


@pytest.fixture(scope="module")
def claims():
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
def test_a_rewording_follows_sooner_than_its_opposite(claims, true, wrong):
    assert claims.logit(true, EVIDENCE, "Decoding") > claims.logit(wrong, EVIDENCE, "Decoding") + 1


def test_the_same_texts_give_the_same_number(claims):
    assert len({claims.logit("Drafts are short.", EVIDENCE, "Decoding") for _ in range(3)}) == 1


def test_what_is_too_long_to_be_read_whole_never_follows(claims):
    assert claims.logit("Drafts are short.", EVIDENCE * 40, "Decoding") == -np.inf


def test_both_encoders_say_the_same(claims):
    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    adapter = map_tensors(CLAIMS)
    plain = CrossEncoder(folder, tensors, adapter, NumpyEncoder(adapted(tensors, adapter)))
    claim = "Several tokens are accepted if the draft is accurate."
    exact = plain.logit(claim, EVIDENCE, "Decoding")
    assert claims.logit(claim, EVIDENCE, "Decoding") == pytest.approx(exact, abs=0.15)


@pytest.mark.parametrize("adapter", [CLAIMS, ANSWERS])
def test_a_cold_terminal_reads_the_same_without_a_copy_of_the_weights(adapter):
    warm, cold = load_cross_encoder(adapter), load_cross_encoder(adapter, few=True)
    said = "Several tokens are accepted if the draft is accurate."
    assert cold.logit(said, EVIDENCE, "Decoding") == pytest.approx(warm.logit(said, EVIDENCE, "Decoding"), abs=0.15)


def test_a_model_is_loaded_only_once_however_it_is_asked_for():
    assert load_cross_encoder(ANSWERS) is load_cross_encoder(ANSWERS, False) is load_cross_encoder(ANSWERS, few=False)


@pytest.mark.parametrize("adapter", [CLAIMS, ANSWERS])
def test_the_card_names_the_weights_that_are_shipped(adapter):
    card = (adapter.parent / "README.md").read_text()
    said = card.partition(f"# {adapter.name}")[2].partition("\n# ")[0]
    assert f"sha256 `{hashlib.sha256(adapter.read_bytes()).hexdigest()[:16]}" in said
    assert "@" not in card
