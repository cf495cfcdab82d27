from dataclasses import replace

import pytest

from rag.answer import answer
from rag.asked import asked
from rag.find import OF_MORE, OF_TWO, expected, find, seek_parts
from rag.quote import quote
from rag.seek import seek
from rag.several import is_complete
from rag.types import Turn
from rag.understand import understand

TWO = "What is gettering? What is gradient clipping?"


def sought(text, assistant, *history):
    whole = seek(understand(text, history, assistant), assistant)
    return whole, seek_parts(whole, history, assistant)


def found(text, assistant, *history):
    return find(*sought(text, assistant, *history), assistant)


def cited(claims):
    return [claim.citations[0].entry_id for claim in claims]


def test_two_questions_are_answered_one_by_one_in_their_order(assistant):
    both = found(TWO, assistant)
    first, second = (found(text, assistant) for text in ("What is gettering?", "What is gradient clipping?"))
    assert both.outcome == "answered"
    assert both.notes[0] == "answered as 2 questions"
    assert both.quotation[0].text == first.quotation[0].text
    assert cited(both.quotation)[0] == "gettering"
    assert second.quotation[0].text in [claim.text for claim in both.quotation]
    named = cited(both.quotation)
    assert "gettering" not in named[named.index(cited(second.quotation)[0]) :]


def test_questions_on_one_entry_are_answered_together_and_each_has_its_sentence(assistant):
    text = "What kinds of gettering are there, and how is its effectiveness checked?"
    whole, parts = sought(text, assistant)
    assert [part.question.text for part in parts] == [whole.question.text]
    assert [part.question.text for part in parts[0].also] == list(asked(text))
    together = found(text, assistant)
    assert not any("questions" in note for note in together.notes)
    said = " ".join(claim.text for claim in together.quotation)
    assert "(1) intrinsic gettering" in said and "… extrinsic gettering" in said
    assert "effectiveness is verified by" in said and "… precipitation growth" not in said


@pytest.mark.parametrize("term", ["Double descent", "Domain shift"])
def test_what_is_no_question_of_the_glossary_has_no_sentence_of_its_own(term, assistant):
    dinner = "What should I cook for dinner tonight?"
    whole, parts = sought(f"What is {term}? {dinner}", assistant)
    (one,) = parts
    asks, no_question = one.also
    assert (asks.question.text, no_question.question.text) == (f"What is {term}?", dinner)
    said = find(whole, parts, assistant).quotation
    # With it something would be quoted that is not there now.
    assert {claim.citations[0].quote for claim in quote(one, assistant)} - {claim.citations[0].quote for claim in said}
    assert said == quote(replace(one, also=(asks,)), assistant)


def test_what_goes_along_in_a_message_is_not_read_to_be_left_out(assistant, monkeypatch):
    whole, parts = sought("What kinds of gettering are there, and how is its effectiveness checked?", assistant)
    monkeypatch.setattr("rag.decide.is_doubtful", lambda chance, follows: True)
    read = []
    monkeypatch.setattr("rag.decide.read_best", lambda question, *rest: read.append(question.text))
    find(whole, parts, assistant)
    assert parts[0].also and not set(read) & {one.question.text for one in parts[0].also}


def test_markers_count_from_1_and_no_span_is_quoted_twice(assistant):
    claims = found(TWO, assistant).quotation
    assert [claim.citations[0].marker for claim in claims] == list(range(1, len(claims) + 1))
    spans = [(one.entry_id, one.start, one.end) for claim in claims for one in claim.citations]
    assert len(set(spans)) == len(spans)


def test_the_entries_of_the_questions_lead_the_hits(assistant):
    both = found(TWO, assistant)
    leading = [hit.entry_id for hit in both.hits[:2]]
    assert "gettering" in leading
    assert any("gradient-clipping" in entry_id for entry_id in leading)
    assert sorted(hit.entry_id for hit in both.hits) == sorted(hit.entry_id for hit in sought(TWO, assistant)[0].hits)


def test_each_of_several_has_less_room_than_one_alone(assistant):
    three = f"{TWO} What is dopant diffusion?"
    assert [part.question.share for part in sought(TWO, assistant)[1]] == [OF_TWO, OF_TWO]
    assert [part.question.share for part in sought(three, assistant)[1]] == [OF_MORE] * 3
    alone = sum(len(claim.text) for claim in found("What is gettering?", assistant).quotation)
    shared = sum(
        len(claim.text) for claim in found(TWO, assistant).quotation if claim.citations[0].entry_id == "gettering"
    )
    assert shared <= alone


