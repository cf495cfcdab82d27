"""Names of entries in a text, and what stands for them."""

import pytest

from rag.naming import looks_like_names, named_in, spans, with_name


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Is Gopher bigger than GLaM?", ["Gopher", "GLaM"]),
        ("grad-cam vs grad-cam++", ["grad-cam", "grad-cam++"]),
        ("What is gate-induced drain leakage?", ["gate-induced drain leakage"]),
        ("How tall is a giraffe?", []),
    ],
)
def test_names_stand_where_they_are_written(text, written, assistant):
    places = spans(named_in(text, assistant).names, text)
    assert [text[start:end] for start, end in places] == written


def test_a_text_whose_words_are_not_those_that_are_written_has_no_places(assistant):
    text = "β of Gopher"
    assert named_in(text, assistant).names and spans(named_in(text, assistant).names, text) == []


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("who made it?", "who made GLaM?"),
        ("what are its drawbacks", "what are GLaM’s drawbacks"),
        ("how much does that cost?", "how much does GLaM cost?"),
        ("tell me about this", "tell me about GLaM"),
        ("is that free?", "is GLaM free?"),
        ("how can they reduce it?", "how can they reduce GLaM?"),
        ("do they overfit", "do GLaM overfit"),
        ("is it true that it saves energy?", "is it true that GLaM saves energy?"),
        ("I hear that it is small, is that right?", "I hear that GLaM is small, is that right?"),
        ("they say so, is that true?", ""),
        ("is that thing called a router?", ""),
        ("a gas that explodes", ""),
        ("what is the formula?", ""),
    ],
)
def test_the_word_that_stands_for_something_is_replaced(text, full):
    assert with_name(text, "GLaM") == full


def test_names_are_written_with_capitals_or_digits():
    assert all(map(looks_like_names, ("NVTX", "cuFFT", "ddr4", "GPT-2", "Hugging Face")))
    assert not any(map(looks_like_names, ("memory", "GPU memory", "the H100", "8 bits")))
