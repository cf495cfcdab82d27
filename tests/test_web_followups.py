from dataclasses import replace

from rag.types import Answer
from rag.web.followups import FollowUp, followups
from rag.web.terms import terms_of
from tests.window_fakes import assistant, cite, entry, glossary, scripted_steps

TERMS = terms_of(glossary())


def answered(question: str) -> Answer:
    *_, last = scripted_steps(question, (), assistant())
    assert last.answer
    return last.answer


def test_sections_of_the_main_entry_come_first_then_the_terms_beside_it() -> None:
    assert followups(answered("What is GIDL?"), TERMS) == (
        FollowUp("Physical Mechanism", "Gate-Induced Drain Leakage: Physical Mechanism?"),
        FollowUp("Compare with Data Poisoning", "Compare Gate-Induced Drain Leakage and Data Poisoning"),
    )


def test_what_was_found_far_behind_is_not_offered() -> None:
    assert "Diffusion" not in str(followups(answered("What is GIDL?"), TERMS))


def test_another_entry_of_the_name_and_a_related_one_are_offered() -> None:
    made = [entry("a", "Alpha Test", "a, one", "It is used by a beta test.", "one"), entry("b", "Beta Test", "b", "B.")]
    made.append(entry("c", "Alpha Test", "a, two", "C.", "two"))
    answer = answered("What is GIDL?")
    claim = replace(answer.claims[0], citations=(cite(made[0], "It is used"),))
    found = followups(replace(answer, claims=(claim,), hits=()), terms_of({one.id: one for one in made}))
    assert found == (
        FollowUp("Alpha Test (two)", "What is Alpha Test (two)?"),
        FollowUp("What is Beta Test?", "What is Beta Test?"),
    )


def test_a_section_that_was_just_asked_about_is_not_offered() -> None:
    answer = answered("What is GIDL?")
    question = replace(answer.question, searched="Gate-Induced Drain Leakage: Physical Mechanism?")
    assert followups(replace(answer, question=question), TERMS)[0].label == "Compare with Data Poisoning"


def test_what_was_asked_before_is_not_offered_again() -> None:
    offered = followups(answered("What is GIDL?"), TERMS)
    assert followups(answered("What is GIDL?"), TERMS, [offered[0].question.lower()]) == offered[1:]
    assert followups(answered("What is GIDL?"), TERMS, [one.question for one in offered]) == ()


def test_what_was_just_compared_is_not_to_be_compared_again() -> None:
    answer = answered("GIDL versus poisoning")
    assert "Compare with Data Poisoning" not in [one.label for one in followups(answer, TERMS)]


def test_a_heading_without_a_subject_is_no_question() -> None:
    body = "Alpha is one. It is used.\n**Overview**\nText.\n**Costs**\nText."
    made = entry("a", "Alpha Test", "a, one", body, "one")
    answer = answered("What is GIDL?")
    claim = replace(answer.claims[0], citations=(cite(made, "It is used"),))
    found = followups(replace(answer, claims=(claim,), hits=()), terms_of({"a": made}))
    assert [one.label for one in found] == ["Costs"]


def test_refusals_and_choices_offer_their_own_ways_on() -> None:
    assert followups(answered("nothing"), TERMS) == followups(answered("senses"), TERMS) == ()
