import hashlib

import numpy as np
import pytest

from eval.train_claims import CLAIMS
from index.bert import NumpyEncoder
from index.embed import model_folder
from index.weights import adapted, map_tensors
from rag.cross_encoder import ANSWERS, CrossEncoder, load_cross_encoder
from rag.judge import JUDGE

EVIDENCE = "When the draft is accurate, several tokens are accepted in one pass."


@pytest.fixture(scope="module")
def answers():
    return load_cross_encoder(ANSWERS)


def test_the_same_texts_give_the_same_number(answers):
    assert len({answers.logit("Drafts are short.", EVIDENCE, "Decoding") for _ in range(3)}) == 1


def test_what_is_too_long_to_be_read_whole_never_follows(answers):
    assert answers.logit("Drafts are short.", EVIDENCE * 40, "Decoding") == -np.inf


def test_both_encoders_say_the_same(answers):
    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    adapter = map_tensors(ANSWERS)
    plain = CrossEncoder(folder, tensors, adapter, NumpyEncoder(adapted(tensors, adapter)))
    claim = "Several tokens are accepted if the draft is accurate."
    exact = plain.logit(claim, EVIDENCE, "Decoding")
    assert answers.logit(claim, EVIDENCE, "Decoding") == pytest.approx(exact, abs=0.15)


def test_a_cold_terminal_reads_the_same_without_a_copy_of_the_weights(answers):
    warm, cold = answers, load_cross_encoder(ANSWERS, few=True)
    said = "Several tokens are accepted if the draft is accurate."
    assert cold.logit(said, EVIDENCE, "Decoding") == pytest.approx(warm.logit(said, EVIDENCE, "Decoding"), abs=0.15)


def test_a_model_is_loaded_only_once_however_it_is_asked_for():
    assert load_cross_encoder(ANSWERS) is load_cross_encoder(ANSWERS, False) is load_cross_encoder(ANSWERS, few=False)


@pytest.mark.parametrize("adapter", [ANSWERS, CLAIMS, JUDGE])
def test_the_card_names_the_weights_that_are_shipped(adapter):
    card = (adapter.parent / "README.md").read_text()
    said = card.partition(f"# {adapter.name}")[2].partition("\n# ")[0]
    assert f"sha256 `{hashlib.sha256(adapter.read_bytes()).hexdigest()[:16]}" in said
    assert "@" not in card
