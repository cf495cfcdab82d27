from dataclasses import replace

from rag.web.actions_view import actions_html, alone_html, followups_html
from rag.web.followups import FollowUp
from rag.web.types import Exchange
from tests.window_fakes import assistant, scripted_steps


def test_a_whole_answer_can_be_copied_judged_and_asked_again() -> None:
    html = actions_html(Exchange("q", state="done"), 3)
    assert html.count('role="button"') == 6
    assert 'href="&#63;do&#61;copy&#45;markdown&#38;n&#61;3"' in html


def test_a_stopped_answer_can_only_be_asked_again() -> None:
    html = actions_html(Exchange("q", state="stopped"), 1)
    assert html.count('role="button"') == 2 and "Copy" not in html


def test_the_chosen_thumb_shows_with_its_word() -> None:
    html = actions_html(Exchange("q", state="done", mark="down", word="<too> short"), 1)
    assert html.count("chosen") == 1 and "Not helpful&#58; &#60;too&#62; short" in html


def test_a_question_that_took_words_from_those_before_it_can_be_asked_by_itself() -> None:
    *_, last = scripted_steps("And then?", (), assistant())
    assert last.answer
    searched = "GIDL: And then?"
    question = replace(last.answer.question, searched=searched, notes=(f"searched for “{searched}”",))
    said = replace(last.answer, question=question)
    assert 'href="&#63;do&#61;alone&#38;n&#61;2"' in alone_html(Exchange("And then?", "done", answer=said), 2)
    assert alone_html(Exchange("And then?", "done", answer=said), 1) == ""
    assert alone_html(Exchange("And then?", "done", answer=last.answer), 2) == ""
    assert alone_html(Exchange("And then?"), 2) == ""


def test_followups_are_links_that_ask() -> None:
    assert 'href="&#63;q&#61;What&#43;is&#43;A&#37;3F">A&#63;</a>' in followups_html([FollowUp("A?", "What is A?")])
    assert followups_html([]) == ""
