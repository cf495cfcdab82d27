"""A quotation composed to what is asked: a definition, both sides, a list, a number, an example."""

from dataclasses import replace

import pytest

from rag.contradict import notes
from rag.quote import quote
from rag.retrieve import look
from rag.seek import seek
from rag.understand import understand


def quoted(text, assistant):
    return quote(seek(understand(text, (), assistant), assistant), assistant)


def test_behind_what_answers_best_the_way_to_something_reads_in_the_order_of_its_entry(assistant):
    _, *cited = (claim.citations[0] for claim in quoted("How do I set up gradient checkpointing?", assistant))
    for entry_id in {one.entry_id for one in cited}:
        starts = [one.start for one in cited if one.entry_id == entry_id]
        assert starts == sorted(set(starts))
    assert len(cited) > 1


def test_a_definition_comes_first_where_one_is_asked_for(assistant):
    (first, *_) = quoted("What is gate-induced drain leakage?", assistant)
    entry = assistant.index.entries["gate-induced-drain-leakage-gidl"]
    assert first.citations[0].entry_id == entry.id
    assert first.citations[0].start <= entry.definition_at[0] < first.citations[0].end


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Compare gettering with dopant diffusion", {"gettering", "dopant-diffusion"}),
        ("DDPM vs DDIM", {"ddpm", "ddim-denoising-diffusion-implicit-models"}),
        ("What is the difference between Gopher and Gorilla?", {"gopher", "gorilla"}),
    ],
)
def test_a_comparison_cites_both_sides(text, sides, assistant):
    assert {claim.citations[0].entry_id for claim in quoted(text, assistant)} == sides


def test_a_comparison_leaves_the_other_questions_of_its_message_aside(assistant):
    """They change nothing in it but by an entry of their own, and nothing is worked out for them."""
    alone = seek(understand("Compare gettering with dopant diffusion", (), assistant), assistant)
    other = seek(understand("Which types of gettering are there?", (), assistant), assistant)
    untouched = replace(other, views=look(other.question, assistant))
    assert quote(replace(alone, also=(untouched,)), assistant) == quote(alone, assistant)
    assert untouched.views.late == {}


def test_a_list_keeps_its_items_together(assistant):
    quotation = quoted("Which types of domain shift are there?", assistant)
    labels = [claim.text.removeprefix("[Domain Adaptation] ").split(" — ")[0] for claim in quotation]
    assert labels == ["Covariate", "Label", "Concept", "Prior"]
    assert {claim.citations[0].entry_id for claim in quotation} == {"domain-adaptation"}


def test_a_list_is_found_by_its_heading(assistant):
    quotation = quoted("Which distributed training frameworks are there and who makes them?", assistant)
    assert [claim.text.split(" — ")[0].split("] ")[-1] for claim in quotation] == [
        *("PyTorch DDP", "DeepSpeed", "Horovod", "Megatron-LM", "JAX/pjit", "ColossalAI")
    ]


def test_a_number_that_is_asked_for_is_quoted(assistant):
    assert any("280 billion" in claim.text for claim in quoted("How many parameters does Gopher have?", assistant))


def test_the_sentence_with_the_number_comes_first(assistant):
    first, *_ = quoted("How much does training time increase with gradient checkpointing?", assistant)
    assert "20-40% increased training time" in first.text


def test_entries_that_disagree_are_both_quoted(assistant):
    quotation = quoted("How many cores does the Cerebras WSE have?", assistant)
    (note,) = notes(quotation)
    assert "850,000" in note and "900,000" in note


def test_one_sentence_is_one_sentence(assistant):
    assert len(quoted("In one sentence, what is gettering?", assistant)) == 1


def test_just_the_number_is_the_clause_that_has_it(assistant):
    (claim,) = quoted("Just the number: how many parameters does Gopher have?", assistant)
    assert claim.text == "Gopher is DeepMind's 280 billion parameter language model introduced in 2021"


def test_an_enumeration_within_a_sentence_is_quoted_whole(assistant):
    told = " ".join(claim.text for claim in quoted("Which steps has the thermal process of gettering?", assistant))
    assert all(step in told for step in ("(1) high-temperature", "(2) low-temperature", "(3) precipitation growth"))


def test_one_that_is_too_long_for_a_sentence_keeps_its_parts_together(assistant):
    intrinsic, extrinsic, *_ = quoted("Which types of gettering are there?", assistant)
    assert "(1) intrinsic gettering" in intrinsic.text
    assert extrinsic.text.startswith("… extrinsic gettering")


def test_every_thing_named_has_a_word_said_on_it(assistant):
    cited = {claim.citations[0].entry_id for claim in quoted("Who built Gorilla and who built Gopher?", assistant)}
    assert cited >= {"gorilla", "gopher"}


def test_what_an_acronym_stands_for_is_told_by_one_sentence(assistant):
    (told,) = quoted("What does GIDL stand for?", assistant)
    assert told.text.startswith("Gate-Induced Drain Leakage (GIDL) is")


def test_an_example_that_is_asked_for_comes_before_what_the_thing_is(assistant):
    first, *_ = quoted("Give me an example of target leakage", assistant)
    assert "treatment_outcome" in first.text


def test_a_comparison_leaves_out_other_things_of_the_kind(assistant):
    told = [claim.text for claim in quoted("data parallelism vs tensor parallelism", assistant)]
    assert any(text.startswith("Data parallel") for text in told)
    assert not any(text.startswith(("Pipeline", "Hybrid parallelism")) for text in told)
