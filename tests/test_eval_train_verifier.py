from dataclasses import replace

import numpy as np
import pytest

from eval.cross_encoder import CrossEncoder, logits, low_rank, read
from eval.made_pairs import is_blind
from eval.train_verifier import BESIDE, crossed, entry_ids, is_even, lessons, parted, subjects, teachers
from eval.verifier import Pair
from index.bert import NumpyEncoder
from index.embed import model_folder
from index.weights import adapted, map_tensors
from rag.cross_encoder import CrossEncoder as Small


def test_blind_pairs_and_even_ones_are_neither_learnt_nor_held_back(index):
    learnt, held = parted(index)
    entry_of = entry_ids(index)
    assert len(learnt) > 1_500 and len(held) > 150
    assert not any(is_even(pair) for pair in learnt + held)
    assert not any(is_blind(entry_of(pair)) for pair in learnt + held)
    assert not {entry_of(pair) for pair in learnt} & {entry_of(pair) for pair in held}


def test_claims_are_crossed_with_what_stands_beside_claims_on_the_same_entry():
    many = [Pair(f"{number}", f"said {number}", f"shown {number}", "kiln", True) for number in range(9)]
    alone = Pair("x", "said x", "shown x", "glaze", True)
    found = list(crossed([*many, alone], seed=1))
    own = {claim: [pair.evidence for pair in found if pair.claim == claim] for claim in {pair.claim for pair in found}}
    assert own.pop("said x") == ["shown x"]
    assert all(len(set(texts)) == len(texts) == BESIDE for texts in own.values()) and len(own) == 9
    assert {text for texts in own.values() for text in texts} == {pair.evidence for pair in many}
    assert found == list(crossed([*many, alone], seed=1))


def test_the_pool_has_each_pair_once_and_no_label_and_nothing_that_is_held_back(index):
    made = Pair("m1", "Kilns are hot.", "A kiln is a hot oven.", "Kiln", True)
    given = lessons(index, [made, made])
    texts = [(pair.claim, pair.header, pair.evidence) for pair in given.pool]
    assert len(set(texts)) == len(texts) > 3 * len(given.labelled)
    assert {pair.supported for pair in given.pool} == {None} and given.pool[-1] == replace(made, supported=None)
    learnt, held = parted(index)
    assert {pair.claim for pair in given.pool[:-1]} == {pair.claim for pair in learnt}
    assert [pair.header for pair in given.labelled] == list(map(subjects(index), learnt))
    assert [pair.claim for pair in given.held] == [pair.claim for pair in held]


def test_teachers_read_made_pairs_and_then_written_ones_and_differ_by_their_seeds():
    made, learnt = [Pair("m1", "a", "b", "c", True)], [Pair("r1", "d", "e", "f", False)]
    found = teachers(made, learnt)
    assert [[part for part, _ in one.stages] for one in found] == [[made, learnt]] * 4
    seeds = [[schedule.seed for _, schedule in one.stages] for one in found]
    assert seeds == [[1, 2], [2, 3], [3, 4], [4, 5]]
    assert {(one.begun, one.stages[0][1].steps, one.stages[1][1].epochs) for one in found} == {(None, 300, 4)}


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
