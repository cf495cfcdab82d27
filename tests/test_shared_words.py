import pytest

from rag.answer import answer
from rag.shared_words import with_shared_words


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("difference global and detail routing?", "difference global routing and detail routing?"),
        ("strong vs weak scaling in practice", "strong scaling vs weak scaling in practice"),
        ("data and model cards - difference?", "data cards and model cards - difference?"),
        ("gradient accumulation or checkpointing?", "gradient accumulation or gradient checkpointing?"),
    ],
)
def test_both_things_get_the_word_that_they_share(text, full, index):
    assert with_shared_words(text, index) == full


@pytest.mark.parametrize(
    "text",
    [
        "gettering vs dopant diffusion",  # nobody speaks of a gettering diffusion
        "gradient clipping or shouting",
        "global routing and detail routing",
        "DDIM vs DDPM",
        "data parallelism",
    ],
)
def test_what_the_glossary_does_not_call_so_is_left_alone(text, index):
    assert with_shared_words(text, index) == text


def test_a_shared_noun_leads_to_what_is_compared(assistant):
    found = answer("difference global and detail routing?", (), assistant)
    assert {claim.citations[0].entry_id for claim in found.claims} == {"global-routing-and-detail-routing"}
