"""Messages that are short for a question about things spoken of before."""

import pytest

from rag.again import Again, asked_again
from rag.answer import answer, turn_of
from rag.asked import asked
from rag.carried import carried
from rag.types import Turn


def full(assistant, text, *before):
    """The message in full, behind questions that were answered one after the other."""
    history = []
    for question in before:
        history.append(turn_of(question, answer(question, history, assistant)))
    return carried(asked_again(text, history), assistant).text


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (["How many parameters does Gopher have?"], "and GLaM?", "How many parameters does GLaM have?"),
        (["How many parameters does Gopher have?", "and GLaM?"], "what about GPT-4",
         "How many parameters does GPT-4 have?"),
        (["how many params did GPT-3 have?", "and GPT-2?"], "GPT-1?", "how many params did GPT-1 have?"),
        (["how do I do gradient clipping in pytorch"], "same for gradient checkpointing",
         "how do I do gradient checkpointing in pytorch"),
        (["What is GIDL?", "what causes it?"], "and DIBL?", "what causes DIBL?"),
        (["What are the disadvantages of data parallelism?"], "and pipeline parallelism?",
         "What are the disadvantages of pipeline parallelism?"),
        (["what is gettering", "what are its drawbacks"], "and GIDL?", "what are GIDL’s drawbacks"),
        (["tell me about GLaM"], "and Gopher, in bullets", "tell me about Gopher, in bullets"),
        (["GLaM", "how many parameters", "and Gopher?"], "and the Chinchilla?", "how many parameters of Chinchilla?"),
        (["what is the capital of france"], "and Docker?", "What is Docker?"),
        (["What is GLaM?", "How does it compare to GPT-3?"], "and Gopher", "How does it compare to Gopher?"),
    ],
)  # fmt: skip
def test_what_was_asked_of_one_thing_is_asked_of_another(before, text, expected, assistant):
    assert full(assistant, text, *before) == expected


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (["gradient accumulation or checkpointing?"], "how much slower is the second one?",
         "how much slower is gradient checkpointing?"),
        (["difference between intrinsic and extrinsic gettering"], "which is cheaper",
         "which is cheaper, intrinsic gettering or extrinsic gettering?"),
        (["nsight compute or nsight systems?"], "what does the latter show", "what does nsight systems show"),
        (["Compare Gopher and GLaM"], "which is larger?", "which is larger, Gopher or GLaM?"),
        (["What is DDIM?", "is it faster than DDPM?"], "which one is better?", "which one is better, DDIM or DDPM?"),
        (["what is gin", "what's GMT"], "how are they different?", "how are gin and GMT different?"),
        (["what is data minimization", "and data retention"], "difference between these two",
         "difference between data minimization and data retention"),
        (["explain mixup"], "vs cutmix", "mixup versus cutmix"),
        (["goal stack", "hmm and goal achievement?"], "differences?",
         "What is the difference between goal stack and goal achievement?"),
    ],
)  # fmt: skip
def test_two_things_are_compared_by_their_names(before, text, expected, assistant):
    assert full(assistant, text, *before) == expected


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("grad-cam vs grad-cam++", "how does the first one work", "how does grad-cam work"),
        ("domain adaptation vs domain generalization", "when would i use the latter?",
         "when would i use domain generalization?"),
        ("domain adaptation vs domain generalization", "the first", "What is domain adaptation?"),
    ],
)  # fmt: skip
def test_one_of_two_things_is_meant_by_its_place(before, text, expected, assistant):
    assert full(assistant, text, before) == expected


def test_one_of_two_questions_is_meant_by_its_place(assistant):
    before = ("what is data retention", "and data minimization")
    assert full(assistant, "the first one, how long?", *before) == "data retention, how long?"


def test_one_of_several_meanings_is_meant_by_its_place(assistant):
    meanings = answer("what is ddp", [], assistant)
    assert meanings.outcome == "several_senses"
    second = assistant.index.entries[meanings.claims[1].citations[0].entry_id].term
    assert full(assistant, "the second one", "what is ddp") == f"What is {second}?"
    assert full(assistant, "the second one", "What is gettering?", "what is ddp") == f"What is {second}?"
    assert full(assistant, "the third one", "what is ddp") == "the third one"


def test_what_has_no_entry_keeps_its_name(assistant):
    """It is mentioned under another entry, which is not what was asked about."""
    assert full(assistant, "who develops it?", "tell me about horovod") == "who develops horovod?"
    before = turn_of("tell me about horovod", answer("tell me about horovod", [], assistant))
    told = answer("who develops it?", [before], assistant)
    assert "Uber" in " ".join(claim.text for claim in told.claims)
    assert "answered “who develops horovod?”" in told.trace.notes
    delta = ("Databricks", "who develops it?", "and Delta Lake?")
    assert full(assistant, "is it open source?", *delta) == "is Delta Lake open source?"


