from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.store import Index
from index.types import Embedder, Vectors
from index.written import MADE, make, vectors_of, written
from tests.index_fakes import HashEmbedder


class Counting(HashEmbedder):
    """Remembers the texts that it embeds."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, 64)."""
        self.embedded += texts
        return super().embed(texts)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    make(["What is a kiln?", "Who fires it?"], HashEmbedder(), tmp_path / "made.safetensors")
    return tmp_path / "made.safetensors"


def test_a_question_with_a_vector_is_not_embedded_again(made: Path) -> None:
    embedder = Counting()
    texts = ["Who fires it?", "A new one?", "What is a kiln?", "A new one?"]
    found = vectors_of(texts, embedder, made=made)
    assert embedder.embedded == ["A new one?"]
    assert np.sum(found * HashEmbedder().embed(texts), axis=1) == pytest.approx(1, abs=1e-3)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-6)


def test_vectors_of_another_model_are_left_alone(made: Path) -> None:
    embedder = Counting()
    embedder.weights = "others"
    assert vectors_of(["Who fires it?"], embedder, made=made) == pytest.approx(HashEmbedder().embed(["Who fires it?"]))
    assert embedder.embedded == ["Who fires it?"]
    assert vectors_of([], embedder, made=made).shape[0] == 0


def test_every_question_of_the_project_has_its_vector_there(embedder: Embedder) -> None:
    texts = written()
    found = vectors_of(texts, _NoWork(embedder.weights))
    some = range(0, len(texts), len(texts) // 64)
    cosines = np.sum(embedder.embed([texts[row] for row in some]) * found[list(some)], axis=1)
    assert cosines.min() > 0.999, "make them anew with: python -m index.written"
    assert MADE.stat().st_size < 400 * len(texts)


class _NoWork(HashEmbedder):
    """Has nothing to do."""

    def __init__(self, weights: str) -> None:
        self.weights = weights

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Nothing, of nothing."""
        assert not texts, f"no vector for {texts[0]!r}: make them anew with: python -m index.written"
        return np.zeros((0, 384), dtype=np.float32)


def test_the_index_has_these_vectors(index: Index, embedder: Embedder) -> None:
    texts = [query.text for query in index.expansion.queries]
    assert index.expansion.vectors.rows == pytest.approx(vectors_of(texts, embedder), abs=1e-6)
