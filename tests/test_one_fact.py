import pytest

from rag.answering import MORE, SENTENCES
from rag.decide import LOOKS_SURE, decide, is_open, so_far
from rag.one_fact import asks_one_fact
from rag.seek import seek
from rag.types import Turn
from rag.understand import understand
from rag.weigh import weigh


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Which metal does gettering keep away?", True),
        ("Within how many days does gettering end?", True),
        ("How do I tune RandAugment?", True),
        ("gettering metals", False),
        ("What is gettering?", False),
        ("Is gettering slow?", False),
        ("Which types of gettering exist?", False),
        ("What is gettering and who invented it?", False),
        ("Which metal does getering keep away?", False),  # read as another word
        ("what " + " ".join(f"word{n}" for n in range(20)), False),
    ],
)
def test_a_plain_question_for_one_fact(text, one, assistant):
    assert asks_one_fact(understand(text, (), assistant)) is one


def test_what_goes_on_with_the_one_before_is_read_in_any_case(assistant):
    follow_up = understand("Which metals does it keep away?", [Turn("What is gettering?", ("gettering",))], assistant)
    assert follow_up.follows and not asks_one_fact(follow_up)


def seen(text, assistant):
    sought = seek(understand(text, (), assistant), assistant)
    return sought.question, sought.hits, sought.views, assistant


NEAR = (
    ("Which consistency model do Java programs use?", "not_in_glossary"),
    ("Which model architecture won the i2b2 2009 medication challenge?", "not_in_glossary"),
    ("Who should approve changes to a data mixture?", "not_in_glossary"),
    ("What makes compiling for spatial dataflow chips so difficult?", "answered"),
    ("How many GPU-hours did AutoAugment search?", "answered"),
)


@pytest.mark.parametrize(("text", "outcome"), NEAR)
def test_what_looks_answered_is_read_where_one_fact_is_asked_for(text, outcome, assistant):
    found = seen(text, assistant)
    chance = so_far(weigh(*found), *found)
    assert chance >= LOOKS_SURE[0] and decide(*found).outcome == outcome
    assert bool(found[2].answers) == (chance < LOOKS_SURE[1])


@pytest.mark.parametrize("text", ["How many ohms does one via add?", "Which company made Gorilla?"])
def test_what_a_sentence_tells_in_the_kind_that_is_asked_for_is_not_read(text, assistant):
    found = seen(text, assistant)
    assert not is_open(weigh(*found), found[0]) and decide(*found).outcome == "answered" and not found[2].answers


def test_more_sentences_are_read_only_where_the_first_do_not_say_it(assistant):
    counts = set()
    for text, outcome in NEAR:
        found = seen(text, assistant)
        decide(*found)
        counts.add((outcome, *(len(reading.odds) for reading in found[2].answers.values())))
    assert ("not_in_glossary", MORE) in counts and ("answered", SENTENCES) in counts
    assert not any(MORE in read for outcome, *read in counts if outcome == "answered")
