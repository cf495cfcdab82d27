import pytest

from rag.answer import answer, turn_of
from rag.corrected import corrected


def full(assistant, last, text):
    return corrected(text, last, turn_of(last, answer(last, (), assistant)), assistant)


@pytest.mark.parametrize(
    ("last", "text", "anew"),
    [
        ("how do we keep copy off the wafer?", "no, i meant copper", "how do we keep copper off the wafer?"),
        ("does photocopy or copy harm it?", "I meant copper", "does photocopy or copper harm it?"),
        ("What is gatering?", "sorry, I mean gettering", "What is gettering?"),
        ("how does DDP scale?", "i mean the distributed one", "how does Distributed Data Parallel scale?"),
        ("DDP", "no i mean the deposition thing in the fab", "Dielectric Deposition Process"),
    ],
)
def test_what_is_corrected_is_asked_again(last, text, anew, assistant):
    assert full(assistant, last, text) == anew


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("What is gettering?", "I mean the whole wafer"),  # like no word of the question
        ("What is gettering?", "and copper?"),
        ("What is gettering?", "no, I meant gettering"),
        ("DDP", "i mean the good one"),
    ],
)
def test_what_corrects_nothing_is_left_alone(last, text, assistant):
    assert full(assistant, last, text) == ""
