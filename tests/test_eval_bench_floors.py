from eval.bench.floors import Ceilings, ceilings, floors
from index.embed import model_folder
from index.weights import map_tensors

PIECES = {"question": 10.0, "passage": 100.0, "sentence": 20.0}


def found(operations, transferred, pieces=PIECES):
    tensors = map_tensors(model_folder() / "model.safetensors")
    return {one.name: one.seconds for one in floors(Ceilings(operations, transferred), tensors, pieces)}


def test_a_machine_reaches_some_rate_of_arithmetic_and_of_memory():
    most = ceilings()
    assert most.operations > 1e9 and most.bytes > 1e8


def test_a_text_costs_its_arithmetic_and_a_single_question_the_reading_of_the_weights():
    quick, slow_memory = found(1e12, 1e12), found(1e12, 1e9)
    # 10.6 million weights of the layers, two operations each a word piece.
    assert 0.0021 < quick["passage indexed, processor"] < 0.0025
    assert quick["sentence indexed, processor"] < quick["passage indexed, processor"] / 4
    assert slow_memory["passage indexed, processor"] == quick["passage indexed, processor"]
    assert 0.021 < slow_memory["question embedded, processor"] < 0.022
    assert slow_memory["word written"] > 100 * quick["word written"]


def test_no_program_starts_sooner_than_python_and_numpy():
    assert found(1e12, 1e12)["cold terminal"] > 0.02
