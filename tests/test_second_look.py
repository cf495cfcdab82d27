from dataclasses import replace

import pytest

from rag.answer import answer, answer_steps
from rag.decide import ANSWERS, DOUBT, SO_FAR, THRESHOLD, reader
from rag.find import find
from rag.second_look import SAID, SECOND, TAKEN_BACK, judged, needs_second_look, second_look
from rag.seek import seek
from rag.types import ModelUnavailable, Turn
from rag.understand import understand

# Of twins that nothing was learnt from, what their entries lack and what they say.
NEAR = (
    "How does TEOS deposition rate depend on the electrode gap?",
    "Which memory model performs best on a single core?",
    "What goes wrong when GMT is given disconnected graphs?",
)
TOLD = (
    "What are home-grown Monte Carlo codes good for in deposition modeling?",
    "Where should the money go when training is data-constrained?",
    "How does porosity lower the effective k of a film?",
)


def sought(text, assistant, history=()):
    whole = seek(understand(text, history, assistant), assistant)
    return whole, find(whole, (), assistant)


@pytest.mark.parametrize("text", NEAR)
def test_what_is_only_near_is_shown_first_and_then_refused(text, assistant):
    steps = list(answer_steps(text, (), assistant))
    checking = [step for step in steps if step.stage == "checking"]
    assert [step.answer.outcome for step in checking] == ["answered"] and checking[0].answer.quotation
    last = steps[-1].answer
    assert (last.outcome, last.claims, last.quotation) == ("not_in_glossary", (), ())
    assert last.nearest and last.confidence < THRESHOLD and last.trace.seconds["verify"] > 0
    assert TAKEN_BACK in last.trace.notes and TAKEN_BACK not in checking[0].answer.trace.notes
    assert answer(text, (), assistant).claims == ()


@pytest.mark.parametrize("text", TOLD)
def test_what_is_said_stays_no_surer_than_it_was(text, assistant):
    whole, found = sought(text, assistant)
    assert needs_second_look(whole, (), found, assistant)
    again = second_look(whole, found, assistant)
    assert (again.outcome, again.quotation) == ("answered", found.quotation)
    assert THRESHOLD <= again.confidence <= found.confidence


def test_what_is_read_less_surely_than_it_was_found_is_as_sure_as_it_is_read(assistant):
    whole, found = sought("Where should the money go when training is data-constrained?", assistant)
    read = max(SECOND.chance(judged(whole, 0.89, assistant, count)) for count in (2, 4))
    assert THRESHOLD < read < 0.89
    assert second_look(whole, replace(found, confidence=0.89), assistant).confidence <= read


def test_only_an_answer_to_one_question_that_is_in_doubt_is_read_again(assistant):
    whole, found = sought(TOLD[0], assistant)
    assert not needs_second_look(whole, (whole, whole), found, assistant)
    assert not needs_second_look(whole, (), replace(found, outcome="not_in_glossary"), assistant)
    assert not needs_second_look(whole, (), replace(found, outcome="several_senses"), assistant)
    assert not needs_second_look(whole, (), replace(found, confidence=DOUBT[1]), assistant)
    sure = replace(found, confidence=0.7)
    assert not needs_second_look(*with_doubt("What is gettering?", sure, assistant))
    turn = Turn("What is gettering?", ("gettering",))
    whole, *rest = with_doubt("Who sells it?", sure, assistant, (turn,))
    assert whole.question.follows and reader(whole.question, whole.hits, whole.views, assistant).best(4) < SAID
    assert not needs_second_look(whole, *rest)


def with_doubt(text, found, assistant, history=()):
    whole, _ = sought(text, assistant, history)
    return whole, (), found, assistant


def test_what_the_first_model_reads_as_said_is_not_read_again(assistant):
    whole, found = sought("How many evaluation tasks was Gopher put through?", assistant)
    doubted = replace(found, confidence=0.7)
    assert reader(whole.question, whole.hits, whole.views, assistant).best(4) >= SAID
    assert not needs_second_look(whole, (), doubted, assistant)


def test_more_sentences_are_read_where_the_first_do_not_say_it(assistant):
    whole, found = sought("typical RF power for PECVD TEOS oxide", assistant)
    assert needs_second_look(whole, (), found, assistant)
    few, more = (SECOND.chance(judged(whole, found.confidence, assistant, count)) for count in (2, 4))
    assert few < THRESHOLD <= more
    assert second_look(whole, found, assistant).outcome == "answered"


def test_the_evidence_is_what_was_found_so_far_and_what_both_models_read(assistant):
    whole, found = sought(TOLD[0], assistant)
    evidence = judged(whole, 0.75, assistant, 2)
    assert set(evidence) == set(SECOND.weights)
    assert evidence[SO_FAR] == pytest.approx(1.0986, abs=1e-3)
    assert evidence[ANSWERS] == reader(whole.question, whole.hits, whole.views, assistant).best(4)
    assert all(weight > 0 for weight in SECOND.weights.values())


def test_without_smollm2_the_answer_stands(assistant, monkeypatch):
    def absent():
        raise ModelUnavailable("not installed")

    monkeypatch.setattr("rag.second_look.load_judge", absent)
    whole, found = sought(NEAR[0], assistant)
    assert needs_second_look(whole, (), found, assistant)
    assert second_look(whole, found, assistant) == found
