import numpy as np
import openvino
from openvino import opset13

from rag.openvino_graph import merged, signed, without_words
from rag.smollm2 import smollm2_folder


def test_the_bytes_of_matrices_get_their_sign_and_nothing_else_changes():
    rows = opset13.parameter([-1, 3], np.float32)
    stored = opset13.convert(opset13.constant(np.array([[0, 128, 255], [127, 129, 1]], dtype=np.uint8)), np.float32)
    zero = opset13.convert(opset13.constant(np.array([[128], [128]], dtype=np.uint8)), np.float32)
    matrix = opset13.multiply(opset13.subtract(stored, zero), np.array([[0.5], [0.25]], dtype=np.float32))
    product = opset13.subtract(opset13.matmul(rows, matrix, False, True), np.float32(1))
    model = openvino.Model([product], [rows], "small")
    asked = np.array([[1, 2, 3], [-1, 0, 1]], dtype=np.float32)
    before = openvino.compile_model(model, "CPU")(asked)[0]
    changed = signed(model)
    assert (openvino.compile_model(changed, "CPU")(asked)[0] == before).all()
    kinds = [node.get_type_name() for node in changed.get_ops()]
    assert kinds.count("Subtract") == 1  # the one that is no zero point
    bytes_held = [node.data.tolist() for node in changed.get_ops() if node.get_element_type() == openvino.Type.i8]
    assert bytes_held == [[[-128, 0, 127], [-1, 1, -127]]]


def test_what_multiplies_the_same_rows_becomes_one_product_with_the_same_sums():
    rows, others = (opset13.parameter([-1, 4], np.float32, name) for name in ("rows", "others"))

    def product(of, values, scales):
        stored = opset13.convert(opset13.constant(np.array(values, dtype=np.int8)), np.float16)
        matrix = opset13.multiply(stored, opset13.constant(np.array(scales, dtype=np.float16)))
        flat = opset13.reshape(matrix, np.array([len(values), 4]), special_zero=False)
        return opset13.matmul(of, opset13.convert(flat, np.float32), False, True)

    one = product(rows, [[[1, -2], [3, 4]], [[5, 6], [-7, 8]]], [[[0.5], [0.25]], [[2], [1]]])
    two = product(rows, [[[9, 10], [-128, 127]]], [[[0.125], [4]]])
    apart = product(others, [[[1, 1], [1, -1]]], [[[1], [1]]])
    in_full = opset13.matmul(rows, opset13.constant(np.ones((1, 4), np.float32)), False, True)
    model = openvino.Model([one, two, apart, in_full], [rows, others], "small")
    asked = [np.array([[1, 2, 3, 4], [-1, 0, 1, 0.5]], np.float32), np.array([[1, 0, 2, 0]], np.float32)]
    exact = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0}
    before = list(openvino.compile_model(model, "CPU", exact)(asked).values())
    after = list(openvino.compile_model(merged(model), "CPU", exact)(asked).values())
    assert [len(made[0]) for made in before] == [2, 1, 1, 1]
    assert [made.tolist() for made in after] == [known.tolist() for known in before]
    assert [node.get_type_name() for node in model.get_ops()].count("MatMul") == 3


def test_the_graph_that_is_kept_subtracts_nothing_from_its_matrices_and_multiplies_rows_once():
    kept = openvino.Core().read_model(smollm2_folder() / "openvino_model.xml")
    kinds = [node.get_element_type() for node in kept.get_ops() if node.get_type_name() == "Constant"]
    assert openvino.Type.i8 in kinds and openvino.Type.u8 not in kinds
    products = [node for node in kept.get_ops() if node.get_type_name() == "MatMul"]
    layers, in_each, beside = 30, 4, 2  # query, key and value; output; gate; down; positions and words
    assert len(products) == layers * in_each + beside


def test_without_its_words_a_graph_gives_the_rows_that_they_are_made_of():
    rows = opset13.parameter([-1, 2], np.float32)
    last = opset13.relu(rows)
    model = openvino.Model([opset13.matmul(last, np.ones((5, 2), np.float32), False, True)], [rows], "small")
    given = np.array([[1, -2], [3, 4]], np.float32)
    assert openvino.compile_model(without_words(model), "CPU")(given)[0].tolist() == [[1, 0], [3, 4]]
