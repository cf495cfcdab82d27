from pathlib import Path

import numpy as np
import pytest

from index.words import FieldedBM25, content_words, raw_words, stem

NAMES = ["Widget Turning", "Widget Polishing (WP)", "Gear"]
TEXTS = ["A way to shape widgets by turning.", "It makes a widget smooth after turning.", "A gear has teeth."]


@pytest.fixture
def words() -> FieldedBM25:
    return FieldedBM25.build(NAMES, TEXTS)


def test_words_are_lower_case_runs_of_letters_or_digits() -> None:
    assert raw_words("GPT-3.5's |V_DG| (10%)") == ["gpt", "3", "5", "s", "v", "dg", "10"]


def test_greek_letters_have_the_names_that_people_type() -> None:
    assert raw_words("$α$-beta, Δt, 5µm, Ω") == ["alpha", "beta", "delta", "t", "5", "mu", "m", "omega"]


def test_words_that_carry_no_subject_are_left_out_and_repeats_kept() -> None:
    assert content_words("What is the widget that widgets are?") == ["widget", "widget"]
    assert content_words("What is it?") == []


def test_forms_of_one_word_have_one_stem() -> None:
    assert stem("widgets") == stem("widget") and stem("polishing") == stem("polished")


def test_the_passage_with_the_words_scores_best(words: FieldedBM25) -> None:
    assert words.scores(content_words("smooth widgets")).argmax() == 1
    assert words.scores(content_words("gears")).argmax() == 2


def test_a_word_in_the_name_counts_besides_the_same_word_in_the_text(words: FieldedBM25) -> None:
    scores = words.scores(content_words("turning"))
    assert scores[0] > scores[1] > scores[2] == 0


def test_unknown_words_count_nothing_and_no_words_score_zero(words: FieldedBM25) -> None:
    assert np.array_equal(words.scores(["widget", "zebra"]), words.scores(["widget"]))
    for nothing in ([], ["zebra"], [""]):
        assert not words.scores(nothing).any() and words.scores(nothing).shape == (3,)


def test_saved_and_loaded_words_score_the_same(words: FieldedBM25, tmp_path: Path) -> None:
    words.save(tmp_path)
    again = FieldedBM25.load(tmp_path)
    for question in ("turning widgets", "WP", "teeth", "zebra"):
        assert np.array_equal(again.scores(content_words(question)), words.scores(content_words(question)))


def test_nothing_is_saved_as_pickle(words: FieldedBM25, tmp_path: Path) -> None:
    words.save(tmp_path)
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".npy", ".json"}
