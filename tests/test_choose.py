from dataclasses import replace

import pytest

from rag.choose import AS_GOOD, OTHER_FLOOR, SETTLED, choose
from rag.form import Form
from rag.room import USUAL_WORDS
from rag.signs import Candidate
from rag.types import Question
from tests.rag_fakes import entry_with

BODY = """**Kiln** is an oven for clay.
- **Heat**: rises to 1,300 degrees.
- **Fuel**: wood or gas.
- **Chimney**: draws the smoke.
It was invented early."""
KILN, WHEEL = entry_with(BODY), entry_with("**Wheel** is a turning table.", "Wheel")


def candidate(row, piece, score, entry=KILN, rank=0):
    start = entry.body.index(piece)
    kind = "bullet" if piece.startswith("-") else "paragraph"
    text = piece.removeprefix("- ").replace("**", "")
    return Candidate(entry, rank, row, start, start + len(piece), 0.5, text, "", "", kind, score)


DEFINITION = candidate(0, "**Kiln** is an oven for clay.", 0.95)
HEAT = candidate(1, "- **Heat**: rises to 1,300 degrees.", 3.0)
FUEL = candidate(2, "- **Fuel**: wood or gas.", -3.0)
CHIMNEY = candidate(3, "- **Chimney**: draws the smoke.", 0.99)
WHEEL_IS = candidate(9, "**Wheel** is a turning table.", 3.0 - OTHER_FLOOR - 0.1, WHEEL, 1)
FOUND = [HEAT, CHIMNEY, DEFINITION, WHEEL_IS, FUEL]


def asked(ask):
    return Question("kiln?", "kiln?", ask)


def test_fillers_stay_out_and_another_entry_is_held_to_more():
    assert choose(asked("open"), FOUND, Form()) == [HEAT, DEFINITION, CHIMNEY]


def test_another_entry_that_is_nearly_as_good_is_quoted():
    near = replace(WHEEL_IS, score=HEAT.score - OTHER_FLOOR + 0.1)
    assert near in choose(asked("open"), [HEAT, CHIMNEY, near], Form())


def test_each_question_of_a_message_has_its_own_sentences_before_others():
    short = Form(sentences=3)
    assert choose(asked("open"), FOUND, short) == [HEAT, DEFINITION, CHIMNEY]
    also = [[HEAT, DEFINITION], [FUEL, CHIMNEY]]
    assert choose(asked("open"), FOUND, short, also) == [HEAT, DEFINITION, FUEL]
    assert choose(asked("open"), FOUND, Form(sentences=2), [*also, []]) == [HEAT, FUEL]


def test_a_list_is_whole_and_in_its_order():
    assert choose(asked("list"), FOUND, Form()) == [HEAT, FUEL, CHIMNEY]


@pytest.mark.parametrize("ask", ["fact", "yes_no", "cause", "open", "example"])
def test_the_sentence_that_answers_comes_first_the_others_in_reading_order(ask):
    found = [replace(CHIMNEY, score=HEAT.score + AS_GOOD + 0.1), HEAT, replace(DEFINITION, score=2.5)]
    assert [c.row for c in choose(asked(ask), found, Form())] == [CHIMNEY.row, DEFINITION.row, HEAT.row]


def test_a_definition_that_is_asked_for_and_the_steps_of_a_procedure_stand_in_reading_order():
    named = Question("What is a kiln, and how hot?", "What is a kiln, and how hot?", "open", named=((KILN.id,),))
    assert choose(named, FOUND, Form())[0] == DEFINITION
    steps = [replace(one, kind="number") for one in (CHIMNEY, HEAT)]
    assert [c.row for c in choose(asked("open"), [replace(steps[0], score=3.5), steps[1]], Form())] == [1, 3]


def test_what_denies_the_supposed_comes_first():
    denial = replace(CHIMNEY, text="Chimney: it does not make heat.")
    assert choose(asked("yes_no"), [HEAT, denial, DEFINITION], Form())[0] == denial


def test_the_form_limits_sentences_and_words():
    assert choose(asked("open"), FOUND, Form(sentences=1)) == [HEAT]
    assert choose(asked("open"), FOUND, Form(words=11)) == [HEAT, CHIMNEY]


def test_a_sentence_that_is_too_long_is_still_quoted_when_it_is_the_first():
    long = replace(HEAT, text="heat " * (USUAL_WORDS + 1))
    assert choose(asked("open"), [long, CHIMNEY], Form()) == [long]


def test_nothing_found_is_nothing_quoted():
    assert choose(asked("open"), [], Form()) == []


def test_around_a_yes_or_no_less_is_quoted():
    beside = replace(CHIMNEY, score=HEAT.score - SETTLED - 0.1)
    assert choose(asked("yes_no"), [HEAT, beside], Form()) == [HEAT]
    assert choose(asked("fact"), [HEAT, beside], Form()) == [HEAT, beside]


def test_around_one_fact_of_a_kind_less_is_quoted_but_not_in_a_message_of_several_questions():
    beside = replace(CHIMNEY, score=HEAT.score - SETTLED - 0.1)
    who = Question("Who made the kiln?", "Who made the kiln?", "fact")
    assert choose(who, [HEAT, beside], Form()) == [HEAT]
    assert choose(who, [HEAT, beside], Form(), [[HEAT, beside]]) == [HEAT, beside]


def test_what_is_about_as_good_as_the_best_comes_before_what_is_read_before_it():
    near = replace(CHIMNEY, score=HEAT.score - AS_GOOD + 0.1)
    assert choose(asked("open"), [HEAT, near, DEFINITION], Form()) == [HEAT, near, DEFINITION]
    assert choose(asked("open"), [HEAT, CHIMNEY, DEFINITION], Form()) == [HEAT, DEFINITION, CHIMNEY]


def test_what_counts_the_things_asked_for_comes_first_though_another_is_better():
    counts = replace(CHIMNEY, text="A kiln has 3 chimneys.")
    for text, first in (("How many chimneys has a kiln?", counts), ("How many people fit in?", HEAT)):
        assert choose(Question(text, text, "fact"), [HEAT, counts], Form())[0] == first


def test_a_long_sentence_is_cut_at_its_dash_only_beside_others():
    kept = "a kiln fired with wood takes two days and nights to reach the heat that porcelain asks for in the end"
    body = f"**Kiln** is an oven for clay.\n\nIn the valley {kept} — and many hands to feed it with split logs."
    entry = entry_with(body)
    whole = candidate(1, f"In the valley {kept} — and many hands to feed it with split logs.", 3.0, entry)
    other = candidate(0, "**Kiln** is an oven for clay.", 2.0, entry)
    assert choose(asked("open"), [whole], Form()) == [whole]
    assert [one.text for one in choose(asked("open"), [whole, other], Form())] == [f"In the valley {kept}.", other.text]
    assert choose(asked("open"), [whole], Form(words=24))[0].text == f"In the valley {kept}."


@pytest.mark.parametrize("ask", ["steps", "example"])
def test_a_way_or_an_example_is_read_in_its_order_behind_the_best(ask):
    near = [replace(CHIMNEY, score=HEAT.score - 0.1), replace(DEFINITION, score=HEAT.score - 0.2)]
    assert [c.row for c in choose(asked(ask), [HEAT, *near], Form())] == [HEAT.row, DEFINITION.row, CHIMNEY.row]
