from pathlib import Path

import faiss
import numpy as np
import pytest

from index.vectors import FlatVectors


@pytest.fixture
def vectors() -> FlatVectors:
    rows = np.random.default_rng(5).normal(size=(300, 16)).astype(np.float32)
    return FlatVectors.of(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_cosines_follow_the_rows(vectors: FlatVectors) -> None:
    cosines = vectors.cosines(vectors.rows[7:8])
    assert cosines.shape == (300,) and cosines.dtype == np.float32
    assert cosines[7] == pytest.approx(1) and cosines.argmax() == 7
    assert cosines[0] == pytest.approx(float(vectors.rows[0] @ vectors.rows[7]), abs=1e-6)


def test_the_nearest_are_those_that_faiss_finds(vectors: FlatVectors) -> None:
    flat = faiss.IndexFlatIP(16)
    flat.add(vectors.rows)
    expected, rows = flat.search(vectors.rows[:1], 10)
    found, ours = vectors.search(vectors.rows[:1], 10)
    assert ours.tolist() == rows.tolist()
    assert found == pytest.approx(expected, abs=1e-6)


def test_what_is_saved_is_mapped_back(vectors: FlatVectors, tmp_path: Path) -> None:
    vectors.save(tmp_path / "rows.faiss")
    loaded = FlatVectors.load(tmp_path / "rows.faiss")
    assert loaded.ntotal == 300
    assert np.allclose(loaded.cosines(vectors.rows[:1]), vectors.cosines(vectors.rows[:1]), atol=1e-6)
    assert np.array_equal(loaded.rows, vectors.rows)
