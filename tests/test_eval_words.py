from eval.words import content_words, first_words, jaccard, negations, numbers, word_count


def test_content_words_are_stems_without_stop_words_markers_and_negations():
    assert content_words("The models are not drifting [1].") == {"model", "drift"}


def test_numbers_lose_their_grouping_and_markers_are_no_numbers():
    assert numbers("1,300 degrees in 2.5 hours or 1300 [1]") == {"1300": 2, "2.5": 1}


def test_negations_are_counted():
    assert negations("It does not, and it never did.") == 2


def test_markers_are_no_words():
    assert word_count("Two words [1][2]") == 2
    assert first_words("one [1] two three", 2) == "one [1] two"
    assert first_words("one two", 5) == "one two"


def test_jaccard_by_hand():
    assert jaccard(frozenset("ab"), frozenset("bc")) == 1 / 3
    assert jaccard(frozenset(), frozenset()) == 0
