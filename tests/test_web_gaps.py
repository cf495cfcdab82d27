import json
from dataclasses import replace

from rag.web.gaps import gaps, gaps_html, gaps_jsonl
from rag.web.types import Exchange
from tests.window_fakes import assistant, glossary, scripted_steps

ENTRIES = glossary()


def exchange(question: str, word: str = "") -> Exchange:
    *_, last = scripted_steps(question, (), assistant())
    return Exchange(question, state="done", answer=last.answer, mark="down" if word else "", word=word)


def test_one_question_asked_twice_is_one_gap() -> None:
    rows = [((), exchange("nothing here?")), ((), exchange("Nothing here"))]
    assert [gap.turns for gap in gaps(rows, ENTRIES)] == [("Nothing here",)]


def test_a_greeting_is_no_gap_unless_its_reply_was_disliked() -> None:
    asked = exchange("nothing")
    assert asked.answer
    greeting = replace(
        asked, answer=replace(asked.answer, question=replace(asked.answer.question, searched="hi there"))
    )
    assert gaps([((), greeting)], ENTRIES) == []
    assert len(gaps([((), replace(greeting, mark="down"))], ENTRIES)) == 1


def test_earlier_questions_are_kept_only_where_they_were_taken_up() -> None:
    asked = exchange("nothing here?")
    assert asked.answer
    question = replace(asked.answer.question, searched="GIDL: nothing", notes=("searched for “GIDL: nothing”",))
    follower = replace(asked, answer=replace(asked.answer, question=question))
    found = gaps([(("What is GIDL?",), asked), (("What is GIDL?",), follower)], ENTRIES)
    assert [gap.turns for gap in found] == [("nothing here?",), ("What is GIDL?", "nothing here?")]


def test_the_terms_with_most_questions_come_first() -> None:
    far = exchange("nothing far")
    assert far.answer
    far = replace(far, answer=replace(far.answer, nearest=("data-poisoning",)))
    html = gaps_html(gaps([((), far), ((), exchange("nothing a")), ((), exchange("nothing b"))], ENTRIES), ENTRIES)
    assert html.index("Gate&#45;Induced") < html.index("Data Poisoning")


def test_a_failed_answer_without_a_near_term_is_shown_as_such() -> None:
    found = gaps([((), Exchange("q", state="failed", mark="down", word="w"))], ENTRIES)
    assert "No term is near" in gaps_html(found, ENTRIES)
    assert json.loads(gaps_jsonl(found, ENTRIES))["type"] == "near_miss"
