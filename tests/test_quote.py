import re

import pytest

from index.names import name_key
from rag.quote import quote
from rag.readable import heading_over, readable
from rag.room import SENTENCES
from rag.seek import Sought, seek
from rag.understand import understand

QUESTIONS = """What is gate-induced drain leakage?
Why does GIDL matter for DRAM retention?
How does the electric field change GIDL?
What is gettering?
Which types of gettering are there?
How does dopant diffusion follow Fick's law?
Compare gettering with dopant diffusion
What is the difference between DDPM and DDIM?
How many steps does DDIM need?
How does gradient checkpointing save memory?
What is the memory cost of checkpointing every layer?
Why should gradients be clipped?
gradient clipping by value or by norm?
What are the phases of DMAIC?
How do I fire up a Docker container for a model?
What is a Dockerfile layer?
How many parameters does Gopher have?
Who developed Gorilla?
What is double descent?
Why does test error fall again in double descent?
What is the Goal Stack?
What is data poisoning?
How can data poisoning be detected?
What tools version datasets?
Is GPT-4 multimodal?
What does the domain discriminator do?
How is the GPU thread hierarchy organised?
What is warp divergence?
What is the formula for all-reduce communication cost?
How accurate is dosage extraction?
What does the table of GIDL say about gate-drain overlap?
How do I read Parquet with Hugging Face datasets in code?
Which equations model dielectric deposition?
explain dead code elimination""".splitlines()


def quoted(text, assistant):
    return quote(seek(understand(text, (), assistant), assistant), assistant)


def boilerplate_spans(entry):
    return [(block.start, block.end) for block in entry.blocks if block.boilerplate]


@pytest.fixture(scope="module")
def everything(assistant):
    """The quotations of varied questions and of one about every third entry."""
    terms = [entry.term for entry in assistant.index.entries.values()][::3]
    return {text: quoted(text, assistant) for text in (*QUESTIONS, *(f"What is {term}?" for term in terms))}


@pytest.fixture(scope="module")
def claims(everything):
    return [claim for quotation in everything.values() for claim in quotation]


def test_every_question_about_an_entry_is_quoted(everything):
    assert [text for text, quotation in everything.items() if not quotation] == []


def test_every_quote_is_the_very_span_of_its_entry(claims, assistant):
    for claim in claims:
        (citation,) = claim.citations
        body = assistant.index.entries[citation.entry_id].body
        assert citation.quote == body[citation.start : citation.end] != ""


def test_every_quote_is_a_sentence_of_the_index_up_to_its_end_or_a_dash(claims, assistant):
    owners = {passage.id: passage.entry_id for passage in assistant.index.passages}
    spans = {(owners[one.passage_id], one.start, one.end) for one in assistant.index.sentences}
    ends = {(entry_id, start): end for entry_id, start, end in spans}
    for cited in (cited for claim in claims for cited in claim.citations):
        whole = ends[cited.entry_id, cited.start]
        rest = assistant.index.entries[cited.entry_id].body[cited.end : whole].lstrip()
        assert cited.end == whole or rest.startswith(("—", "–", "-"))


def test_no_claim_cites_boilerplate(claims, assistant):
    for claim in claims:
        (citation,) = claim.citations
        for start, end in boilerplate_spans(assistant.index.entries[citation.entry_id]):
            assert citation.end <= start or end <= citation.start, citation.quote


def test_a_claim_adds_at_most_its_entrys_name_and_heading_in_brackets(claims, assistant):
    for claim in claims:
        (citation,) = claim.citations
        entry = assistant.index.entries[citation.entry_id]
        own, heading = readable(entry, citation.start, citation.end), heading_over(entry, citation.start)
        leads = {"", f"[{entry.term}] ", f"[{heading}] ", f"[{entry.term}: {heading}] "}
        # A sentence that ends at its dash is shown with a full stop.
        shown = claim.text if claim.text.endswith(own) else claim.text.removesuffix(".")
        assert shown.removesuffix(own) in leads and shown.endswith(own)


def test_a_sentence_that_points_back_says_to_what(everything):
    for quotation in everything.values():
        for before, claim in zip((None, *quotation), quotation, strict=False):
            cited = claim.citations[0]
            follows = (
                before and before.citations[0].entry_id == cited.entry_id and cited.start > before.citations[0].end
            )
            if claim.text.startswith(("It ", "This ", "They ", "These ")):
                assert follows and cited.start - before.citations[0].end < 4, claim.text


def test_a_claim_is_quoted_and_fully_supported(claims):
    assert {(claim.kind, claim.support) for claim in claims} == {("quoted", 1.0)}


def test_the_first_claim_of_each_entry_says_whose_it_is(everything, assistant):
    for quotation in everything.values():
        first = {claim.citations[0].entry_id: claim for claim in reversed(quotation)}
        for entry_id, claim in first.items():
            assert name_key(assistant.index.entries[entry_id].term) in name_key(claim.text)


def test_markers_count_from_one_in_reading_order(everything):
    for quotation in everything.values():
        assert [claim.citations[0].marker for claim in quotation] == list(range(1, len(quotation) + 1))


