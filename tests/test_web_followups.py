from dataclasses import replace

from rag.types import Answer
from rag.web.followups import FollowUp, followups
from rag.web.terms import terms_of
from tests.window_fakes import assistant, glossary, scripted_steps

TERMS = terms_of(glossary())


def answered(question: str) -> Answer:
    *_, last = scripted_steps(question, (), assistant())
    assert last.answer
    return last.answer


def test_sections_of_the_main_entry_come_first_then_the_terms_beside_it() -> None:
    assert followups(answered("What is GIDL?"), TERMS) == (
        FollowUp("Physical Mechanism", "Gate-Induced Drain Leakage: Physical Mechanism?"),
        FollowUp("Compare with Data Poisoning", "Compare Gate-Induced Drain Leakage and Data Poisoning"),
        FollowUp("What is Diffusion 1?", "What is Diffusion 1?"),
    )


def test_a_section_that_was_just_asked_about_is_not_offered() -> None:
    answer = answered("What is GIDL?")
    question = replace(answer.question, searched="Gate-Induced Drain Leakage: Physical Mechanism?")
    assert followups(replace(answer, question=question), TERMS)[0].label == "Compare with Data Poisoning"


def test_refusals_and_choices_offer_their_own_ways_on() -> None:
    assert followups(answered("nothing"), TERMS) == followups(answered("senses"), TERMS) == ()
