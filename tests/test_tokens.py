"""Late interaction: MaxSim over packed token vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.store import Index
from index.tokens import TokenStore
from index.types import Embedder, Vectors


def unit_rows(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


PASSAGES = [unit_rows(5, 1), unit_rows(0, 2), unit_rows(9, 3)]


def test_maxsim_is_the_mean_of_the_best_cosines() -> None:
    question = unit_rows(4, 4)
    found = TokenStore.build(PASSAGES).maxsim(question, [2, 0])
    assert found == pytest.approx([(question @ PASSAGES[row].T).max(axis=1).mean() for row in (2, 0)], abs=0.002)


def test_the_same_tokens_have_maxsim_1() -> None:
    assert TokenStore.build(PASSAGES).maxsim(PASSAGES[0], [0]) == pytest.approx([1.0], abs=0.005)


def test_a_passage_or_a_question_without_words_has_maxsim_0() -> None:
    store = TokenStore.build(PASSAGES)
    assert store.maxsim(PASSAGES[0], [1]).tolist() == [0.0]
    assert store.maxsim(unit_rows(0, 5), [0, 2]).tolist() == [0.0, 0.0]
    assert store.maxsim(PASSAGES[0], []).tolist() == []


def test_parts_that_are_joined_are_as_if_packed_together() -> None:
    whole, parts = TokenStore.build(PASSAGES), [TokenStore.build(PASSAGES[:1]), TokenStore.build(PASSAGES[1:])]
    joined = TokenStore.joined(parts)
    assert (joined.vectors == whole.vectors).all() and joined.starts.tolist() == whole.starts.tolist()


def test_what_is_saved_is_mapped_back(tmp_path: Path) -> None:
    store = TokenStore.build(PASSAGES)
    store.save(tmp_path)
    loaded = TokenStore.load(tmp_path)
    assert isinstance(loaded.vectors, np.memmap)
    assert (loaded.vectors == store.vectors).all() and (loaded.starts == store.starts).all()


def test_the_index_has_tokens_of_every_passage(index: Index) -> None:
    assert len(index.tokens.starts) == len(index.passages) + 1
    assert (np.diff(index.tokens.starts) > 0).all()


def test_the_words_of_a_passage_find_it(index: Index, embedder: Embedder) -> None:
    _, (tokens,) = embedder.embed_tokens(["strong electric field in the gate-to-drain overlap region"])
    best = int(np.argmax(index.tokens.maxsim(tokens, range(len(index.passages)))))
    assert index.passages[best].entry_id == "gate-induced-drain-leakage-gidl"
