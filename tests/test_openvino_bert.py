import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from eval.reliability.memory import ROUNDS
from index.bert import HEADS, NumpyEncoder
from index.openvino_bert import STEP, OpenVinoEncoder
from index.weights import Tensors

ROOT = Path(__file__).parents[1]
SIZE, WIDE = 4 * HEADS, 96
CROWD = """
import os
from eval.reliability.memory import encoder_memory
from eval.server import resident
from index.embed import load_embedder
found, points = encoder_memory(load_embedder().embed_questions, lambda: resident(os.getpid()), 1_200)
print(points, *found.wrong)
"""


def tensors() -> Tensors:
    """A BERT of one layer with weights of chance."""
    chance = np.random.default_rng(3)
    layer = "encoder.layer.0"
    shapes = {f"{layer}.attention.self.{part}": (SIZE, SIZE) for part in ("query", "key", "value")}
    shapes |= {f"{layer}.attention.output.dense": (SIZE, SIZE), f"{layer}.intermediate.dense": (WIDE, SIZE)}
    shapes |= {f"{layer}.output.dense": (SIZE, WIDE)}
    made = {}
    for name, shape in shapes.items():
        made |= {f"{name}.weight": chance.normal(0, 0.2, shape), f"{name}.bias": chance.normal(0, 0.2, shape[0])}
    for name in ("embeddings", f"{layer}.attention.output", f"{layer}.output"):
        made |= {f"{name}.LayerNorm.weight": chance.normal(1, 0.1, SIZE), f"{name}.LayerNorm.bias": np.zeros(SIZE)}
    return {name: np.ascontiguousarray(values, dtype=np.float32) for name, values in made.items()}


@pytest.fixture(scope="module")
def encoder() -> OpenVinoEncoder:
    return OpenVinoEncoder(tensors())


INPUTS = np.random.default_rng(4).normal(size=(3, 7, SIZE)).astype(np.float32)
MASK = np.arange(7) < np.array([[7], [4], [1]])


def test_it_gives_what_the_encoder_in_numpy_gives(encoder: OpenVinoEncoder) -> None:
    found, expected = encoder(INPUTS, MASK)[MASK], NumpyEncoder(tensors())(INPUTS, MASK)[MASK]
    cosines = np.sum(found * expected, axis=1) / np.linalg.norm(found, axis=1) / np.linalg.norm(expected, axis=1)
    assert found.dtype == np.float32
    assert cosines.min() > 0.9995


def test_texts_in_one_row_see_only_themselves(encoder: OpenVinoEncoder) -> None:
    row, owner = INPUTS[:1], np.array([0, 0, 0, 1, 1, 1, 1])
    together = encoder(row, (owner[:, None] == owner)[None])
    for text in (0, 1):
        alone = encoder(row[:, owner == text], np.ones((1, int((owner == text).sum())), dtype=np.bool_))
        assert together[:, owner == text] == pytest.approx(alone, abs=0.05)
    assert np.abs(together - encoder(row, np.ones((1, 7), dtype=np.bool_))).max() > 0.1


def test_calls_at_the_same_time_do_not_mix(encoder: OpenVinoEncoder) -> None:
    alone = [encoder(INPUTS[row : row + 1], MASK[row : row + 1]) for row in range(3)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda row: encoder(INPUTS[row : row + 1], MASK[row : row + 1]), [0, 1, 2] * 10))
    assert all(np.array_equal(found, alone[place % 3]) for place, found in enumerate(together))


@pytest.mark.parametrize("size", [1, STEP - 1, STEP, STEP + 1, 3 * STEP])
def test_padding_is_not_seen(encoder: OpenVinoEncoder, size: int) -> None:
    inputs = np.random.default_rng(size).normal(size=(2, size, SIZE)).astype(np.float32)
    mask = np.ones((2, size), dtype=np.bool_)
    found = encoder(inputs, mask)
    assert found.shape == inputs.shape
    assert found == pytest.approx(NumpyEncoder(tensors())(inputs, mask), abs=0.1)


def test_texts_of_all_lengths_from_several_threads_neither_crash_it_nor_make_it_grow() -> None:
    # With a limit to what OpenVINO keeps of its compiled pieces, three of four such runs ended in a crash.
    done = subprocess.run([sys.executable, "-c", CROWD], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "not so" not in done.stdout
    assert len(json.loads(done.stdout)) == ROUNDS + 1


def test_openvino_cannot_report_its_import() -> None:
    code = "import sys, index.openvino_bert; print([name for name in sys.modules if name.startswith('openvino_tele')])"
    command = [sys.executable, "-c", f"{code}; print(sys.modules['openvino_telemetry'])"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "['openvino_telemetry']\nNone\n"
