"""Packed vectors: products in whole numbers beside those of the vectors themselves."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.packed import LARGEST, PackedVectors, products_of
from index.types import Vectors


def unit_rows(count: int, size: int = 384, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_cosines_are_those_of_the_rows_to_two_thousandths_and_exact_to_those_of_the_packed_ones() -> None:
    rows, questions = unit_rows(300), unit_rows(3, seed=2)
    vectors = PackedVectors.of(rows)
    cosines = vectors.cosines(questions)
    assert cosines.dtype == np.float32 and cosines.shape == (3, 300)
    assert cosines == pytest.approx(questions @ rows.T, abs=2e-3)
    assert cosines == pytest.approx(questions @ vectors.rows.T, abs=3e-5)


def test_what_is_asked_beside_a_question_moves_none_of_its_cosines() -> None:
    vectors, questions = PackedVectors.of(unit_rows(300)), unit_rows(4, seed=2)
    questions[1], questions[2] = 0, np.eye(1, 384)  # the smallest and the largest component that there can be
    together = vectors.cosines(questions)
    for question, cosines in zip(questions, together, strict=True):
        assert np.array_equal(vectors.cosines(question[None])[0], cosines)


def test_a_row_has_length_1_and_the_largest_number_as_its_largest() -> None:
    vectors = PackedVectors.of(unit_rows(40) * np.float32(1))
    assert (np.abs(vectors.packed).max(axis=1) == LARGEST).all()
    assert np.linalg.norm(vectors.rows, axis=1) == pytest.approx(np.ones(40), abs=1e-6)
    assert vectors.rows.dtype == np.float32 and len(vectors) == 40


def test_what_was_packed_is_packed_alike_again() -> None:
    once = PackedVectors.of(unit_rows(500))
    again = PackedVectors.of(once.rows)
    assert np.array_equal(once.packed, again.packed) and np.array_equal(once.lengths, again.lengths)


def test_no_rows_have_no_cosines() -> None:
    none = PackedVectors.none(384)
    assert none.cosines(unit_rows(1)).shape == (1, 0) and none.rows.shape == (0, 384)


def test_what_is_saved_is_mapped_back(tmp_path: Path) -> None:
    vectors = PackedVectors.of(unit_rows(9))
    vectors.save(tmp_path, "asked")
    loaded = PackedVectors.load(tmp_path, "asked")
    assert isinstance(loaded.packed, np.memmap)
    assert np.array_equal(loaded.rows, vectors.rows)
    assert np.array_equal(loaded.cosines(unit_rows(1, seed=3)), vectors.cosines(unit_rows(1, seed=3)))


def test_products_are_exact_at_every_size_and_place_in_memory_from_several_threads() -> None:
    """The library chooses among the processor's units by itself, tiles among them; whole numbers leave it no room."""

    def product(seed: int) -> tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]:
        made = np.random.default_rng(seed)
        rows, asked, size, place = (
            int(made.integers(low, high)) for low, high in ((1, 300), (1, 40), (1, 500), (0, 64))
        )
        memory = made.integers(-127, 128, rows * size + 64).astype(np.int8)
        packed = memory[place : place + rows * size].reshape(rows, size)
        # Numbers that a pair of 8 bits holds as they are: the largest of them is the largest pair.
        question = made.integers(-127 * 128, 127 * 128, (asked, size))
        question[0, 0] = 127 * 128
        cut = rows // 3
        products, unit = products_of([packed[:cut], packed[cut:]], question.astype(np.float32))
        assert unit == 1
        return products.tolist(), (packed.astype(np.int64) @ question.T).tolist()

    with ThreadPoolExecutor(4) as pool:
        for ours, exact in pool.map(product, range(200)):
            assert ours == exact
