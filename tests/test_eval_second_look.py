import pytest

from eval.refusals import Asked
from eval.second_look import lines, weighed
from rag.second_look import SECOND
from tests.test_second_look import NEAR, TOLD


def test_only_what_is_answered_and_can_be_read_has_evidence(assistant):
    def of(text):
        return weighed(assistant, Asked(text, True, "twins"))

    assert of("Which planet has the most moons?") is None
    assert of("What is gettering?") is None
    assert set(of(NEAR[0]).evidence) == set(SECOND.weights) and of(NEAR[0]).counts
    assert not of("How many evaluation tasks was Gopher put through?").counts


@pytest.fixture(scope="module")
def asked():
    return [*(Asked(text, False, "twins") for text in NEAR), *(Asked(text, True, "twins") for text in TOLD)]


def test_the_lines_have_the_weights_and_what_each_bias_refuses(asked, assistant):
    found = list(lines(asked, [weighed(assistant, one) for one in asked]))
    assert found[0].startswith("Regression({'so far': ") and "'judged': " in found[0]
    assert found[2].removeprefix("weighed").strip() == "3 of 3, answerable 3 of 3"
    refused = [int(line.split()[1]) for line in found[3:]]
    assert refused == sorted(refused, reverse=True) and refused[0] == 3
