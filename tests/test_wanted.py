import pytest

from index.vocabulary import Vocabulary
from index.words import content_words
from rag.wanted import Told, uncounted, untold

# Every word tells the same, so that shares can be counted.
EVEN = Vocabulary({}, {}, {}, 1.0, {})


def told(*texts):
    return [Told(text, frozenset(content_words(text))) for text in texts]


def gap(question, focus, *texts):
    return untold(question, content_words(focus), told(*texts), EVEN)


@pytest.mark.parametrize(
    ("question", "tells", "does_not"),
    [
        ("Who invented dropout?", "Dropout was proposed by Hinton.", "Dropout is a popular regulariser."),
        ("Which researchers built it?", "Dropout: Srivastava et al., JMLR.", "Dropout sets units to zero."),
        ("When was dropout invented?", "Invented at a university in 2014.", "Invented by Hinton long ago."),
        ("What does a mask set cost?", "A set of masks: $2 million.", "A set of masks is dear."),
        ("How many layers does Gopher have?", "It has 80 layers.", "It has many layers."),
        ("What temperature range is used?", "Between 600 and 900 degrees.", "At a high temperature."),
    ],
)
def test_only_a_sentence_of_the_kind_asked_for_tells(question, tells, does_not):
    assert gap(question, "", tells) == 0
    assert gap(question, "", does_not) == 1


@pytest.mark.parametrize(
    "question", ["What is dropout?", "Who is Hinton?", "When does overfitting start?", "How is a wafer cut?", ""]
)
def test_where_no_kind_is_asked_for_nothing_is_missing(question):
    assert gap(question, "dropout rate") == 0


def test_the_gap_is_the_share_of_the_words_that_the_best_sentence_of_the_kind_lacks():
    sentences = ("The rate of clay is 5 percent.", "The kiln, its price and its clay.", "It was sold in 1990.")
    assert gap("How much is the kiln rate?", "kiln rate", *sentences) == pytest.approx(0.5)
    assert gap("How much is the clay rate?", "clay rate", *sentences) == 0
    assert gap("How much is the ash price?", "ash price", *sentences) == 1


def test_of_two_kinds_the_one_that_is_not_told_counts():
    assert gap("Who invented it and when?", "", "It was found by Hinton in 2014.") == 0
    assert gap("Who invented it and when?", "", "It was found by Hinton.") == 1


def test_without_sentences_all_is_missing():
    assert gap("Who invented dropout?", "") == 1


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("How many parameters does it have?", "It has 280 billion parameters.", False),
        ("How many parameters does it have?", "Its parameters are many.", True),
        ("How many bicycles does it have?", "It has 280 billion parameters.", True),
        ("How big is it?", "It is big.", False),
        ("", "It is big.", False),
    ],
)
def test_what_is_counted_must_stand_beside_a_number(question, sentence, missing):
    assert uncounted(question, told(sentence)) is missing
