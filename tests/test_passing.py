import pytest

from rag.answer import answer
from rag.passing import passing


@pytest.mark.parametrize(
    ("question", "under"),
    [
        ("What is speculative decoding?", "Distributed Inference Serving"),
        ("What does PagedAttention do?", "Distributed Inference Serving"),
    ],
)
def test_a_term_that_other_entries_explain_is_said_to_be_in_passing(question, under, assistant):
    found = answer(question, (), assistant)
    assert found.outcome == "answered"
    name = question.removeprefix("What is ").removeprefix("What does ").removesuffix(" do?").removesuffix("?")
    expected = f"“{name}” has no entry of its own: it is mentioned in passing under {under}"
    assert expected in found.trace.notes
    assert passing(found.question, found.quotation, assistant.index) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is gettering?",
        "Why do GPUs starve while they wait for the loader?",
        "throughput of atomic layer deposition",
        "how do i tune randaugment",
        "what does SwiGLU use as gate",
        "What are the components of an answer?",
        "make a retriever work on my company's jargon",  # the words stand apart in what is quoted
        "google's 1.2 trillion moe",
        "formula for effective batch size",
        "what is copilot",  # what its entry is on
        "what is gradient compression",
    ],
)
def test_nothing_is_said_of_an_entry_or_of_a_question_without_a_name(question, assistant):
    found = answer(question, (), assistant)
    assert passing(found.question, found.quotation, assistant.index) == ""


def test_the_word_for_a_formula_is_not_missed_in_it(assistant):
    found = answer("mixup equation pls", (), assistant)
    assert found.outcome == "answered" and "λ" in found.claims[0].text
