import json
from dataclasses import replace

import pytest

from rag.answer import answer
from rag.render import as_json, markers, plain_text, refusal
from tests.rag_fakes import with_writer

GIDL = "What is gate-induced drain leakage?"
FRANCE = "What is the capital of France?"
ANSWER = {"outcome", "answer", "claims", "dropped", "retrieved", "confidence", "seconds"}
CLAIM = {"text", "kind", "support", "citations"}
CITATION = {"marker", "entry_id", "header", "term", "start", "end", "quote"}


@pytest.fixture(scope="module")
def answers(assistant):
    writing, _ = with_writer(assistant, lambda fact: f"So {fact} It was found on Mars in 1802.\n")
    return [
        *(answer(text, (), assistant) for text in (GIDL, FRANCE, "What is DDP?", "")),
        answer(GIDL, (), writing),
    ]


def test_each_line_of_the_text_is_a_claim_with_its_markers(answers, index):
    found = answers[0]
    assert plain_text(found, index).split("\n") == [f"{claim.text} {markers(claim)}" for claim in found.claims]
    assert plain_text(found, index).split("\n")[0].endswith(" [1]")


@pytest.mark.parametrize(
    ("text", "start"),
    [("Which types of domain shift are there? As bullets.", "- "), ("Compare DDPM and DDIM", "DDPM")],
)
def test_each_line_has_the_mark_of_the_form_that_was_asked_for(text, start, assistant, index):
    lines = plain_text(replace_question(answer(text, (), assistant), text), index).split("\n")
    assert lines[0].startswith(start)


def test_a_table_that_is_asked_for_has_a_column_for_each_side(assistant, index):
    found = answer("Compare DDPM and DDIM", (), assistant)
    lines = plain_text(replace_question(found, "Compare DDPM and DDIM in a table"), index).split("\n")
    assert lines[0] == "|  | DDPM | DDIM (Denoising Diffusion Implicit Models) |"
    assert all(markers(claim) in "\n".join(lines) for claim in found.claims)


def test_entries_that_disagree_are_named_below_the_answer(assistant, index):
    *_, last = plain_text(answer("How many cores does the Cerebras WSE have?", (), assistant), index).split("\n")
    assert last.startswith("The entries disagree: “850,000 AI cores” [1], “900,000 cores” [")


def replace_question(found, text):
    """The answer as if its question had asked for a form as well."""
    return replace(found, question=replace(found.question, text=text))


def test_a_refusal_names_the_nearest_terms_and_cites_nothing(answers, index):
    text = plain_text(answers[1], index)
    assert text == refusal(answers[1], index)
    assert text.startswith("The glossary does not have an answer to this. Nearest terms: ")
    assert all(index.entries[entry_id].term in text for entry_id in answers[1].nearest)
    assert "[1]" not in text


def test_a_refusal_about_a_known_term_says_that_the_term_is_there(assistant, index):
    found = answer("Which football club does Gopher support in the Portuguese league of 1987?", (), assistant)
    assert found.outcome == "not_in_glossary"
    assert plain_text(found, index).startswith("The glossary has Gopher, but does not say this about it.")


def test_json_has_exactly_the_keys_of_the_contract(answers, index):
    for found in answers:
        row = as_json(found, index)
        assert set(row) == ANSWER
        assert set(row["seconds"]) == {"understand", "retrieve", "quote", "write", "verify", "total"}
        for claim in (*row["claims"], *row["dropped"]):
            assert set(claim) == CLAIM
            assert all(set(citation) == CITATION for citation in claim["citations"])
        assert [set(hit) for hit in row["retrieved"]] == [{"entry_id", "header", "score"}] * 10


def test_json_says_what_the_answer_says(answers, index):
    for found in answers:
        row = as_json(found, index)
        assert (row["outcome"], row["confidence"]) == (found.outcome, found.confidence)
        assert row["answer"] == plain_text(found, index)
        assert [claim["text"] for claim in row["claims"]] == [claim.text for claim in found.claims]
        assert [claim["text"] for claim in row["dropped"]] == [claim.text for claim in found.dropped]
        assert [hit["entry_id"] for hit in row["retrieved"]] == [hit.entry_id for hit in found.hits]


def test_every_citation_in_json_can_be_checked_against_its_entry(answers, index):
    rows = [as_json(found, index) for found in answers]
    claims = [claim for row in rows for claim in (*row["claims"], *row["dropped"])]
    citations = [citation for claim in claims for citation in claim["citations"]]
    assert citations
    for citation in citations:
        entry = index.entries[citation["entry_id"]]
        assert citation["quote"] == entry.body[citation["start"] : citation["end"]]
        assert (citation["header"], citation["term"]) == (entry.header, entry.term)


def test_written_and_dropped_claims_are_told_apart(answers, index):
    row = as_json(answers[-1], index)
    assert row["claims"][0]["kind"] == "written"
    assert row["dropped"][0]["text"] == "It was found on Mars in 1802."


def test_json_survives_a_round_trip(answers, index):
    for found in answers:
        row = as_json(found, index)
        assert json.loads(json.dumps(row, allow_nan=False)) == row


@pytest.mark.parametrize("text", ["which is faster?", "Who made it?"])
def test_who_points_back_at_nothing_is_asked_for_the_term(text, assistant):
    found = answer(text, (), assistant)
    assert found.outcome == "not_in_glossary" and not found.nearest
    assert refusal(found, assistant.index).startswith("This does not say what it is about. Name the term")
    assert answer(f"Compare Gopher and GLaM: {text}", (), assistant).outcome == "answered"
