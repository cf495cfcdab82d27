from itertools import pairwise

import pytest

from rag.parts import maxsim
from rag.retrieve import look, retrieve
from rag.understand import understand

QUESTIONS = (
    "What is gettering?",
    "Compare gettering with dopant diffusion",
    "How do teams keep every version of their training data?",
    "DDP",
    "What is the capital of France?",
    "",
)


def found(text, assistant, **more):
    question = understand(text, (), assistant)
    return retrieve(question, look(question, assistant), assistant.index, **more)


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("What is gate-induced drain leakage?", "gate-induced-drain-leakage-gidl"),
        ("GIDL", "gate-induced-drain-leakage-gidl"),
        ("What is the Goal Stack?", "goal-stack"),
        ("hugging face datasets", "hugging-face-datasets"),
        ("What is a dopnat diffuson?", "dopant-diffusion"),
    ],
)
def test_the_entry_that_is_named_comes_first(text, entry_id, assistant):
    assert found(text, assistant)[0].entry_id == entry_id


def test_a_description_finds_its_entry_without_its_name(assistant):
    hits = found("trapping iron and copper impurities on the backside of a wafer", assistant)
    assert "gettering" in [hit.entry_id for hit in hits[:3]]


def test_of_two_things_named_the_entries_lead(assistant):
    hits = found("Compare gettering with dopant diffusion", assistant)
    assert {hit.entry_id for hit in hits[:2]} == {"gettering", "dopant-diffusion"}


@pytest.mark.parametrize("text", QUESTIONS)
def test_ten_different_entries_each_with_a_passage_of_its_own(text, assistant):
    hits = found(text, assistant)
    assert len({hit.entry_id for hit in hits}) == len(hits) == 10
    owners = {passage.id: passage.entry_id for passage in assistant.index.passages}
    assert all(owners[hit.passage_id] == hit.entry_id for hit in hits)


@pytest.mark.parametrize("text", [text for text in QUESTIONS if not text.startswith("Compare")])
def test_scores_fall(text, assistant):
    assert all(one.score >= other.score for one, other in pairwise(found(text, assistant)))


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_question_finds_the_same(text, assistant):
    assert found(text, assistant) == found(text, assistant)


def test_the_depth_can_be_chosen_and_the_first_stay_first(assistant):
    few, many = (found("What is gettering?", assistant, depth=depth) for depth in (3, 500))
    assert few == many[:3]
    assert len(many) == len(assistant.index.entries)


def test_every_passage_and_sentence_is_scored(assistant):
    views = look(understand("What is gettering?", (), assistant), assistant)
    assert views.passages.shape == views.words.shape == (len(assistant.index.passages),)
    assert views.sentences.shape == (len(assistant.index.sentences),)
    assert max(map(abs, (*views.passages.tolist(), *views.sentences.tolist()))) <= 1.001


def test_passages_are_compared_once_and_as_if_alone(assistant):
    index, question = assistant.index, understand("What is gettering?", (), assistant)
    views = look(question, assistant)
    hits = retrieve(question, views, index)
    rows = [row for hit in hits for row in index.passage_rows(index.place[hit.entry_id])]
    before = dict(views.late)
    assert before.keys() >= set(rows)
    alone = index.tokens.compare(views.tokens, rows).best.mean(axis=1)
    assert maxsim(rows, views, index) == pytest.approx(alone.tolist(), abs=1e-5)
    assert views.late == before
    other = next(row for row in range(len(index.passages)) if row not in before)
    assert maxsim([other], views, index) == [views.late[other]]


def test_words_that_the_glossary_lacks_score_nothing(assistant):
    assert not look(understand("zzyzx qwrtp", (), assistant), assistant).words.any()
