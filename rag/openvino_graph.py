"""The graph of the default writer as OpenVINO reads it: made once from a GGUF file, and lightened.

Nearly all of the time in which OpenVINO makes a graph ready goes by its number of operations. So it is rewritten to the
same sums with fewer of them, and is ready in two thirds of the time.
"""

import contextlib
import ctypes
import sys
from collections import defaultdict
from pathlib import Path

# On import OpenVINO reports itself to a server on the network, unless this package of its own is absent.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

import numpy as np  # noqa: E402
import openvino  # noqa: E402
import openvino_genai as genai  # noqa: E402
from openvino import Node, opset13  # noqa: E402

# OpenVINO keeps what it compiled for each number of tokens in a step, 5,000 pieces where nothing is said: a server then
# grows by 1.3 MB with every number that comes for the first time, up to 256 of them. So few cost no measurable time.
# Where several threads compute at once, such a limit crashes (index/openvino_bert.py); here one does at a time.
COMPILED = 64
_DONTNEED = 4  # as Linux' mman.h has it; the maps are never written to, so nothing is lost


def save_graph(file: Path) -> None:
    """Write the graph and the tokenizer of a GGUF file's model beside it, as `rag.openvino_writer` reads them."""
    genai.LLMPipeline(file, "CPU", enable_save_ov_model=True)
    graph = file.with_name("openvino_model.xml")
    part = file.with_name("light.xml")
    openvino.serialize(merged(signed(openvino.Core().read_model(graph))), part)
    for suffix in (".xml", ".bin"):
        part.with_suffix(suffix).replace(graph.with_suffix(suffix))


def signed(model: openvino.Model) -> openvino.Model:
    """The same with the matrices' bytes as they were in the GGUF file, with a sign. As OpenVINO reads them they have
    none, and 128 is subtracted in the graph."""
    for difference in model.get_ops():
        if difference.get_type_name() == "Subtract":
            stored, zero = (_unconverted(difference.input_value(side).get_node()) for side in (0, 1))
            if _is_bytes(stored) and _is_bytes(zero):
                values = (stored.data.astype(np.int16) - zero.data).astype(np.int8)
                plain = opset13.convert(opset13.constant(values), difference.get_element_type().to_dtype())
                difference.output(0).replace(plain.output(0))
    return model


def merged(model: openvino.Model) -> openvino.Model:
    """The same with one product where several matrices are multiplied with the same rows (query, key and value; the two
    of the gate). Each row of a matrix keeps its own bytes and scales, so the sums are the same."""
    products = defaultdict(list)
    for node in model.get_ops():
        if node.get_type_name() == "MatMul" and (parts := _bytes_and_scales(node)):
            rows = node.input_value(0)
            products[rows.get_node().get_friendly_name(), rows.get_index()].append((node, *parts))
    for together in products.values():
        nodes, stored, scales = zip(*together, strict=True)
        if nodes[1:]:
            _replace(nodes, stored, scales)
    return model


def reader(folder: Path) -> tuple[openvino.InferRequest, genai.Tokenizer]:
    """What reads with the model in a folder, for one text at a time: a request that gives the last layer's rows, and
    the tokenizer."""
    core = openvino.Core()
    # Rows are not rounded to 8 bits: as fast here, and nearer to what was trained.
    settings = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": 0, "CPU_RUNTIME_CACHE_CAPACITY": COMPILED}
    model = core.compile_model(without_words(core.read_model(folder / "openvino_model.xml")), "CPU", settings)
    return model.create_infer_request(), genai.Tokenizer(folder)


def let_go(name: str) -> None:
    """Drop from memory what is mapped of files of that name, once OpenVINO has computed with them: it has copies of
    what it multiplies, in an order of its own. What is read again comes back from the disk."""
    with contextlib.suppress(OSError, AttributeError):  # another system, which keeps it
        madvise = ctypes.CDLL(None, use_errno=True).madvise
        for line in Path("/proc/self/maps").read_text("utf-8").splitlines():
            if line.endswith(f"/{name}"):
                start, end = (int(place, 16) for place in line.split(" ", 1)[0].split("-"))
                madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONTNEED)


def without_words(model: openvino.Model) -> openvino.Model:
    """The same, giving the last layer's rows in place of the chances of all words, which are a fifth of the work."""
    (result,) = model.get_results()
    result.input(0).replace_source_output(result.input_value(0).get_node().input_value(0))
    model.validate_nodes_and_infer_types()
    return model


def _replace(nodes: tuple[Node, ...], stored: tuple[Node, ...], scales: tuple[Node, ...]) -> None:
    rows, to_type = nodes[0].input_value(0), nodes[0].get_element_type().to_dtype()
    values, factors = (np.concatenate([part.data for part in parts]) for parts in (stored, scales))
    matrix = opset13.multiply(opset13.convert(opset13.constant(values), factors.dtype), opset13.constant(factors))
    flat = opset13.reshape(matrix, np.array([len(values), values[0].size]), special_zero=False)
    product = opset13.matmul(rows, opset13.convert(flat, to_type), False, True)
    sizes = np.array([len(part.data) for part in stored])
    split = opset13.variadic_split(product, np.array(-1), sizes)
    for place, node in enumerate(nodes):
        node.output(0).replace(split.output(place))


def _bytes_and_scales(product: Node) -> tuple[Node, Node] | None:
    """The constants of a product's matrix, [rows, blocks, bytes of a block] and [rows, blocks, 1]; None where it is no
    matrix of signed bytes that stands turned."""
    if not product.get_attributes()["transpose_b"]:
        return None
    node = product.input_value(1).get_node()
    for kind in ("Convert", "Reshape", "Multiply"):
        if node.get_type_name() != kind:
            return None
        last, node = node, node.input_value(0).get_node()
    stored, scales = _unconverted(node), last.input_value(1).get_node()
    return (stored, scales) if stored.get_element_type() == openvino.Type.i8 else None


def _unconverted(node: Node) -> Node:
    return node.input_value(0).get_node() if node.get_type_name() == "Convert" else node


def _is_bytes(node: Node) -> bool:
    return bool(node.get_type_name() == "Constant" and node.get_element_type() == openvino.Type.u8)
