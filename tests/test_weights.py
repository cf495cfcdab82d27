from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from index.types import IndexRefused
from index.weights import adapted, map_tensors, weights_hash

TENSORS = {"a.weight": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([2.5], dtype=np.float32)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save_file({**TENSORS, "positions": np.arange(3)}, tmp_path / "model.safetensors", metadata={"made": "here"})
    return tmp_path / "model.safetensors"


def test_the_tensors_are_those_that_were_saved(file: Path) -> None:
    tensors = map_tensors(file)
    assert set(tensors) == set(TENSORS)
    for name, expected in TENSORS.items():
        assert np.array_equal(tensors[name], expected)


def test_writing_to_a_tensor_leaves_the_file_as_it_was(file: Path) -> None:
    before = file.read_bytes()
    map_tensors(file)["b"][0] = 7
    assert file.read_bytes() == before


@pytest.mark.parametrize("size", [0, 5, 40, 150])
def test_a_truncated_file_is_refused_with_the_mending_command(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(IndexRefused, match="make setup"):
        map_tensors(file)


def test_the_identity_is_the_hash_of_the_files(file: Path) -> None:
    assert weights_hash(file.parent) == sha256(file.read_bytes()).hexdigest()


def test_a_folder_without_weights_has_no_identity(tmp_path: Path) -> None:
    with pytest.raises(IndexRefused, match="safetensors"):
        weights_hash(tmp_path)


def test_low_rank_products_are_added_and_vectors_replaced() -> None:
    base = {"a.weight": np.ones((2, 3), np.float32), "a.bias": np.zeros(2, np.float32)}
    adapter = {
        "a.weight.up": np.ones((2, 1), np.float32),
        "a.weight.down": np.full((1, 3), 2, np.float32),
        "a.bias": np.ones(2, np.float32),
        "whole.weight": np.ones(2, np.float32),
    }
    moved = adapted(base, adapter)
    assert moved["a.weight"].tolist() == [[3, 3, 3], [3, 3, 3]]
    assert moved["a.bias"].tolist() == [1, 1] and "whole.weight" not in moved
    assert base["a.weight"].max() == 1
