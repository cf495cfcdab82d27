from dataclasses import replace

import numpy as np
import pytest

from eval.bench.measures import agreement, indexing, warm
from index.minilm import unit
from tests.index_fakes import HashEmbedder


@pytest.fixture
def encode(embedder):
    """The plain way, played by our own embedder: what is tested is what is measured."""
    return embedder.embed


def test_a_warm_question_is_measured_with_its_steps(assistant, encode):
    found, steps = warm(assistant, encode, ["What is gettering?", "drain leakage"])
    *beside, words = found
    assert [one.name for one in beside] == ["question embedded, processor", "question to quotation, processor"]
    assert all(one.ours.count == 2 and one.ratio and one.ratio > 0 for one in beside)
    assert words.name == "question to scores by BM25 alone" and words.ours.median < beside[1].ours.median
    assert {"understand", "retrieve", "quote", "total"} <= set(steps)


def test_indexing_is_measured_by_the_text(assistant):
    found, agreed = indexing(replace(assistant, embedder=HashEmbedder()), HashEmbedder().embed, repeats=1)
    assert [one.name for one in found] == ["passage indexed, processor", "sentence indexed, processor"]
    assert all(0 < one.ours.median < 0.01 and one.ratio for one in found)
    assert agreed["top10"] == 1 and agreed["lowest_cosine"] == pytest.approx(1)


def test_agreement_is_1_with_oneself_and_less_with_others():
    chance = np.random.default_rng(1)
    one, other = (unit(chance.normal(size=(30, 8))) for _ in range(2))
    assert agreement(one, one) == {"lowest_cosine": pytest.approx(1), "top10": 1}
    assert agreement(one, other)["top10"] < 0.9