def test_what_is_asked_in_full_goes_on_with_nothing(assistant):
    """Of BERT nothing of the kind is said, and who made DeBERTa is no answer to it."""
    history = []
    for text in ("what is DeBERTa", "who made it", "and BERT?"):
        found = answer(text, history, assistant)
        history.append(turn_of(text, found))
    assert found.question.text == "who made BERT" and found.outcome == "not_in_glossary"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("What is gettering?", "and memory?"),
        ("What is gettering?", "and why?"),
        ("What is gettering?", "and what are its types?"),
        ("What is gettering?", "and gettering?"),
        ("What is gettering?", "and what does a guardrail do?"),
        ("What is gettering?", "or is it the same as annealing?"),
        ("What is GIDL?", "And in DRAM, why is it such a big deal there?"),
        ("Compare Gopher and GLaM", "and the parameters?"),
        ("Compare Gopher and GLaM", "which is larger, GPT-4 or Gopher?"),
        ("what is a GPU cluster", "one node is slower than the others. do the rest of all our nodes wait for it?"),
        ("What is gettering?", "the second one"),
        ("What is gettering?", "thanks"),
    ],
)
def test_a_message_that_says_what_it_asks_stays_as_it_is(before, text, assistant):
    assert full(assistant, text, before) == text


def test_without_a_conversation_nothing_is_carried(assistant):
    for text in ("and GLaM?", "which is larger?", "the second one", "who made it?"):
        assert carried(Again(text, (), ""), assistant) == Again(text, (), "")
    thanks = (Turn("thanks"),)
    assert carried(Again("and GLaM?", thanks, ""), assistant).text == "and GLaM?"


def test_a_conversation_may_be_as_long_as_it_likes(assistant, monkeypatch):
    """Only the last turns are looked at, each once: every one of these is short for something."""
    history = (Turn("What is gettering?", ("gettering",)), *(Turn("and it?", ("gettering",)) for _ in range(3_000)))
    looked_at = []
    real = asked
    monkeypatch.setattr("rag.carried.asked", lambda text: looked_at.append(text) or real(text))
    for text in ("and GLaM?", "which is larger?", "What is GIDL?"):
        assert carried(Again(text, history, ""), assistant).text == text
    assert 0 < len(looked_at) <= 3 * 8


def test_behind_a_very_long_message_nothing_is_carried(assistant):
    before = (Turn("and " + "GLaM " * 20_000, ("gettering",)),)
    assert carried(Again("and Gopher?", before, ""), assistant) == Again("and Gopher?", before, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tell me more about the third one", "What is Label Shift (Prior Probability Shift)?"),
        ("the first one?", "What is Covariate Shift?"),
        ("how common is number 2?", "how common is Concept Drift?"),
        ("how common is the second one?", "how common is Concept Drift?"),
        ("the seventh one?", "the seventh one?"),
        ("explain the sixth", "explain the sixth"),
    ],
)
def test_an_item_that_was_quoted_is_meant_by_its_number(text, expected, assistant):
    quoted = ("Domain shift is a change.", "[Types] Covariate Shift: one.", "Concept Drift — Example: another.")
    quoted = (*quoted, "Label Shift (Prior Probability Shift): third.")
    before = Turn("Which types are there?", ("domain-shift",), quoted)
    assert carried(Again(text, (before,), ""), assistant).text == expected


def test_what_is_counted_in_a_sentence_is_meant_by_its_number(assistant):
    quoted = ("Kinds of gettering: (1) intrinsic gettering (IG), in the bulk; (2) extrinsic gettering, on the back.",)
    before = Turn("Which kinds are there?", ("gettering",), quoted)
    assert carried(Again("the second one", (before,), ""), assistant).text == "What is extrinsic gettering?"


def test_behind_a_comparison_no_item_is_meant(assistant):
    before = Turn("compare the routers", ("gettering",), ("Maze: one.", "Steiner: two."))
    assert carried(Again("the second one", (before,), ""), assistant).text == "the second one"


def test_of_several_lists_the_longest_is_meant(assistant):
    quoted = (
        "[Text] Advanced: all of them.",
        "Augmentation is a technique.",
        "Synonym Replacement: other words.",
        "Back-Translation: there and back.",
        "For a long text it takes long.",
        "Token Masking: fewer words.",
        "[Tools] NLPAug: one.",
    )
    before = Turn("name the techniques", ("data-augmentation",), quoted)
    for text, item in (("give me details on the first one", "Synonym Replacement"), ("the last one", "Token Masking")):
        assert carried(Again(text, (before,), ""), assistant).text == f"What is {item}?"


def test_the_next_item_is_one_of_the_same_list(assistant):
    listed = Turn("Which types are there?", ("domain-shift",), ("Covariate Shift: one.", "Concept Drift: two."))
    counted = Turn("the first one", ("domain-shift",), ("Example: of it.", "Causes: of it."))
    assert carried(Again("and the second one?", (listed, counted), ""), assistant).text == "What is Concept Drift?"


def test_an_item_is_meant_before_what_was_spoken_of_earlier(assistant):
    earlier = Turn("What is gettering?", ("gettering",), ("Gettering is a process.",))
    listed = Turn("Which kinds of domain shift are there?", ("domain-shift",), ("Covariate: one.", "Concept: two."))
    assert carried(Again("the second one", (earlier, listed), ""), assistant).text == "What is Concept?"
    plain = Turn("What is domain shift?", ("domain-shift",), ("Domain shift is a change.",))
    assert carried(Again("the first one", (earlier, plain), ""), assistant).text == "What is gettering?"
