import shutil
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest

from rag.web.chatting import kept, noted, number_of, with_question
from rag.web.taken_up import state_html
from rag.web.types import Conversation, Exchange
from tests.api_fakes import scripted_desk
from tests.window_fakes import assistant, scripted_steps

TALK = Conversation("a", (Exchange("one", state="done"), Exchange("two", state="done")))


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def test_a_question_goes_to_the_end() -> None:
    asked = with_question(Exchange("three"), TALK)
    assert [one.question for one in asked.exchanges] == ["one", "two", "three"] and asked.is_running


def test_an_edited_question_replaces_itself_and_what_followed() -> None:
    edited = with_question(Exchange("uno"), Conversation("a", TALK.exchanges, editing=1))
    assert [one.question for one in edited.exchanges] == ["uno"] and edited.editing == 0 and edited.id == "a"


def test_a_question_asked_by_itself_says_so() -> None:
    edited = with_question(Exchange("uno", alone=True), Conversation("a", TALK.exchanges, editing=2))
    assert edited.exchanges == (TALK.exchanges[0], Exchange("uno", alone=True))


def test_that_the_writer_still_loads_is_said_on_a_finished_answer_alone() -> None:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    done = Exchange("q", "done", answer=last.answer)
    told = noted(done, "the writer is still loading").answer
    assert told and told.trace.notes[-1] == "the writer is still loading"
    running = replace(done, state="running")
    assert noted(running, "x") is running
    *_, refused = scripted_steps("nothing", (), assistant())
    assert noted(replace(done, answer=refused.answer), "x").answer is refused.answer


@pytest.mark.parametrize("n", ["0", "3", "-1", "x", "", "²", "9" * 9, 1, None])
def test_a_number_that_is_none_of_the_conversation_counts_as_none(n: object) -> None:
    assert number_of(event(n=n), TALK) == 0
    assert number_of(event(n="2"), TALK) == 2


def test_the_state_names_the_conversation_and_what_is_edited() -> None:
    assert 'data-chat="a&#45;b"' in state_html(Conversation("a-b"))
    assert "Editing question 2" in state_html(Conversation(editing=2))
    assert "not kept in this browser" in state_html(Conversation(missing=True))


def test_where_it_cannot_be_stored_the_answer_stands_and_the_window_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = scripted_desk(tmp_path / "data")
    stored = kept(TALK, "reader", desk)
    assert stored.id and not stored.unkept
    shutil.rmtree(tmp_path / "data")
    lost = kept(TALK, "reader", desk)
    assert lost.unkept and lost.exchanges == TALK.exchanges and "could not be kept" in state_html(lost)
    assert "could not be kept" in caplog.text
