from dataclasses import replace

import pytest

from rag import clip
from rag.clip import adds, is_long_definition
from rag.signs import Candidate
from rag.types import Question
from tests.rag_fakes import entry_with

HEAD = "A kiln is an oven of brick in which potters fire their clay at great heat"
TAIL = "enabling wares that hold water, in some 1,300 degrees and for several days on end"
LONG = f"{HEAD} — {TAIL}."


def candidate(body, kind="paragraph"):
    return Candidate(entry_with(body), 0, 0, 0, len(body), 0.0, body, "", "", kind)


def asked(text, ask="open"):
    return Question(text, text, ask)


def clipped(one, question):
    """Clipped behind a better sentence."""
    return clip.clipped(one, question, replace(one, row=one.row + 1))


def test_a_long_sentence_ends_at_its_dash_and_is_still_a_span():
    short = clipped(candidate(LONG), asked("what do potters fire clay in?"))
    assert short.text == f"{HEAD}."
    assert short.entry.body[short.start : short.end] == HEAD


def test_what_is_asked_for_behind_the_dash_is_kept():
    whole = candidate(LONG)
    assert clipped(whole, asked("does a kiln make wares that hold water?")) == whole
    assert clipped(whole, asked("how hot is a kiln?", "fact")) == whole


@pytest.mark.parametrize(
    "body",
    [
        f"Brick — {HEAD}, {TAIL}.",
        f"{HEAD} (brick — {TAIL}) is old.",
        f"{HEAD}, from 800 – 1,300 degrees, {TAIL}.",
        f"{HEAD} — hot.",
    ],
)
def test_a_sentence_without_a_tail_to_spare_is_left_whole(body):
    whole = candidate(body)
    assert clipped(whole, asked("what do potters fire clay in?")) == whole


def test_a_definition_that_is_asked_for_is_left_whole():
    assert clipped(candidate(LONG), asked("what is a kiln?", "define")).text == LONG


@pytest.mark.parametrize("ask", ["cause", "steps", "open"])
def test_the_best_sentence_is_left_whole_where_a_reason_or_a_way_is_asked_for(ask):
    one, question = candidate(LONG), asked("why do potters fire clay in a kiln?", ask)
    assert clip.clipped(one, question, one).text == (LONG if ask != "open" else f"{HEAD}.")
    assert clipped(one, question).text == f"{HEAD}."


@pytest.mark.parametrize(("times", "is_whole"), [(1, True), (2, False)])
def test_a_definition_that_tells_a_reason_is_left_whole_up_to_forty_words(times, is_whole):
    body = f"{HEAD} — {' '.join([TAIL] * times)}."
    assert (len(body.split()) <= 40) is is_whole
    definition = replace(candidate(body), entry=replace(entry_with(body), definition_at=(0, len(body))))
    text = clip.clipped(definition, asked("why do potters fire clay in a kiln?", "cause"), definition).text
    assert text == (body if is_whole else f"{HEAD}.")


@pytest.mark.parametrize("times", [1, 5])
def test_of_a_long_definition_that_is_not_asked_for_the_head_is_enough(times):
    body = f"{HEAD} — {' '.join([TAIL] * times)}."
    definition = replace(candidate(body), entry=replace(entry_with(body), definition_at=(0, len(body))))
    assert is_long_definition(definition) == (times > 1)
    days = asked("How many days does a kiln take?", "fact")
    assert clipped(definition, days).text == (f"{HEAD}." if times > 1 else body)
    assert clipped(definition, asked("What is a kiln?", "define")).text == body
    assert clipped(candidate(body), days).text == body  # a sentence that defines nothing


@pytest.mark.parametrize("kind", ["code", "table", "math"])
def test_code_rows_and_formulas_are_never_cut(kind):
    whole = candidate(LONG, kind)
    assert clipped(whole, asked("kilns?")) == whole


def test_a_text_adds_only_words_that_were_asked_for_and_not_said():
    question = asked("How hot does the kiln get?")
    assert adds("It is hot.", "A kiln is an oven.", question)
    assert not adds("The kiln is old.", "A kiln is an oven.", question)
    assert not adds("It is old.", "A kiln is an oven.", replace(question, searched="kiln"))