def test_a_part_that_is_not_in_the_glossary_is_named(assistant):
    mixed = found("What is gettering? Who won the Eurovision contest?", assistant)
    assert mixed.outcome == "answered"
    assert set(cited(mixed.quotation)) == {"gettering"}
    assert "the glossary has no answer to “Who won the Eurovision contest?”" in mixed.notes
    assert not any("gettering" in note for note in mixed.notes)


def test_where_no_part_is_there_all_is_refused_and_every_part_named(assistant):
    texts = ("Who won the Eurovision contest?", "How do I bake sourdough bread?")
    parts = [seek(understand(text, (), assistant), assistant) for text in texts]
    none = find(seek(understand(" ".join(texts), (), assistant), assistant), parts, assistant)
    assert (none.outcome, none.quotation) == ("not_in_glossary", ())
    assert [text for text in texts if any(text in note for note in none.notes)] == list(texts)


@pytest.mark.parametrize(
    "text",
    [
        "What is gettering?",
        "What is gettering and why is it used?",
        "Compare gettering with dopant diffusion",
        "What is gettering? Which methods of gettering are there?",
        "",
    ],
)
def test_a_message_that_is_one_question_is_answered_as_one(text, assistant):
    whole, parts = sought(text, assistant)
    assert [part.question for part in parts] == [whole.question][: len(parts)]
    one = find(whole, parts, assistant)
    assert one.hits == whole.hits
    assert not any(note.startswith("answered as") for note in one.notes)


def test_a_name_of_two_meanings_gives_both(assistant):
    senses = found("What is DDP?", assistant)
    assert senses.outcome == "several_senses"
    assert len(senses.quotation) == 2


def test_what_is_found_is_what_is_answered(assistant):
    both, whole = found(TWO, assistant), answer(TWO, (), assistant)
    assert (whole.claims, whole.outcome, whole.confidence) == (both.quotation, both.outcome, both.confidence)
    assert whole.trace.notes == both.notes


def test_the_parts_follow_the_history_too(assistant):
    history = (Turn("What is gettering?", ("gettering",)),)
    texts = [part.question.text for part in sought(TWO, assistant, *history)[1]]
    assert texts == ["What is gettering?", "What is gradient clipping?"]


def test_what_can_be_said_is_said_where_the_whole_would_be_refused(assistant):
    found = answer("What is DDPM? How many bicycles does it have?", (), assistant)
    assert found.outcome == "answered"
    assert {citation.entry_id for claim in found.claims for citation in claim.citations} == {"ddpm"}
    assert "the glossary has no answer to “How many bicycles does it have?”" in found.trace.notes


def test_that_needs_no_name_but_a_first_question_that_is_not_refused(assistant):
    text = "why do people cut up big gradients, and who was the first to do it?"
    whole, parts = sought(text, assistant)
    assert find(whole, (), assistant).outcome == "not_in_glossary" and not whole.question.named
    assert len(parts) == 2 and found(text, assistant).outcome == "answered"


def test_a_name_that_is_not_here_is_refused_with_all_that_is_asked_of_it(assistant):
    assert answer("What is a Kalman filter? How fast is it?", (), assistant).outcome == "not_in_glossary"


def test_entries_named_in_one_question_are_each_quoted(assistant):
    text = "what should I know about gettering, gradient bucketing and data retention?"
    claims = found(text, assistant).quotation
    assert {"gettering", "gradient-bucketing", "data-retention"} <= set(cited(claims))


def test_things_that_are_only_described_are_each_quoted(assistant):
    text = "At what temperatures is PECVD done, and how do I keep the tool from behaving differently each morning?"
    claims = found(text, assistant).quotation
    assert {"dielectric-deposition-process-ddp-modeling", "day-to-day-variation-d2d"} <= set(cited(claims))


def test_a_comparison_is_not_taken_apart(assistant):
    text = "How does gradient bucketing differ from gradient checkpointing, and which one is older?"
    assert len(sought(text, assistant)[1]) < 2


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("How is nickel silicide formed on source and drain?", "not_in_glossary"),  # "drain?" alone has an answer
        ("Who works on what: NVTX, cuFFT, NCCL?", "answered"),
    ],
)
def test_one_clause_of_a_question_that_would_be_refused_is_no_answer(text, outcome, assistant):
    whole, parts = sought(text, assistant)
    assert len(parts) > 1
    assert find(whole, (), assistant).outcome == "not_in_glossary"
    told = find(whole, parts, assistant)
    assert told.outcome == outcome
    assert bool(told.quotation) == (outcome == "answered")


