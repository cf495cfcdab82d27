import pytest

from rag.answer import answer
from rag.form import BRIEF, Form, as_question, form_of, without_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("What is gettering?", Form()),
        ("In one sentence, what is gettering?", Form(sentences=1)),
        ("What is gettering, in two short sentences?", Form(sentences=2)),
        ("two sentences on gettering", Form(sentences=2)),
        ("Explain gettering briefly.", Form(words=BRIEF)),
        ("one-line definition of gettering", Form(words=BRIEF)),
        ("a quick summary of gettering", Form(words=BRIEF)),
        ("a quick kiln", Form()),
        ("one sentence summary of gettering", Form(sentences=1)),
        ("Explain gettering in under 30 words", Form(words=30)),
        ("Compare DDPM and DDIM in a table", Form(layout="table")),
        ("List the phases of DMAIC as bullet points", Form(layout="bullets")),
        ("Just the number: how many parameters does Gopher have?", Form(sentences=1, number=True)),
    ],
)
def test_the_form_that_is_asked_for_is_read(text, form):
    assert form_of(text) == form


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("In one sentence, what is gettering?", "what is gettering?"),
        ("Explain gettering briefly.", "Explain gettering."),
        ("Compare DDPM and DDIM in a table", "Compare DDPM and DDIM"),
        ("List the phases of DMAIC as bullet points", "List the phases of DMAIC"),
        ("Just the number: how many parameters does Gopher have?", "how many parameters does Gopher have?"),
    ],
)
def test_the_words_that_ask_for_a_form_are_taken_out(text, left):
    assert without_form(text) == left


@pytest.mark.parametrize(
    "text", ["What is a hash table?", "Which table holds the sentences?", "How are two sentences aligned?", "briefly"]
)
def test_a_question_about_such_things_is_left_alone(text):
    assert without_form(text) == text
    assert form_of(text).layout == "lines"


def test_a_number_of_bullet_points_is_kept():
    assert form_of("Give me three bullet points on data poisoning") == Form("bullets", sentences=3)
    assert form_of("gettering in 5 short bullets").sentences == 5
    assert without_form("Give me three bullet points on data poisoning").endswith("on data poisoning")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Summarize gettering in one sentence", "What is gettering in one sentence"),
        ("could you sum up double descent?", "What is double descent?"),
        ("Give me a short summary of Gopher", "What is Gopher"),
        ("one-line definition of GIDL", "What is GIDL"),
        ("summarise how gettering works", "how gettering works"),
        ("What is a summary of tasks?", "What is a summary of tasks?"),
        ("How do models summarize text?", "How do models summarize text?"),
        ("summarize", "summarize"),
    ],
)
def test_what_is_to_be_summed_up_is_asked_for(text, question):
    assert as_question(text) == question


@pytest.mark.parametrize("text", ["summarise gettering in one sentence", "quick overview of gettering please"])
def test_the_wish_for_a_summary_is_not_looked_for(text, assistant):
    found = answer(text, (), assistant)
    assert [claim.citations[0].entry_id for claim in found.claims] == ["gettering"]
    assert not any(note.startswith("read ") for note in found.trace.notes)
