from rag.types import Turn
from rag.web.conversation import messages, turns
from rag.web.types import Exchange
from tests.window_fakes import assistant, glossary, scripted_steps


def test_a_follow_up_knows_what_was_asked_and_cited() -> None:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    history = (Exchange("What is GIDL?", state="done", answer=last.answer), Exchange("And?", state="running"))
    assert turns(history) == (Turn("What is GIDL?", ("gidl",)),)


def test_each_exchange_is_a_question_and_a_reply() -> None:
    shown = messages((Exchange("<b>?"), Exchange("two")), glossary())
    assert [message["role"] for message in shown] == ["user", "assistant"] * 2
    assert shown[0]["content"] == "&#60;b&#62;&#63;"
