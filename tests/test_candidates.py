from dataclasses import replace

import pytest

from index.words import content_words
from rag.candidates import ENTRIES, LEAST_WORDS, WEIGHTS, candidates, with_signs
from rag.retrieve import look, retrieve
from rag.types import Turn
from rag.understand import understand


def asked(text, assistant, *history):
    question = understand(text, history, assistant)
    views = look(question, assistant)
    return question, retrieve(question, views, assistant.index)[:ENTRIES], views, assistant


def test_every_sign_has_a_weight_and_every_weight_a_sign_in_one_order(assistant):
    _, signs = next(with_signs(*asked("What is gettering?", assistant)))
    assert list(signs) == list(WEIGHTS)


def test_the_best_comes_first(assistant):
    scores = [one.score for one in candidates(*asked("Why does GIDL matter for DRAM retention?", assistant))]
    assert scores == sorted(scores, reverse=True) and len(scores) > 20


def test_what_says_nothing_is_no_candidate(assistant):
    found = candidates(*asked("Compare gettering with dopant diffusion", assistant))
    assert all(len(content_words(one.text)) >= LEAST_WORDS for one in found)
    found += candidates(*asked("How can a god class be detected?", assistant))
    assert not [one.text for one in found if one.text.endswith(":") and len(one.text.split()) < 20]


@pytest.mark.parametrize("text", ["What is gettering?", "What is GIDL?"])
def test_the_definition_is_among_the_best_candidates_where_it_is_asked_for(text, assistant):
    assert any(one.defines for one in candidates(*asked(text, assistant))[:3])


def test_of_what_is_far_behind_what_a_follow_up_goes_on_with_nothing_is_quoted(assistant):
    question, hits, *rest = asked("how do i fix it", assistant, Turn("What is a data clump?", ("data-clumps",)))
    assert [hit.entry_id for hit in hits][0] == "data-clumps" and len(hits) == ENTRIES
    assert {one.entry.id for one in candidates(question, hits, *rest)} == {"data-clumps"}
    alone = candidates(replace(question, follows=""), hits, *rest)
    assert len({one.entry.id for one in alone}) == ENTRIES


def test_what_is_near_to_it_is_quoted_and_so_is_all_where_it_does_not_lead(assistant):
    before = Turn("What is Grad-CAM?", ("grad-cam",))
    question, hits, *rest = asked("can it be used on transformers?", assistant, before)
    assert {one.entry.id for one in candidates(question, hits, *rest)} == {"grad-cam", "grad-cam-plus-plus"}
    others = hits[::-1]
    assert {one.entry.id for one in candidates(question, others, *rest)} == {hit.entry_id for hit in hits}
