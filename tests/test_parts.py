import numpy as np
import pytest

from rag.parts import Views, first_parts, late_parts, standardised
from rag.types import Question
from tests.eval_fakes import assistant_of

ASSISTANT = assistant_of()
INDEX = ASSISTANT.index
NOTHING = np.zeros((0, 64), dtype=np.float32)


def views_of(passages=(0, 0, 0), sentences=(0,) * 6, words=(0, 0, 0), tokens=NOTHING):
    return Views(*(np.array(values, dtype=np.float32) for values in (passages, sentences, words)), tokens)


def question(*named):
    return Question("?", "?", "open", named)


def words(text):
    return ASSISTANT.embedder.embed(text.split())


def test_an_entry_has_the_best_cosine_of_its_sentences_and_passages():
    parts = first_parts(question(), views_of((0.1, 0.5, -0.2), (0.1, 0.4, 0.3, 0.2, -0.5, -0.1)), INDEX)
    assert parts["passage"] == pytest.approx([0.1, 0.5, -0.2])
    assert parts["sentence"] == pytest.approx([0.4, 0.3, -0.1])


def test_words_count_relative_to_the_best():
    assert first_parts(question(), views_of(words=(2, 8, 0)), INDEX)["words"] == pytest.approx([0.25, 1, 0])
    assert not first_parts(question(), views_of(), INDEX)["words"].any()


def test_a_name_speaks_for_every_entry_that_bears_it():
    named = first_parts(question(("drift", "drift-detection"), ("drift",)), views_of(), INDEX)["name"]
    assert named.tolist() == [1, 1, 0]


def test_the_entry_with_the_words_of_the_question_is_nearest_word_by_word():
    parts = late_parts(views_of(tokens=words("an oven for clay")), INDEX, [0, 1, 2])
    assert {name: int(np.argmax(values)) for name, values in parts.items()} == dict.fromkeys(parts, 2)
    # All of the question's words are there, not all of the entry's are asked for.
    assert parts["reverse"][2] < parts["maxsim"][2]


def test_a_word_that_all_entries_have_speaks_for_none():
    parts = late_parts(views_of(tokens=words("a")), INDEX, [0, 1, 2])
    assert parts["contrast"].max() < 0.05
    assert parts["maxsim"].min() > 0.4


def test_the_parts_follow_the_order_of_the_entries_asked_for():
    views = views_of(tokens=words("oven for clay"))
    forward, back = late_parts(views, INDEX, [0, 2]), late_parts(views, INDEX, [2, 0])
    for name in forward:
        assert forward[name].tolist() == pytest.approx(back[name][::-1].tolist()), name


def test_a_question_without_words_has_no_late_parts():
    parts = late_parts(views_of(), INDEX, [0, 2])
    assert {name: values.tolist() for name, values in parts.items()} == dict.fromkeys(parts, [0, 0])


def test_standardised_parts_have_mean_0_and_one_spread():
    for scores in ([1.0, 2.0, 3.0], [10.0, 200.0, 30.0]):
        found = standardised(np.array(scores, dtype=np.float32))
        assert found.mean() == pytest.approx(0, abs=1e-5)
        assert found.std() == pytest.approx(1, abs=0.01)


def test_a_part_that_hardly_differs_decides_nothing():
    assert abs(standardised(np.array([0.5, 0.5, 0.50001], dtype=np.float32))).max() < 0.05