def test_no_claim_only_leads_over_to_what_follows(claims):
    # A long sentence says something before its colon.
    assert [claim.text for claim in claims if claim.text.endswith(":") and len(claim.text.split()) < 20] == []


def test_a_quotation_is_short(everything):
    assert max(sum(len(claim.text.split()) for claim in quotation[1:]) for quotation in everything.values()) < 150
    plain = [quotation for text, quotation in everything.items() if text.startswith(("Why", "How"))]
    # One more for each entry that contradicts what is quoted.
    assert max(map(len, plain)) <= SENTENCES + 2


def test_without_hits_nothing_is_quoted(assistant):
    question = understand("What is gettering?", (), assistant)
    assert quote(Sought(question, seek(question, assistant).views, ()), assistant) == ()


def test_a_label_that_stands_under_several_headings_is_shown_with_its_own(assistant):
    texts = [claim.text for claim in quoted("what is weak scaling", assistant)]
    definition = next(text for text in texts if "problem size scales proportionally" in text)
    assert definition.startswith(
        ("[Weak Scaling] Definition:", "[Distributed Training Scaling Efficiency: Weak Scaling]")
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("what is Unity Catalog", "[Databricks: Unity Catalog] Unified governance"),
        ("what is the reality gap", "[Domain Randomization: The Reality Gap] The Problem:"),
        ("what is the Stockham algorithm", "[GPU FFT and Signal Processing] Stockham:"),
    ],
)
def test_the_part_on_what_is_asked_about_is_quoted_first_with_its_heading_where_only_that_has_the_name(
    text, begins, assistant
):
    assert quoted(text, assistant)[0].text.startswith(begins)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what happens in the improve phase of dmaic", "Develop and implement solutions"),
        ("interleaved vs planar layout, which is faster for gpu fft", "10-30% faster for some sizes"),
    ],
)
def test_a_part_that_is_named_and_sides_beside_a_long_definition_are_quoted(text, told, assistant):
    assert any(told in claim.text for claim in quoted(text, assistant))


def test_the_part_that_is_named_comes_first_in_its_own_order(assistant):
    texts = [claim.text for claim in quoted("what happens in the improve phase of dmaic", assistant)]
    steps = ("Develop and implement", "Optimize process settings", "Validate that the improvement")
    assert [next(n for n, text in enumerate(texts) if step in text) for step in steps] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "heading", "led"),
    [
        ("What is the SambaNova SN40L?", "SambaNova SN40L", True),  # a name with a number
        ("Why do CGRAs need so little energy per operation?", "Coarse-Grained Reconfigurable Arrays (CGRAs)", True),
        ("what are domain-invariant features", "Why Domain-Invariant Feature Learning Matters in AI/ML", False),
    ],
)
def test_a_bare_sentence_is_led_by_the_product_that_it_stands_under(text, heading, led, assistant):
    said = quote(seek(understand(text, (), assistant), assistant), assistant)
    under = []
    for claim in said:
        (cited,) = claim.citations
        lines = assistant.read(assistant.index.place[cited.entry_id]).lines
        line = next(line for line in lines if line.start <= cited.start < line.end)
        under += [claim.text] * (line.heading == heading and not line.label)
    assert under and (heading in under[0].partition("] ")[0]) is led


@pytest.mark.parametrize(
    ("text", "item", "led"),
    [
        ("what are availability attacks in data poisoning", "Easiest to detect", "Availability Attacks"),
        ("what does the unity catalog do", "Unified governance across", "Unity Catalog"),
        ("how do annotators work well on LLM data?", "Measure and report annotator agreement", ""),
    ],
)
def test_an_item_without_a_label_is_led_by_the_heading_that_says_what_is_listed(text, item, led, assistant):
    """But not by one that would say the same of any entry ("Best Practices for LLM Data")."""
    said = [claim.text for claim in quoted(text, assistant)]
    (found,) = [one for one in said if item in one]
    assert led in found.partition("] ")[0] if led else "Best Practices" not in found


@pytest.mark.parametrize(
    "text", ["How do I generate docstrings with an LLM?", "surface to volume of slab, pencil and cube decomposition"]
)
def test_no_number_is_put_before_a_sentence(text, assistant):
    """It would have to be proven."""
    said = quote(seek(understand(text, (), assistant), assistant), assistant)
    headings = {line.heading for one in assistant.index.place.values() for line in assistant.read(one).lines}
    numbered = [heading for heading in headings if re.match(r"\d", heading)]
    cited = [claim.citations[0] for claim in said]
    under = [heading_over(assistant.index.entries[one.entry_id], one.start) for one in cited]
    assert set(under) & set(numbered)
    assert not any(heading in claim.text.partition("] ")[0] for claim in said for heading in numbered)


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("film stress from wafer bow, which equation", "Film stress (Stoney equation)]"),
        ("which distribution describes a non-Maxwellian plasma?", "the Druyvesteyn distribution]"),
    ],
)
def test_a_formula_is_led_by_what_the_line_before_calls_it(text, led, assistant):
    first = quote(seek(understand(text, (), assistant), assistant), assistant)[0]
    assert led in first.text and first.text.count("[") == 1 + first.citations[0].quote.count("[")
