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
        ("Who built Gopher, what is its size?", ("Who built Gopher", "what is its size?")),
        ("For a net: (a) what is a stencil, (b) how is a scan done", ("what is a stencil", "how is a scan done")),
        (
            "Who built Gopher and on how many tasks was it tested?",
            ("Who built Gopher", "on how many tasks was it tested?"),
        ),
        ("what is a stencil + how is a scan done", ("what is a stencil", "how is a scan done")),
        (
            "For my exam: 1) what is a stencil 2) how is a scan done 3) why tree reductions",
            ("what is a stencil", "how is a scan done", "why tree reductions"),
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
        "When gradients explode, what helps?",
        "If a scaler is fitted on everything, what kind of leakage is that?",
        "On how many GPUs and for how many days was it trained?",
        "What is warp divergence, which slows kernels?",
        "Who was Hinton, who won the Turing award?",
        "What is f(a, b) in a GAN?",
        "How does RAFT (phase 2) elect a leader?",
        "Which layers (1 to 4) are frozen, and by whom?",
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


@pytest.mark.parametrize(
    "text",
    [
        "why does it help training?",
        "how large are they?",
        "what does each shard?",
        "in which year?",
        "Give me an example of that.",
    ],
)
def test_a_question_that_points_back_does_not(text):
    assert not stands_alone(text)
