"""Late interaction: packed token vectors compared with those of a question."""

from pathlib import Path

import numpy as np
import pytest

from index.store import Index
from index.tokens import SCALE, TokenStore
from index.types import Embedder, Vectors


def unit_rows(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


PASSAGES = [unit_rows(5, 1), unit_rows(0, 2), unit_rows(9, 3)]


def test_each_word_finds_the_nearest_of_the_passage_and_the_passages_words_those_of_the_question() -> None:
    question = unit_rows(4, 4)
    near = TokenStore.build(PASSAGES).compare(question, [2, 0])
    for place, row in enumerate((2, 0)):
        cosines = question @ PASSAGES[row].T
        assert near.best[place] == pytest.approx(cosines.max(axis=1), abs=0.003)
        assert near.echo[place] == pytest.approx(cosines.max(axis=0).sum(), abs=0.02)
    assert near.sizes.tolist() == [9, 5]


def test_the_same_tokens_have_cosine_1() -> None:
    near = TokenStore.build(PASSAGES).compare(PASSAGES[0], [0])
    assert near.best == pytest.approx(np.ones((1, 5)), abs=0.005)
    assert near.echo == pytest.approx([5.0], abs=0.025)


def test_neighbours_a_gap_and_another_order_give_what_each_passage_gives_alone() -> None:
    store = TokenStore.build([unit_rows(size, seed) for seed, size in enumerate((3, 300, 0, 1, 7))])
    question, rows = unit_rows(2, 9), [4, 0, 1, 2, 3]
    together = store.compare(question, rows)
    for place, row in enumerate(rows):
        alone = store.compare(question, [row])
        assert together.best[place] == pytest.approx(alone.best[0], abs=1e-6)
        assert together.echo[place] == pytest.approx(alone.echo[0], abs=1e-4)


def test_a_passage_or_a_question_without_words_is_near_nothing() -> None:
    store = TokenStore.build(PASSAGES)
    without = store.compare(PASSAGES[0], [1])
    assert (without.best.tolist(), without.echo.tolist(), without.sizes.tolist()) == ([[0.0] * 5], [0.0], [0])
    assert store.compare(unit_rows(0, 5), [0, 2]).best.shape == (2, 0)
    assert store.compare(PASSAGES[0], []).best.shape == (0, 5)


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
    best = int(np.argmax(index.tokens.compare(tokens, range(len(index.passages))).best.mean(axis=1)))
    assert index.passages[best].entry_id == "gate-induced-drain-leakage-gidl"


def test_cosines_are_those_of_the_packed_vectors_to_some_hundred_thousandths() -> None:
    store, question = TokenStore.build([unit_rows(700, 5)]), unit_rows(13, 6)
    unpacked = store.vectors.astype(np.float64) / SCALE
    near = store.compare(question, [0])
    cosines = unpacked @ question.T.astype(np.float64)
    assert near.best[0] == pytest.approx(cosines.max(axis=0), abs=5e-5)
    assert near.echo[0] == pytest.approx(cosines.max(axis=1).sum(), rel=1e-4)


def test_a_question_of_nothing_but_zeros_is_near_nothing() -> None:
    near = TokenStore.build(PASSAGES).compare(np.zeros((2, 384), dtype=np.float32), [0])
    assert not near.best.any() and not near.echo.any()