def test_the_questions_of_a_message_are_expected_but_for_one_that_waits_for_what_another_finds(assistant):
    question = understand("Who sweeps wafers clean, how fast is it, and what is gradient clipping?", (), assistant)
    texts = [one.searched for one in expected(question, (), assistant)]
    assert "Who sweeps wafers clean" in texts and "what is gradient clipping?" in texts
    assert [text for text in texts if "fast" in text] == ["how fast is it"]  # the clause by itself
    assert expected(understand("What is gettering?", (), assistant), (), assistant) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Explain natural gradient descent and the Fisher matrix.", 0),  # may ask for one thing
        ("Where does dopant diffusion end and gettering begin?", 2),  # two names
        ("Gradient clipping for a transformer, and without tuning", 0),
        ("Compare gettering and dopant diffusion", 0),  # is answered as one
    ],
)
def test_the_clauses_of_one_question_are_expected_where_they_are_sure_to_be_sought(text, pieces, assistant):
    question = understand(text, (), assistant)
    sure = expected(question, (), assistant)
    assert len(sure) == pieces
    whole = seek(question, assistant)
    seek_parts(whole, (), assistant)
    assert {one.searched for one in sure} <= {one.searched for one in whole.beside}


@pytest.mark.parametrize("text", [TWO, "What is gradient clipping, how does it work, and what does it cost?"])
def test_what_is_sought_of_a_message_was_expected(text, assistant):
    """Also of what goes on with the entry that is named before it."""
    question = understand(text, (), assistant)
    whole = seek(question, assistant, expected(question, (), assistant))
    assert seek_parts(whole, (), assistant)
    assert {one.searched for one in whole.beside} <= set(whole.ahead())


def test_a_name_in_one_of_several_questions_has_the_meaning_that_the_message_leads_to(assistant):
    """DDP alone would be a deposition process as well."""
    together = found("should i use DDP or FSDP if my model doesnt fit on one gpu", assistant)
    assert together.notes[0] == "answered as 2 questions"
    cited = {claim.citations[0].entry_id for claim in together.quotation}
    assert cited and not any("deposition" in entry_id for entry_id in cited)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what is gettering and which types exist", "Gettering types: (1)"),
        ("What is Document AI and what are the stages of the pipeline?", "Pipeline: Preprocessing"),
        ("how do you deduplicate training data and what can go wrong?", "Tradeoff: Over-aggressive"),
        ("What is DP-SGD, and what are the failure modes?", "Excess noise"),
    ],
)
def test_a_later_question_without_a_name_is_about_what_the_first_one_names(text, told, assistant):
    quoted = found(text, assistant).quotation
    assert told in " ".join(claim.text for claim in quoted)
    assert not {"goal-stack", "domain-adaptation", "debiasing-techniques"} & {c.citations[0].entry_id for c in quoted}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who made GLaM? How many tokens was it trained on?", ("Du et al", "1.6 trillion")),
        ("When did GPT-4 come out and how many parameters does it have?", ("2023", "1.8 trillion")),
    ],
)
def test_questions_that_lean_on_the_first_are_not_taken_apart_without_it(text, told, assistant):
    both = found(text, assistant)
    assert both.notes[0] == "answered as 2 questions"
    assert all(any(one in claim.text for claim in both.quotation) for one in told)


@pytest.mark.parametrize(
    ("text", "missing"), [("What is Horovod and who made it?", 0), ("What is gettering? What is a bassoon?", 1)]
)
def test_what_another_part_tells_is_not_said_to_be_missing(text, missing, assistant):
    notes = found(text, assistant).notes
    assert "answered as 2 questions" in notes and sum("no answer to" in note for note in notes) == missing


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("which types exist", False),
        ("what else is used", True),
        ("what do people use instead?", True),
        ("who made it?", False),
        ("what is GIDL?", True),
        ("which vLLM version?", True),
        ("how hot does an oven get at night?", True),
        ("how do I find wrong labels in a data set?", True),
    ],
)
def test_a_question_of_a_message_is_complete_where_it_has_a_subject_of_its_own(text, complete, assistant):
    assert is_complete(text, ("What is gettering?", text), assistant) is complete
    assert is_complete("which types exist", ("How come?", "which types exist"), assistant)
