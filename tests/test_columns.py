import pytest

from rag.answer import answer
from rag.columns import DEFINITION, columns
from rag.render import plain_text, table
from rag.types import Citation, Claim, Question
from tests.rag_fakes import entry_with

KILN = entry_with("**Kiln** is an oven.\n- **Heat**: 1,300 degrees.\n- **Price**: high.", "Kiln")
WHEEL = entry_with("**Wheel** is a table.\n- **Price**: low.", "Wheel")
ENTRIES = {"kiln": KILN, "wheel": WHEEL}
QUESTION = Question("kiln vs wheel", "kiln vs wheel", "compare", (("kiln",), ("wheel",)))


def claim(marker, entry, piece):
    start = entry.body.index(piece)
    return Claim(piece, "quoted", (Citation(marker, entry.id, start, start + len(piece), piece),), 1.0)


HEAT, DEAR = claim(1, KILN, "- **Heat**: 1,300 degrees."), claim(2, KILN, "- **Price**: high.")
CHEAP = claim(3, WHEEL, "- **Price**: low.")


def test_claims_on_one_aspect_stand_side_by_side():
    found = columns(QUESTION, (HEAT, DEAR, CHEAP), ENTRIES)
    assert (found.left, found.right) == ("Kiln", "Wheel")
    assert [(row.aspect, row.left, row.right) for row in found.rows] == [("Heat", HEAT, None), ("Price", DEAR, CHEAP)]


def test_a_side_is_not_called_by_half_of_what_its_acronym_stands_for(assistant):
    answered = answer("How do DDP and FSDP differ?", (), assistant)
    found = columns(answered.question, answered.quotation, assistant.index.entries)
    assert (found.left, found.right) == ("DDP", "FSDP")
    of_fsdp = [one.text for row in found.rows for one in [row.left] if one and "FSDP / ZeRO" in one.text]
    assert of_fsdp == [] and any("FSDP / ZeRO" in one.text for one in answered.quotation)


def test_every_claim_is_in_exactly_one_cell():
    found = columns(QUESTION, (HEAT, DEAR, CHEAP), ENTRIES)
    cells = [one for row in found.rows for one in (row.left, row.right) if one]
    assert sorted(one.citations[0].marker for one in (*cells, *found.both)) == [1, 2, 3]


def test_one_side_alone_is_no_comparison():
    assert columns(QUESTION, (HEAT, DEAR), ENTRIES) is None


def test_the_table_keeps_the_citations():
    lines = table(columns(QUESTION, (HEAT, DEAR, CHEAP), ENTRIES))
    assert lines[0] == "|  | Kiln | Wheel |"
    assert lines[2:] == [
        "| Heat | - **Heat**: 1,300 degrees. [1] | — |",
        "| Price | - **Price**: high. [2] | - **Price**: low. [3] |",
    ]


@pytest.mark.parametrize("text", ["Compare gettering with dopant diffusion", "DDPM vs DDIM"])
def test_a_comparison_of_the_glossary_has_both_definitions_in_one_row(text, assistant):
    found = answer(text, (), assistant)
    sides = columns(found.question, found.claims, assistant.index.entries)
    (first,) = [row for row in sides.rows if row.aspect == DEFINITION and row.left and row.right]
    assert first.left.citations[0].entry_id != first.right.citations[0].entry_id
    assert all(f"[{claim.citations[0].marker}]" in plain_text(found, assistant.index) for claim in found.claims)
