import pytest

from rag.decide import Evidence, decide, weigh
from rag.quote import quote
from rag.retrieve import look, retrieve
from rag.understand import understand

INSIDE = (
    "What is gate-induced drain leakage?",
    "What is gettering?",
    "How does gradient checkpointing save memory?",
    "How many parameters does Gopher have?",
    "Compare gettering with dopant diffusion",
    "What is double descent?",
    "what is gradeint clipping",
)
OUTSIDE = (
    "What is the capital of France?",
    "What is juggling?",
    "How do I bake sourdough bread?",
    "Who won the Eurovision contest last year?",
    "Where is Ouagadougou?",
    "What is a bassoon?",
    "How long do I boil an egg?",
    "",
    "???",
)


def seen(text, assistant):
    question = understand(text, (), assistant)
    views = look(question, assistant)
    hits = retrieve(question, views, assistant.index)
    return question, hits, quote(question, hits, views, assistant), assistant


@pytest.mark.parametrize("text", INSIDE)
def test_what_the_glossary_explains_is_answered(text, assistant):
    assert decide(*seen(text, assistant)).outcome == "answered"


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_the_glossary_does_not_have_is_refused(text, assistant):
    assert decide(*seen(text, assistant)).outcome == "not_in_glossary"


def test_confidence_is_a_chance_and_higher_for_every_answer_than_for_any_refusal(assistant):
    inside = [decide(*seen(text, assistant)).confidence for text in INSIDE]
    outside = [decide(*seen(text, assistant)).confidence for text in OUTSIDE]
    assert 0 < min(outside) <= max(outside) < min(inside) <= max(inside) < 1


@pytest.mark.parametrize("text", (*INSIDE, *OUTSIDE, "wafer " * 300, "zzyzx qwrtp"))
def test_all_evidence_is_between_zero_and_one(text, assistant):
    evidence = weigh(*seen(text, assistant))
    for name in Evidence.__dataclass_fields__:
        assert -1e-6 <= getattr(evidence, name) <= 1 + 1e-6, name


def test_words_beside_a_name_that_its_entry_lacks_are_not_covered(assistant):
    assert weigh(*seen("What is gettering?", assistant)).focus == 1
    assert 0 < weigh(*seen("Does gettering trap iron in zzyzx?", assistant)).focus < 1
    assert weigh(*seen("zzyzx qwrtp", assistant)).focus == 0


def test_neighbours_that_no_entry_has_together_are_strange(assistant):
    assert weigh(*seen("What is gate-induced drain leakage?", assistant)).strange == 0
    assert weigh(*seen("What is a gettering parliament?", assistant)).strange > 0


def test_a_number_that_is_not_quoted_speaks_against_an_answer(assistant):
    assert weigh(*seen("How many parameters does Gopher have?", assistant)).number < 0.5
    assert weigh(*seen("How many bicycles does Gopher have?", assistant)).number > 0.5
    assert weigh(*seen("What is Gopher?", assistant)).number == 0


def test_no_hits_are_no_answer(assistant):
    question = understand("What is gettering?", (), assistant)
    assert decide(question, (), (), assistant).outcome == "not_in_glossary"
