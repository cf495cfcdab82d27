from random import Random

import pytest

from eval.made_words import AGAINST, content, in_other_words, inflected, lowered, raised, verb_of


@pytest.mark.parametrize(
    ("word", "ending", "form"),
    [("reduce", "ed", "reduced"), ("carry", "s", "carries"), ("reduce", "ing", "reducing"), ("keep", "ed", "kept")],
)
def test_words_are_inflected(word, ending, form):
    assert inflected(word, ending) == form


def test_up_to_four_words_change_and_keep_their_endings():
    text = "It reduces costs, avoids errors and improves the checks of many models."
    said = in_other_words(text, 1.0, Random(1))
    changed = [(one, other) for one, other in zip(text.split(), said.split(), strict=True) if one != other]
    assert 1 <= len(changed) <= 4
    assert in_other_words(text, 0.0, Random(1)) == text


def test_opposites_are_found_in_every_form():
    others, ending, _ = AGAINST["increases"][0]
    assert "decrease" in others and ending == "s"


def test_only_listed_verbs_have_a_passive():
    assert verb_of("reduces", "Clipping", None) == "reduce"
    assert verb_of("reduce", "Clipping", "can") == "reduce"
    assert verb_of("reduce", "Gates", None) == "reduce"
    assert verb_of("reduce", "Clipping", None) is None
    assert verb_of("sleeps", "Clipping", None) is None


def test_names_keep_their_capitals_within_a_sentence():
    assert lowered("The kiln bakes.") == "the kiln bakes."
    assert lowered("GPUs idle.") == "GPUs idle."
    assert raised("the kiln") == "The kiln"


def test_words_that_carry_no_subject_are_left_out():
    assert [match.group() for match in content("The kiln is an oven")] == ["kiln", "oven"]
