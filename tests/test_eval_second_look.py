import pytest

from eval.one_fact import Asked
from eval.second_look import evidence_of, lines
from rag.second_look import SECOND
from tests.test_second_look import NEAR, TOLD


def test_only_what_is_answered_and_can_be_read_has_evidence(assistant):
    assert evidence_of(assistant, "Which planet has the most moons?") is None
    assert evidence_of(assistant, "What is gettering?") is None
    found = evidence_of(assistant, NEAR[0])
    assert set(found.weighed) == set(SECOND.weights) and found.in_doubt
    assert not evidence_of(assistant, "How many evaluation tasks was Gopher put through?").in_doubt


@pytest.fixture(scope="module")
def asked():
    return [*(Asked(text, False, "twins") for text in NEAR), *(Asked(text, True, "twins") for text in TOLD)]


def test_the_lines_have_the_weights_and_what_each_bias_refuses(asked, assistant):
    found = list(lines(asked, [evidence_of(assistant, one.text) for one in asked]))
    assert found[0].startswith("Regression({'so far': ") and "'judged': " in found[0]
    assert found[2].split("again")[1].strip() == "3 of 3, answerable 3 of 3"
    refused = [int(line.split()[1]) for line in found[3:]]
    assert refused == sorted(refused, reverse=True) and refused[0] == 3
