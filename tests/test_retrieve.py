from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from eval.systems import bare
from rag.parts import maxsim
from rag.retrieve import BESIDE, CANDIDATES, FOREMOST, SIBLINGS, WEIGHTS, candidates, look, retrieve
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


def test_scores_fall_where_nothing_is_put_off(assistant):
    for text in ("What is gettering?", "What is the capital of France?"):
        hits = found(text, assistant)
        assert len({assistant.index.concepts[hit.entry_id] for hit in hits}) >= len(hits) - 1
        assert all(one.score >= other.score for one, other in pairwise(hits))


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_question_finds_the_same(text, assistant):
    assert found(text, assistant) == found(text, assistant)


def test_the_depth_can_be_chosen_up_to_the_candidates_and_the_first_stay_first(assistant):
    few, many = (found("What is gettering?", assistant, depth=depth) for depth in (3, 500))
    assert few == many[:3]
    assert len(many) == CANDIDATES


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_parts_of_a_hit_sum_to_its_score(text, assistant):
    for hit in found(text, assistant):
        assert set(hit.parts) == set(WEIGHTS)
        assert sum(hit.parts.values()) == pytest.approx(hit.score, abs=1e-4)


def test_of_fewer_that_are_looked_at_closely_the_same_one_comes_first(assistant):
    for text in QUESTIONS[:3]:
        few = found(text, assistant, depth=CANDIDATES, closely=BESIDE)
        assert len(few) == BESIDE < CANDIDATES
        assert few[0].entry_id == found(text, assistant)[0].entry_id


def test_candidates_lie_in_the_glossarys_order_with_standardised_parts(assistant):
    question = understand("What is gettering?", (), assistant)
    rows, parts = candidates(question, look(question, assistant), assistant.index)
    assert rows == sorted(set(rows)) and len(rows) == CANDIDATES
    for values in parts.values():
        assert values.mean() == pytest.approx(0, abs=1e-4)


def test_the_first_stage_lets_the_named_entry_pass_whatever_else_is_near(assistant):
    ids = list(assistant.index.entries)
    for name in ("gettering", "goal-stack", "dopant-diffusion"):
        term = assistant.index.entries[name].term
        question = understand(f"Is {term} like a language model on many GPUs?", (), assistant)
        rows, _ = candidates(question, look(question, assistant), assistant.index)
        assert name in {ids[row] for row in rows}


@pytest.mark.parametrize("text", ["What is data poisoning?", "What is gradient clipping?", "What is DDP?"])
def test_no_more_than_two_of_the_foremost_are_on_one_concept(text, assistant):
    hits = found(text, assistant, depth=CANDIDATES)
    concepts = [assistant.index.concepts[hit.entry_id] for hit in hits]
    assert Counter(concepts).most_common(1)[0][1] > SIBLINGS
    assert max(Counter(concepts[:FOREMOST]).values()) == SIBLINGS
    behind = [hit.score for hit in hits[FOREMOST:]]
    assert behind == sorted(behind, reverse=True)


def test_where_a_list_is_asked_for_siblings_stay_where_their_scores_put_them(assistant):
    question = replace(understand("What is data poisoning?", (), assistant), ask="list")
    hits = retrieve(question, look(question, assistant), assistant.index, depth=CANDIDATES)
    assert all(one.score >= other.score for one, other in pairwise(hits))
    first = Counter(assistant.index.concepts[hit.entry_id] for hit in hits[:3])
    assert max(first.values()) > SIBLINGS


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


def test_a_description_finds_its_entry_by_the_questions_that_it_answers(assistant):
    question = understand("The pictures are few. Can I make the net believe there are more of them?", (), assistant)
    without = bare(assistant)
    (first, *_), (other, *_) = (retrieve(question, look(question, one), one.index) for one in (assistant, without))
    assert first.entry_id.startswith("data-augmentation") and not other.entry_id.startswith("data-augmentation")
