import json

from eval.bench.machine import machine


def test_the_machine_is_described_in_plain_values():
    told = machine()
    assert told["processor"] and told["cores"] >= 1 and told["python"].startswith("3.")
    assert json.loads(json.dumps(told)) == told
