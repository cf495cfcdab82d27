from dataclasses import replace

from rag.types import Turn
from rag.web.conversation import messages, turns
from rag.web.terms import terms_of
from rag.web.types import Conversation, Exchange
from tests.window_fakes import assistant, glossary, scripted_steps


def test_a_follow_up_knows_what_was_asked_and_cited() -> None:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    history = (Exchange("What is GIDL?", state="done", answer=last.answer), Exchange("And?", state="running"))
    quoted = tuple(claim.text for claim in last.answer.quotation)
    assert quoted and turns(history, {"gidl"}) == (Turn("What is GIDL?", ("gidl",), quoted),)


def test_each_exchange_is_a_question_and_a_reply() -> None:
    shown = messages(Conversation("", (Exchange("<b>?"), Exchange("two"))), terms_of(glossary()))
    assert [message["role"] for message in shown] == ["user", "assistant"] * 2
    assert shown[0]["content"] == "&#60;b&#62;&#63;"


def test_actions_follow_every_ended_exchange_and_followups_the_last_one() -> None:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    done = Exchange("What is GIDL?", state="done", answer=last.answer)
    terms = terms_of(glossary())
    first, second = (one["content"] for one in messages(Conversation("", (done, done)), terms)[1::2])
    assert "Try again" in first and "Ask next" not in first
    assert "n&#61;2" in second and "Ask next" in second


def test_a_long_conversation_shows_its_end_under_the_right_numbers() -> None:
    talk = Conversation("", tuple(Exchange(f"q{n}", state="failed") for n in range(1, 61)))
    shown = messages(talk, terms_of(glossary()))
    assert len(shown) == 60 and shown[0]["content"] == "q31" and "n&#61;31" in shown[1]["content"]


def test_an_answer_over_an_index_before_is_shown_as_far_as_it_still_holds() -> None:
    *_, last = scripted_steps("What is GIDL?", (), replace(assistant(), writer=None))
    talk = Conversation("", (Exchange("What is GIDL?", state="done", answer=last.answer),))
    others = {name: entry for name, entry in glossary().items() if name != "gidl"}
    shown = messages(talk, terms_of(others))[1]["content"]
    assert "4 of 4 statements left out" in shown and "off&#45;state leakage" not in shown
    (turn,) = turns(talk.exchanges, others)
    assert (turn.question, turn.entry_ids) == ("What is GIDL?", ())
