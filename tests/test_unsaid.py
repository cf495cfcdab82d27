from dataclasses import replace

import pytest

from index.vocabulary import Vocabulary
from index.words import content_words
from rag.types import Question
from rag.unsaid import Gaps, asking, gaps, says_how_many
from rag.wanted import Told

# Every word tells the same, so that shares can be counted.
EVEN = Vocabulary(
    {}, {}, dict.fromkeys("kiln clay ash price oxygen layer glaze shelf shelv door potter".split(), 1.0), 1.0, {}
)


def found(question, *texts, names=()):
    told = [Told(text, frozenset(content_words(text))) for text in texts]
    asked = Question(question, question, "open", focus=tuple(dict.fromkeys(content_words(question))))
    return gaps(asked, frozenset(names), told, EVEN)


def test_what_a_sentence_says_is_not_missing():
    assert found("Which glaze has the kiln?", "The kiln has a glaze.") == Gaps()


def test_the_words_must_stand_in_one_sentence():
    together, apart = "The kiln burns clay.", ("The kiln.", "The clay.")
    assert found("kiln clay", together).unsaid == 0
    assert 0 < found("kiln clay", *apart).unsaid < found("kiln clay").unsaid == 1


def test_names_of_the_entry_go_without_saying():
    assert found("kiln clay", "All about clay.", names=("kiln",)).unsaid == 0


def test_a_word_is_said_by_its_kin_too():
    assert found("reduce the clay", "It reduces clay.").unsaid == 0
    assert found("shelves", "The shelf and the shelves.").unsaid == 0


def test_only_the_sentence_that_asks_counts():
    text = "Our potter lost his ash. Which glaze has the kiln?"
    assert asking(text) == "Which glaze has the kiln?"
    assert found(text, "The kiln has a glaze.").unsaid == 0
    assert asking("kiln or clay") == "kiln or clay"


def test_a_kind_of_fact_must_stand_beside_the_other_words():
    question = "When was the kiln invented?"
    told = found(question, "The kiln came up in 1990.").untold
    elsewhere = found(question, "The clay came up in 1990.", "The kiln is old.").untold
    nowhere = found(question, "The kiln is old.").untold
    assert 0 == told < elsewhere < nowhere == 1


def test_words_that_only_name_a_kind_that_is_told_are_not_missing():
    text, told = "Who made the kiln?", [Told("Developed by Bell.", frozenset(["develop", "bell"]))]
    asked = Question(text, text, "fact", named=(("kiln",),), focus=("made",))
    assert gaps(asked, frozenset(["kiln"]), told, EVEN).unsaid == 0
    assert gaps(replace(asked, named=()), frozenset(["kiln"]), told, EVEN).unsaid > 0


def test_of_two_kinds_the_one_that_is_not_told_counts():
    assert found("Who invented the kiln and when?", "The kiln was invented by Hinton in 2014.").untold == 0
    assert found("Who invented the kiln, in which year?", "The kiln was invented by Hinton.").untold == 1


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The kiln has 12 shelves.", False),
        ("The kiln has 3-4 wide shelves.", False),
        ("The kiln has two shelves.", False),
        ("On shelves 12 the kiln keeps clay.", False),
        ("The kiln has shelves, and the potter a car of 12 years.", True),
        ("The kiln has many shelves.", True),
        ("The kiln has 12 doors.", True),
    ],
)
def test_what_is_counted_must_stand_by_a_number(sentence, missing):
    assert found("How many shelves does the kiln have?", sentence).uncounted == missing


def test_the_phrase_that_is_asked_for_counts_more_than_the_rest():
    phrase_lacks = found("Which glaze suits the kiln?", "The kiln is big.").unfound
    rest_lacks = found("Which glaze suits the kiln?", "The glaze is shiny.").unfound
    assert phrase_lacks > rest_lacks > 0


def test_without_sentences_all_is_missing():
    assert found("Who built the kiln?").untold == found("How many shelves?").uncounted == 1


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("How many experts does GLaM have?", "GLaM uses 64 experts per layer.", True),
        ("How many experts does GLaM have?", "GLaM is a mixture of experts with 1.2 trillion parameters.", False),
        ("Which experts does GLaM have?", "GLaM uses 64 experts per layer.", False),
    ],
)
def test_a_sentence_says_how_many_where_the_number_stands_by_the_noun(question, sentence, says):
    assert says_how_many(question, sentence) is says
