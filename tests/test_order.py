import pytest

from rag.alignment import tokens
from rag.order import in_order


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tiles are fired by the kiln", "kiln fired tiles"),
        ("spots caused by ash", "ash caused spots"),
        ("the colour of the glaze", "glaze colour"),
        ("losses are cut by 40 percent", "cut losses 40 percent"),
        ("the kiln fires tiles", "kiln fires tiles"),
    ],
)
def test_two_ways_of_saying_have_one_order(text, words):
    assert [token.text for token in in_order(tokens(text)) if token.content] == words.split()


def test_a_participle_after_an_article_makes_no_passive():
    words = tokens("old ovens are the cracked ones")
    assert in_order(words) == list(words)


def test_no_word_that_carries_a_subject_is_lost():
    text = "The colour of old glazes, which are carefully kept by potters in jars, was chosen for the shape of bowls."
    words = [token.text for token in tokens(text) if token.content]
    assert sorted(token.text for token in in_order(tokens(text)) if token.content) == sorted(words)
