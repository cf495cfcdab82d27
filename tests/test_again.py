import time

import pytest

from rag.again import asked_again
from rag.answer import answer, turn_of
from rag.form import form_of
from rag.types import Turn

BEFORE = (Turn("What is DMAIC?", ("dmaic",)), Turn("Who founded Databricks?", ("databricks",)))


@pytest.mark.parametrize(
    "text",
    ["shorter please", "ok, can you make it shorter?", "simpler", "explain like I'm five", "eli5", "huh?",
     "explain it in simple words", "I don't understand", "can you simplify that?", "too long"],
)  # fmt: skip
def test_shorter_is_the_same_question_answered_briefly(text):
    again = asked_again(text, BEFORE)
    assert again == (
        "Who founded Databricks, briefly?",
        BEFORE[:1],
        "answered “Who founded Databricks?” again, briefly",
    )
    assert form_of(again.text).words is not None


@pytest.mark.parametrize(
    ("text", "layout"),
    [("in bullets please", "bullets"), ("Can you put that in a table?", "table"), ("as a list", "bullets"),
     ("and now in one sentence", "lines")],
)  # fmt: skip
def test_a_form_alone_is_the_same_question_in_that_form(text, layout):
    again = asked_again(text, BEFORE)
    assert again.text.startswith("Who founded Databricks, ") and again.history == BEFORE[:1]
    assert form_of(again.text).layout == layout
    assert layout != "lines" or form_of(again.text).sentences == 1


@pytest.mark.parametrize(
    "text",
    ["are you sure?", "really?", "what's your source?", "Where did you get that?", "sources?", "says who",
     "again please", "how do you know that?", "is that true?", "citation?"],
)  # fmt: skip
def test_who_doubts_is_given_the_same_answer(text):
    again = asked_again(text, BEFORE)
    assert again.text == "Who founded Databricks?" and again.history == BEFORE[:1]
    assert "each number opens the sentence in its entry" in again.note


@pytest.mark.parametrize(
    "text",
    ["What is a hash table?", "in which table is it?", "What are the sources of GIDL?", "is that true for LLMs?",
     "Are you sure that GIDL is worse?", "give me a short list of tools", "what is simpler, DDP or ZeRO?", "thanks"],
)  # fmt: skip
def test_a_message_with_a_subject_stays_as_it_is(text):
    assert asked_again(text, BEFORE) == (text, BEFORE, "")


def test_without_an_answer_before_nothing_is_asked_again():
    assert asked_again("shorter please", ()) == ("shorter please", (), "")
    assert asked_again("shorter please", [Turn("are you sure?")]) == ("shorter please", (), "")


def test_messages_about_answers_are_not_gone_on_with():
    history = (*BEFORE, Turn("shorter please", ("databricks",)), Turn("are you sure?", ("databricks",)))
    assert asked_again("in bullets", history).text == "Who founded Databricks, in bullets?"
    assert asked_again("and when?", history).history == BEFORE


def test_a_long_message_takes_no_time():
    start = time.process_time()
    asked_again("again" + " " * 200_000 + "x", BEFORE)
    assert time.process_time() - start < 0.5


def test_the_answer_is_given_again_in_its_form(assistant):
    first = answer("What is GitHub Copilot?", (), assistant)
    history = [turn_of("What is GitHub Copilot?", first)]
    assert [claim.citations for claim in answer("are you sure?", history, assistant).claims] == [
        claim.citations for claim in first.claims
    ]
    brief = answer("in one sentence please", history, assistant)
    assert len(brief.claims) == 1 < len(first.claims)
    assert brief.claims[0].citations == first.claims[0].citations
    assert brief.trace.notes[0] == "answered “What is GitHub Copilot?” again, in one sentence"
