import pytest

from rag.candidates import ENTRIES, with_signs
from rag.retrieve import look, retrieve
from rag.understand import understand


def signs_of(text, piece, assistant):
    question = understand(text, (), assistant)
    views = look(question, assistant)
    found = with_signs(question, retrieve(question, views, assistant.index)[:ENTRIES], views, assistant)
    return next(signs for candidate, signs in found if piece in candidate.text)


@pytest.mark.parametrize(
    ("text", "piece", "sign"),
    [
        ("What is gettering?", "Gettering is the process", "defines"),
        ("How many parameters does Gopher have?", "280 billion", "number"),
        ("Why does gradient checkpointing take more time?", "training time", "number"),
    ],
)
def test_a_sign_shows_only_where_it_is_asked_for(text, piece, sign, assistant):
    assert signs_of(text, piece, assistant)[sign] == (not text.startswith("Why"))


def test_an_example_that_is_asked_for_is_one_and_no_definition(assistant):
    asked, other = "Give me an example of a domain-specific language.", "Which domain-specific languages are there?"
    assert [signs_of(text, "SQL (database queries)", assistant)["example"] for text in (asked, other)] == [1, 0]
    assert [signs_of(text, "(DSL) generation involves", assistant)["example"] for text in (asked, other)] == [-1, 0]


def test_the_columns_of_a_row_and_the_heading_over_it_count_as_said(assistant):
    signs = signs_of("Which developer makes Horovod?", "Horovod — Developer: Uber", assistant)
    assert signs["under"] > 0.5
    assert signs["label"] > 0


def test_signs_are_shares_but_for_margin_length_and_the_cosines(assistant):
    signs = signs_of("What is gettering?", "Gettering is the process", assistant)
    assert all(0 <= value <= 1 for name, value in signs.items() if name not in ("margin", "length"))


def test_a_sentence_of_the_kind_of_fact_that_is_asked_for_is_told_apart(assistant):
    asked, other = "Who created Databricks?", "What does Databricks create?"
    founded, maintained = "founded in 2013 by the creators", "Databricks created and maintains"
    assert [signs_of(asked, piece, assistant)["kind"] for piece in (founded, maintained)] == [1, 0]
    assert [signs_of(other, piece, assistant)["kind"] for piece in (founded, maintained)] == [0, 0]


@pytest.mark.parametrize(
    ("text", "piece", "sibling"),
    [
        ("when was gpt-2 released", "released in March 2023", 1),
        ("When was GPT-4 released?", "released in March 2023", 0),
        ("When was GPT released?", "released in March 2023", 0),
        ("when was gpt-2 released", "GPT-2 (2019", 0),
    ],
)
def test_another_one_of_a_numbered_series_is_not_what_is_asked_about(text, piece, sibling, assistant):
    assert signs_of(text, piece, assistant)["sibling"] == sibling
