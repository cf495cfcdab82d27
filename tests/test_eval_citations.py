from eval.citations import precision, support, supported
from tests.eval_fakes import claim_of, row_of

QUOTE = "A test raises no alarm below 0.05."


def written(text, quote=QUOTE):
    return claim_of(text, "drift detection", "written", quote)


def test_a_quotation_and_a_close_restatement_are_supported():
    assert supported(claim_of(QUOTE, "drift detection"))
    assert supported(written("Below 0.05, no alarm is raised by the test."))


def test_the_name_of_the_cited_entry_may_be_said():
    assert supported(written("With drift detection a test raises no alarm below 0.05."))


def test_a_changed_number_is_not_supported():
    assert not supported(written("A test raises no alarm below 0.01."))


def test_a_number_in_the_place_of_another_is_not_supported():
    quote = "Core 1 decodes, core 2 renders."
    claim = written(QUOTE)
    claim["citations"][0]["quote"] = quote
    assert supported({**claim, "text": quote})
    assert not supported({**claim, "text": "Core 2 decodes, core 2 renders."})


def test_a_table_row_may_be_shown_with_the_names_of_its_columns():
    row = written(QUOTE)
    row["citations"][0]["quote"] = "| Spin-on | 400 | Planarization |"
    text = "Spin-on: Highest Temperature Reached 400; Typical Application in Production Planarization"
    assert supported({**row, "text": text, "kind": "quoted"})
    assert not supported({**row, "text": text.replace("Planarization", "Etching of Wafers"), "kind": "written"})


def test_a_negation_taken_out_or_put_in_is_not_supported():
    assert not supported(written("A test raises an alarm below 0.05."))
    assert not supported(written("Drift is not a change of the data.", "Drift detection compares two windows."))


def test_foreign_words_are_not_supported():
    assert not supported(written("Kilns reach the heat that glaze and clay need."))


def test_a_claim_without_citation_is_not_supported():
    assert not supported({**written(QUOTE), "citations": []})


def test_an_answer_without_claims_or_citations_has_no_precision_and_no_support():
    assert precision(row_of(claims=[]), [["drift,ml"]]) == 0
    assert support(row_of(claims=[])) == 0
