"""BERT's encoder through OpenVINO: the way of everything that embeds more than one question.

The graph is put together from the weights themselves, so there is no exported file that could differ from them. In bf16
where the processor multiplies it (cosines of .9999 to fp32 at almost twice the speed), else in fp32.
"""

import os
import sys
from queue import LifoQueue

import numpy as np
from numpy.typing import NDArray

from index.bert import EPSILON, HEADS, Hidden, depth
from index.weights import Tensors

# On import OpenVINO reports itself to a server on the network, unless this package of its own is absent.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

import openvino  # noqa: E402
from openvino import Node, opset13  # noqa: E402

WORKERS = min(len(os.sched_getaffinity(0)), 8)
# OpenVINO keeps what it compiled for each length of text and each thread. So texts are padded to multiples of this:
# four threads hold 214 MB after 800 texts and no more after 2,400, where they held 397 with every length. A limit to
# what is kept (CPU_RUNTIME_CACHE_CAPACITY) made three of four such runs crash (eval/LOG.md).
STEP = 8
_KEEP, _ALL = 0, -1


class OpenVinoEncoder:
    """See `index.bert.NumpyEncoder`. May be called from several threads at once; each call runs on one core.

    OpenVINO computes in threads of its own, in requests that are made once. Where callers' threads computed themselves
    (`infer`), each with a request that came and went, a program died now and then as they ended (eval/LOG.md).
    """

    def __init__(self, tensors: Tensors) -> None:
        core = openvino.Core()
        has_bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if has_bf16 else "f32",
            "INFERENCE_NUM_THREADS": WORKERS,
            "NUM_STREAMS": WORKERS,
            # Bound to a core that another program keeps busy, a thread would wait for it.
            "ENABLE_CPU_PINNING": False,
        }
        self._tensors = tensors  # the graph's constants are these very arrays
        model = core.compile_model(_graph(tensors), "CPU", settings)
        self._free: LifoQueue[openvino.InferRequest] = LifoQueue()  # the last one used: its buffers are warm
        for _ in range(WORKERS):
            self._free.put(model.create_infer_request())

    def __call__(self, inputs: Hidden, mask: NDArray[np.bool_]) -> Hidden:
        size = inputs.shape[1]
        more = -size % STEP
        # A mask has a row for each text, or for each of its pieces the ones which that sees.
        padded = np.pad(inputs, ((0, 0), (0, more), (0, 0)))
        seen = np.pad(mask, ((0, 0), *((0, more) for _ in mask.shape[1:])))
        hide = np.where(seen, 0, -1e9).astype(np.float32).reshape(len(mask), 1, -1, size + more)
        request = self._free.get()
        try:
            request.start_async({0: padded, 1: hide})
            request.wait()
            return np.array(request.get_output_tensor(0).data[:, :size], dtype=np.float32)
        finally:
            self._free.put(request)


def _graph(tensors: Tensors) -> openvino.Model:
    size = len(tensors["embeddings.LayerNorm.weight"])
    inputs = opset13.parameter([_ALL, _ALL, size], np.float32, "inputs")
    hide = opset13.parameter([_ALL, 1, _ALL, _ALL], np.float32, "hide")
    hidden = _normed(inputs, tensors, "embeddings.LayerNorm")
    for number in range(depth(tensors)):
        layer = f"encoder.layer.{number}"
        query, key, value = (
            _heads(_linear(hidden, tensors, f"{layer}.attention.self.{part}"), size)
            for part in ("query", "key", "value")
        )
        context = _swapped(opset13.scaled_dot_product_attention(query, key, value, hide))
        joined = opset13.reshape(context, np.array([_KEEP, _KEEP, size]), special_zero=True)
        attended = _linear(joined, tensors, f"{layer}.attention.output.dense")
        hidden = _normed(opset13.add(attended, hidden), tensors, f"{layer}.attention.output.LayerNorm")
        wide = opset13.gelu(_linear(hidden, tensors, f"{layer}.intermediate.dense"), "erf")
        narrow = _linear(wide, tensors, f"{layer}.output.dense")
        hidden = _normed(opset13.add(narrow, hidden), tensors, f"{layer}.output.LayerNorm")
    return openvino.Model([hidden], [inputs, hide], "bert")


def _constant(tensors: Tensors, name: str) -> Node:
    return opset13.constant(tensors[name], shared_memory=True)


def _linear(rows: Node, tensors: Tensors, name: str) -> Node:
    product = opset13.matmul(rows, _constant(tensors, f"{name}.weight"), False, True)
    return opset13.add(product, _constant(tensors, f"{name}.bias"))


def _normed(rows: Node, tensors: Tensors, name: str) -> Node:
    normal = opset13.mvn(rows, np.array([-1]), True, EPSILON, "inside_sqrt")
    scaled = opset13.multiply(normal, _constant(tensors, f"{name}.weight"))
    return opset13.add(scaled, _constant(tensors, f"{name}.bias"))


def _heads(rows: Node, size: int) -> Node:
    shape = np.array([_KEEP, _KEEP, HEADS, size // HEADS])
    return _swapped(opset13.reshape(rows, shape, special_zero=True))


def _swapped(rows: Node) -> Node:
    return opset13.transpose(rows, np.array([0, 2, 1, 3]))
