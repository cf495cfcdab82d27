"""The least that the same models could cost on this machine: arithmetic and reading, both measured, nothing else.

A cost is at least the larger of its operations by the processor's rate and its bytes by the memory's (roofline model of
Williams, Waterman and Patterson, 2009).
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.bert import depth
from index.weights import Tensors

# On import OpenVINO reports itself to a server on the network, unless this package of its own is absent.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402

from eval.bench.timing import run_program  # noqa: E402

_ROWS, _INNER, _COLUMNS = 1024, 1536, 1536  # wide enough that turning inputs into bf16 costs little
_COPIED = 256 * 2**20
_REPEATS = 12
# Of SmolLM2-135M: 134.5 million weights of 8 bits and their scales (one of 16 bits for 32) are read for each step of
# the writer, which accepts up to eleven tokens; its tokenizer makes 1.4 tokens of a word.
WRITER_BYTES, STEP_TOKENS, WORD_TOKENS = 134.5e6 * 34 / 32, 11, 1.4


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What one core reaches: operations a second in bf16 (fp32 where it has none), bytes a second copied."""

    operations: float
    bytes: float


@dataclass(frozen=True, slots=True)
class Floor:
    """The least seconds for a measure of that name, and the calculation in words."""

    name: str
    seconds: float
    why: str


def ceilings() -> Ceilings:
    """Measured: a matrix product and a copy of 256 MB, which reads and writes it."""
    source, target = np.ones(_COPIED, dtype=np.uint8), np.empty(_COPIED, dtype=np.uint8)
    copied = _fastest(lambda: np.copyto(target, source))
    return Ceilings(2 * _ROWS * _INNER * _COLUMNS / _fastest(_product()), 2 * _COPIED / copied)


def floors(most: Ceilings, tensors: Tensors, pieces: dict[str, float]) -> Sequence[Floor]:
    """The floors of what is measured; `pieces` is the mean number of word pieces of a question, passage, sentence."""
    weights = sum(value.size for name, value in tensors.items() if "encoder" in name and value.ndim == 2)
    size, layers = len(tensors["embeddings.LayerNorm.weight"]), depth(tensors)
    found = []
    for kind, name in (
        ("question", "question embedded"),
        ("passage", "passage indexed"),
        ("sentence", "sentence indexed"),
    ):
        count = pieces[kind]
        operations = 2 * weights * count + 4 * layers * size * count**2
        # A single question reads all weights; in a batch they are read once for many texts.
        read = 2 * weights if kind == "question" else 0
        seconds = max(operations / most.operations, read / most.bytes)
        why = f"{count:.0f} word pieces: {operations / 1e9:.2f} GFLOP, {read / 1e6:.0f} MB of weights in bf16"
        found.append(Floor(f"{name}, processor", seconds, why))
    step = WRITER_BYTES / most.bytes
    found.append(
        Floor(
            "word written",
            step * WORD_TOKENS / STEP_TOKENS,
            f"{WRITER_BYTES / 1e6:.0f} MB of weights a step, "
            f"{STEP_TOKENS} tokens accepted by each, {WORD_TOKENS} tokens a word",
        )
    )
    begun = min(run_program([sys.executable, "-c", "import numpy"]).seconds for _ in range(3))
    return [*found, Floor("cold terminal", begun, "Python and numpy imported, nothing done")]


def _product() -> Callable[[], object]:
    """One product on one core, as the encoder is run."""
    rows = opset13.parameter([_ROWS, _INNER], np.float32)
    columns = opset13.constant(np.ones((_INNER, _COLUMNS), dtype=np.float32))
    core = openvino.Core()
    has_bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    settings = {"INFERENCE_PRECISION_HINT": "bf16" if has_bf16 else "f32", "INFERENCE_NUM_THREADS": 1}
    model = core.compile_model(
        openvino.Model([opset13.matmul(rows, columns, False, False)], [rows], "product"), "CPU", settings
    )
    request = model.create_infer_request()
    given = np.ones((_ROWS, _INNER), dtype=np.float32)
    return lambda: request.infer({0: given})


def _fastest(call: Callable[[], object]) -> float:
    """Processor seconds of the fastest of some calls, after one that is not counted."""
    call()
    taken = []
    for _ in range(_REPEATS):
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return min(taken)
