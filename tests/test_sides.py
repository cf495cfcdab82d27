import pytest

from rag.sides import side_of, sides, speaks_of_another, speaks_of_both
from rag.types import Question
from tests.rag_fakes import entry_with

KILN, WHEEL = entry_with("**Kiln** is an oven.", "Kiln"), entry_with("**Wheel** is a table.", "Wheel")


def asked(text, *named):
    return Question(text, text, "compare", tuple((one,) for one in named))


def test_two_named_entries_are_the_sides_in_the_order_of_the_question():
    pair = sides(asked("wheel or kiln?", "wheel", "kiln"), (KILN, WHEEL))
    assert [side.name for side in pair] == ["Wheel", "Kiln"]
    assert [side_of(entry, "It turns.", pair) for entry in (KILN, WHEEL)] == [1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "raku vs salt firing",
        "What is the difference between raku firing and salt firing?",
        "Compare raku with salt firing",
        "raku firing or salt firing?",
    ],
)
def test_words_of_the_question_are_the_sides_within_one_entry(text):
    pair = sides(asked(text), (KILN,))
    assert side_of(KILN, "Raku cools in the open.", pair) == 0
    assert side_of(KILN, "Salt makes a glaze.", pair) == 1
    assert side_of(KILN, "Clay shrinks.", pair) is None
    assert speaks_of_both("Raku cools faster than salt.", pair)
    assert not speaks_of_both("Raku cools in the open.", pair)


def test_without_names_or_words_the_two_best_entries_are_the_sides():
    pair = sides(asked("What separates them?"), (WHEEL, KILN))
    assert [side_of(entry, "It turns.", pair) for entry in (WHEEL, KILN)] == [0, 1]


@pytest.mark.parametrize(
    ("said", "another"),
    [
        ("Soda firing gives a glaze, as salt firing does.", True),
        ("Wood and gas firing are older.", False),  # "and" is in no name
        ("Raku firing is quick.", False),
        ("The firing takes a day.", False),
        ("Clay shrinks in the kiln during firing.", False),
        ("Clay shrinks.", False),
    ],
)
def test_a_sentence_that_begins_with_another_thing_of_the_kind_is_about_neither(said, another):
    assert speaks_of_another(said, sides(asked("raku firing vs salt firing"), (KILN,))) == another


def test_without_a_kind_that_both_are_of_nothing_is_another():
    assert not speaks_of_another("Soda firing gives a glaze.", sides(asked("wheel or kiln?"), (KILN, WHEEL)))


def test_things_that_only_share_what_stands_before_their_kind_are_no_others_of_it():
    pair = sides(asked("Compare clay drying and clay firing"), (KILN,))
    assert not speaks_of_another("Soft clay firing takes a day.", pair)
    assert not speaks_of_another("White clay is fine.", pair)


def test_what_stands_in_brackets_behind_a_name_is_not_its_kind():
    pair = sides(asked("raku firing vs salt firing (SF)"), (KILN,))
    assert speaks_of_another("Soda firing gives a glaze.", pair)
