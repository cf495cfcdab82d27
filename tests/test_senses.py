import pytest

from rag.retrieve import look, retrieve
from rag.senses import definitions, senses
from rag.understand import understand


def meanings(text, assistant):
    question = understand(text, (), assistant)
    return senses(question, retrieve(question, look(question, assistant), assistant.index), assistant.index)


@pytest.mark.parametrize("text", ["DDP", "What is DDP?", "what does ddp stand for"])
def test_an_acronym_of_two_fields_has_both_meanings(text, assistant):
    found = meanings(text, assistant)
    assert len(found) == 2
    assert "dielectric-deposition-process-ddp-modeling" in found
    assert {"distributed-data-parallelism-ddp", "distributed-data-parallel-ddp-training"} & set(found)


@pytest.mark.parametrize("text", ["What is gradient clipping?", "DMAIC", "What is data poisoning?", "debate"])
def test_several_entries_on_one_concept_are_one_meaning(text, assistant):
    assert len(understand(text, (), assistant).named[0]) > 1
    assert meanings(text, assistant) == ()


@pytest.mark.parametrize(
    "text",
    [
        "What is gettering?",
        "Compare DDP with gettering",
        "DDP vs FSDP",
        "How does DDP synchronise gradients across workers?",
        "What is the capital of France?",
        "",
    ],
)
def test_one_name_of_one_entry_several_names_more_words_or_none_have_no_senses(text, assistant):
    assert meanings(text, assistant) == ()


def test_each_meaning_is_defined_by_a_quote_of_its_entry(assistant):
    found = meanings("DDP", assistant)
    claims = definitions(found, assistant.index)
    assert [claim.citations[0].entry_id for claim in claims] == list(found)
    assert [claim.citations[0].marker for claim in claims] == [1, 2]
    for claim, entry_id in zip(claims, found, strict=True):
        (citation,) = claim.citations
        entry = assistant.index.entries[entry_id]
        assert citation.quote == entry.body[citation.start : citation.end]
        assert claim.text.startswith(f"[{entry.term}] ")


def test_every_entry_can_be_defined_even_without_a_definition(assistant):
    index = assistant.index
    assert any(entry.definition_at is None for entry in index.entries.values())
    for claim in definitions(tuple(index.entries), index):
        (citation,) = claim.citations
        assert citation.quote == index.entries[citation.entry_id].body[citation.start : citation.end]
        assert citation.quote.strip()
