from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.check import check
from index.store import Index, load
from index.tokens import TokenStore
from index.vectors import FlatVectors
from tests.index_fakes import HashEmbedder, write_glossary


class OtherWords(HashEmbedder):
    """The same in name, but what it makes of words differs."""

    def embed(self, texts):
        return super().embed([text[::-1] for text in texts])


@pytest.fixture
def index(tmp_path: Path) -> Index:
    build(write_glossary(tmp_path / "seeds"), tmp_path / "built", HashEmbedder())
    return load(tmp_path / "built")


def test_a_sound_index_has_no_findings(index: Index) -> None:
    assert check(index, HashEmbedder()) == []


def test_other_weights_are_found(index: Index) -> None:
    other = HashEmbedder()
    other.weights = "others"
    assert check(index, other) == ["it was built with other weights of hashed-words"]


def test_rows_too_many_or_too_few_are_found(index: Index) -> None:
    fewer = replace(index, passages=index.passages[:1], sentence_vectors=index.passage_vectors)
    assert check(fewer, HashEmbedder()) == [
        "1 passages, where the manifest says 2",
        "2 sentence vectors, where the manifest says 9",
    ]


def test_a_span_outside_of_its_text_is_found(index: Index) -> None:
    long = replace(index.sentences[0], end=10**6)
    (found,) = check(replace(index, sentences=(long, *index.sentences[1:])), HashEmbedder())
    assert f"{long.passage_id} has the span {long.start}:1000000" in found


@pytest.mark.parametrize("value", [2.0, float("nan")])
def test_vectors_of_a_wrong_length_are_found(index: Index, value: float) -> None:
    rows = index.passage_vectors.rows.copy()
    rows[1] = value
    found = check(replace(index, passage_vectors=FlatVectors.of(rows)), HashEmbedder())
    assert found == ["1 passage vectors are not of length 1, the first is 1"]


def test_tokens_that_are_not_dealt_out_in_order_are_found(index: Index) -> None:
    tokens = TokenStore(index.tokens.vectors, np.array([0, 99, 50]))
    assert "not dealt out" in check(replace(index, tokens=tokens), HashEmbedder())[0]


def test_texts_that_are_embedded_otherwise_now_are_found(index: Index) -> None:
    found = check(index, OtherWords())
    assert len(found) == 2 and "is embedded otherwise now: cosine" in found[0]
