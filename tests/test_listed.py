from dataclasses import replace

import pytest

from rag.answer import answer
from rag.form import Form
from rag.listed import fitted, in_its_order, items_asked_for
from rag.room import Room
from rag.signs import Candidate
from rag.types import Question
from tests.rag_fakes import entry_with

BODY = """**Kiln** is an oven for clay.
- **Heat**: rises to 1,300 degrees.
- **Fuel**: wood or gas.
- **Chimney**: draws the smoke.
It was invented early.
- **Shelf**: holds the pots.
- **Cone**: tells the heat."""
KILN = entry_with(BODY)


def candidate(row, piece, score, heading=""):
    start = BODY.index(piece)
    kind = "bullet" if piece.startswith("-") else "paragraph"
    text = piece.removeprefix("- ").replace("**", "")
    return Candidate(KILN, 0, row, start, start + len(piece), 0.5, text, heading, "", kind, score)


IS = candidate(0, "**Kiln** is an oven for clay.", 3.0)
PARTS = [
    candidate(row, piece, score, "What it is made of")
    for row, piece, score in (
        (2, "- **Fuel**: wood or gas.", 2.5),
        (1, "- **Heat**: rises to 1,300 degrees.", -4.0),
        (3, "- **Chimney**: draws the smoke.", -5.0),
    )
]
TOOLS = [candidate(5, "- **Shelf**: holds the pots.", -1.0), candidate(6, "- **Cone**: tells the heat.", -1.5)]


def rows(ask, found, text="kiln?"):
    return [one.row for one in items_asked_for(Question(text, text, ask), found)]


def test_all_items_of_the_best_ones_list_are_given_in_their_order_and_no_others():
    assert rows("list", [IS, *PARTS, *TOOLS]) == [1, 2, 3]


@pytest.mark.parametrize("ask", ["define", "fact", "steps", "open"])
def test_bullets_are_no_list_unless_one_is_asked_for(ask):
    assert rows(ask, [IS, *PARTS]) == []


def test_two_items_are_no_list():
    assert rows("list", [IS, *TOOLS]) == []


def test_a_list_that_is_far_from_the_best_sentence_must_bear_the_question_as_its_heading():
    far = [IS, *(candidate(one.row, BODY[one.start : one.end], one.score - 5, one.heading) for one in PARTS)]
    assert rows("list", far) == []
    assert rows("list", far, "What is a kiln made of?") == [1, 2, 3]


def test_a_list_is_shown_in_its_order_where_its_heading_is_asked_for_or_its_items_are_counted(assistant):
    asked = Question("What is a kiln made of?", "What is a kiln made of?", "list")
    assert in_its_order(PARTS, asked)
    assert not in_its_order(TOOLS, asked)
    assert in_its_order([replace(TOOLS[0], kind="number"), *TOOLS[1:]], asked)
    # By the entry's name alone, or in a question, a heading says what is asked for only by its other words.
    assert not in_its_order([replace(TOOLS[0], heading="Kiln")], replace(asked, searched="Which kiln is there?"))
    assert not in_its_order([replace(TOOLS[0], heading="Why Kiln Walls Hold")], replace(asked, searched="kiln walls?"))
    assert in_its_order([replace(TOOLS[0], heading="Major Kiln Walls")], replace(asked, searched="kiln walls?"))
    projects = answer("Which open source projects does Databricks maintain?", (), assistant).claims
    assert "Open Source Stewardship" in projects[0].text


def test_a_procedure_is_not_the_one_asked_for_by_the_entrys_name_alone(assistant):
    told = " ".join(claim.text for claim in answer("how do I detect a god class?", (), assistant).claims)
    assert "God Class Indicator" in told and "UserService" not in told


def test_an_enumeration_in_a_sentence_is_the_list_only_of_what_stands_before_it():
    body = "**Kiln** is an oven for clay and metals. Kiln types: (1) gas kilns that spare metals (2) wood kilns."
    entry = entry_with(body)

    def part(row, piece, score):
        start = body.index(piece)
        return Candidate(entry, 0, row, start, start + len(piece), 0.5, piece, "", "", "paragraph", score)

    told = part(0, "**Kiln** is an oven for clay and metals.", 2.0)
    parts = [part(1, "Kiln types: (1) gas kilns that spare metals", 1.5), part(2, "(2) wood kilns.", 1.0)]
    found = [told, *parts]
    assert rows("list", found, "Which types of kiln are there?") == [1, 2]
    assert rows("list", found, "Which metals does a kiln bear?") == []
    assert rows("list", [replace(parts[0], score=3.0), told, parts[1]], "Which metals does a kiln bear?") == [1, 2]


def test_a_list_that_is_too_long_is_cut_to_the_first_sentence_of_each_item():
    body = "**Kiln** is hot.\n- **Heat**: rises to 1,300 degrees. It takes hours.\n- **Fuel**: wood or gas. It is dear."
    entry = entry_with(body)
    pieces = ("- **Heat**: rises to 1,300 degrees. It takes hours.", "- **Fuel**: wood or gas.", "It is dear.")
    items = [
        replace(
            IS, entry=entry, row=row, start=body.index(one), end=body.index(one) + len(one), text=one, kind="bullet"
        )
        for row, one in enumerate(pieces)
    ]
    cut = fitted(items, Room(8, 7), Form())
    assert [one.text for one in cut] == ["Heat: rises to 1,300 degrees.", "Fuel: wood or gas."]
    assert [body[one.start : one.end] for one in cut] == [
        "- **Heat**: rises to 1,300 degrees.",
        "- **Fuel**: wood or gas.",
    ]
    assert fitted(items, Room(10, 7), Form()) == cut
    for room, form in (
        (Room(100, 7), Form()),
        (Room(5, 7), Form()),
        (Room(10, 1), Form()),
        (Room(8, 7), Form(words=8)),
    ):
        assert fitted(items, room, form) == []
    assert fitted([replace(one, kind="paragraph") for one in items], Room(10, 7), Form()) == []


@pytest.mark.parametrize(
    "text", ["list all GDPR rights of a data subject", "what are the key GDPR rights? bullets please"]
)
def test_no_item_of_a_list_is_left_out_for_want_of_room(text, assistant):
    claims = answer(text, (), assistant).claims
    assert [claim.text.count("(Article ") for claim in claims] == [1] * 7
