import pytest

from rag.asked import MOST, asked, stands_alone


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "What is gradient clipping? How does data poisoning work?",
            ("What is gradient clipping?", "How does data poisoning work?"),
        ),
        ("What is gettering? Explain dropout!", ("What is gettering?", "Explain dropout!")),
        (
            "What is gradient clipping and how does data poisoning work?",
            ("What is gradient clipping", "how does data poisoning work?"),
        ),
        (
            "Explain gradient clipping, and also define data poisoning.",
            ("Explain gradient clipping", "define data poisoning."),
        ),
        (
            "Hello there. What is gradient clipping? Also, what is data poisoning?",
            ("What is gradient clipping?", "what is data poisoning?"),
        ),
    ],
)
def test_questions_that_stand_alone_are_told_apart_in_their_order(text, questions):
    assert asked(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What is gradient clipping?",
        "We train on many GPUs. Our loss explodes. What is gradient clipping?",
        "What is gettering? And when?",
        "Who proposed gradient clipping, and when?",
        "Compare gradient clipping and data poisoning.",
        "Is gradient clipping fast or slow?",
    ],
)
def test_one_question_is_left_whole(text):
    assert asked(text) == ()


def test_no_more_than_a_few_are_answered():
    text = " ".join(f"What is thing{n} number{n}?" for n in range(MOST + 2))
    assert asked(text) == tuple(f"What is thing{n} number{n}?" for n in range(MOST))


@pytest.mark.parametrize("text", ["What is gettering?", "why does training diverge", "Which of two ways is faster?"])
def test_a_whole_question_stands_alone(text):
    assert stands_alone(text)


@pytest.mark.parametrize("text", ["why does it help training?", "how large are they?", "what does each shard?"])
def test_a_question_that_points_back_does_not(text):
    assert not stands_alone(text)
