import json

from rag.answer import answer
from rag.web.export import as_json_file, as_markdown_file
from rag.web.types import Conversation, Exchange
from tests.window_fakes import assistant, scripted_steps


def talk() -> Conversation:
    done = []
    for question in ("What is *GIDL*?", "nothing"):
        *_, last = scripted_steps(question, (), assistant())
        done.append(Exchange(question, state="done", answer=last.answer, mark="up"))
    return Conversation("id", (*done, Exchange("late", state="stopped")))


def test_markdown_has_questions_answers_markers_and_sources() -> None:
    text = as_markdown_file(talk(), assistant().index)
    assert "## What is \\*GIDL\\*?\n\nGIDL grows with the field. \\[2\\]" in text
    assert "2. **Gate-Induced Drain Leakage** (`gidl`, AI Factory 0123456789ab): “It grows with the field.”" in text
    assert "The glossary does not have an answer to this. Nearest terms: Gate-Induced Drain Leakage" in text
    assert "## late\n\n(no answer)\n\n(stopped)" in text
    assert "0123456789ab" in text


def test_json_has_the_answers_with_their_citations_as_programs_get_them() -> None:
    data = json.loads(as_json_file(talk(), assistant().index))
    first, second, late = data["exchanges"]
    citation = first["answer"]["claims"][0]["citations"][0]
    assert (citation["entry_id"], citation["start"], citation["end"]) == ("gidl", 84, 108)
    assert first["mark"] == "up" and second["answer"]["outcome"] == "not_in_glossary"
    assert (late["state"], late["answer"]) == ("stopped", None)


def test_markdown_has_a_comparison_as_a_table_and_our_remarks_as_such(assistant) -> None:
    talk = [
        Exchange(text, state="done", answer=answer(text, (), assistant))
        for text in ("Compare DDPM and DDIM", "What does ZeRO stage 2 do?", "Types of domain shift? As bullets.")
    ]
    compared, disagreeing, listed = as_markdown_file(Conversation("id", tuple(talk)), assistant.index).split("\n## ")[
        1:
    ]
    rows = [line for line in compared.splitlines() if line.startswith("| ")]
    assert "DDPM" in rows[0] and all(line.count(" | ") == 2 for line in rows)
    assert all("\\[" in line for line in rows[1:])
    assert "(Remark: The entries disagree: " in disagreeing
    assert "\n- " in listed
