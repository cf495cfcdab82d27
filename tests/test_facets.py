import pytest

from rag.answer import answer
from rag.facets import facets
from rag.seek import seek
from rag.understand import understand


def pieces(text, assistant):
    whole = seek(understand(text, (), assistant), assistant)
    return facets(whole, assistant)


def test_entries_that_are_named_in_one_question_are_looked_up_one_by_one(assistant):
    text = "what do I need to know about gettering, gradient bucketing and data retention"
    assert pieces(text, assistant) == (
        "what do I need to know about gettering",
        "gradient bucketing",
        "data retention",
    )


def test_things_described_without_their_names_are_told_apart(assistant):
    text = "Give me a way to see whether annotators agree and a way to spot poisoned examples."
    assert len(pieces(text, assistant)) == 2


def test_a_statement_that_leads_up_to_the_questions_stays_with_the_first_of_them(assistant):
    text = "My data is a mess. What is data deduplication, and what is gettering?"
    first, second = pieces(text, assistant)
    assert first.startswith("My data is a mess. What is data deduplication")
    assert second == "and what is gettering?"


@pytest.mark.parametrize(
    "text",
    [
        "What is gettering?",
        "Why does gradient clipping help, and when is it needed?",
        "Which metals, such as iron, copper and nickel, does gettering trap?",
        "",
    ],
)
def test_a_message_about_one_thing_is_left_whole(text, assistant):
    assert pieces(text, assistant) == ()


def test_a_clause_that_leans_on_the_one_before_is_not_said_to_be_missing(assistant):
    found = answer("our gpus idle 70 % of the time, is it the data loader?", (), assistant)
    assert found.outcome == "answered" and not any("has no answer to" in note for note in found.trace.notes)
