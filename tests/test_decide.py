from dataclasses import asdict, replace

import pytest

from index.unanswered import Unanswered
from rag.decide import ANSWERS, DOUBT, READ, SEEN, decide, is_doubtful, read_best
from rag.retrieve import look, retrieve
from rag.types import Turn
from rag.understand import understand
from rag.weigh import Evidence, asked_about, weigh

INSIDE = (
    "What is gate-induced drain leakage?",
    "What is gettering?",
    "How does gradient checkpointing save memory?",
    "How many parameters does Gopher have?",
    "Compare gettering with dopant diffusion",
    "What is double descent?",
    "what is gradeint clipping",
)
OUTSIDE = (
    "What is the capital of France?",
    "What is juggling?",
    "How do I bake sourdough bread?",
    "Who won the Eurovision contest last year?",
    "Where is Ouagadougou?",
    "What is a bassoon?",
    "How long do I boil an egg?",
    "",
    "???",
)
# Facts that the entries lack and terms that are not here; facts that are.
VAIN = (
    "In which year did the Grad-CAM paper appear?",
    "What does Databricks cost per seat?",
    "How many people at Berkeley worked on Gorilla?",
    "Which gettering recipe does TSMC run?",
    "Who was the first to observe dopant diffusion?",
    "How many lines of code does Hugging Face Datasets have?",
    "On how many chips was GLaM trained?",
    "Which university runs the course on do-calculus?",
    "What is a Hopfield network?",
    "What is Q-learning?",
    "Explain the Viterbi algorithm.",
    "What does an op-amp integrator do?",
)
TOLD = (
    "How many evaluation tasks was Gopher put through?",
    "Which metals does gettering keep away from the devices?",
    "What follows when DP-SGD adds too much noise?",
    "How does Grad-CAM weigh its feature maps?",
    "Who made Gorilla?",
    "What is a Ghost Module good for?",
    "Why does boron move so far after implantation?",
    "How does a God class come about?",
)


DOUBTFUL = (
    "Which company sold the first Gorilla model?",
    "How many wafers an hour does a gettering step let through?",
    "Which batch size did the authors of Gopher choose for fine-tuning?",
    "By how many percent does gradient bucketing raise the cost of a cluster?",
    "In which year was the last DMAIC project finished?",
)


def seen(text, assistant):
    question = understand(text, (), assistant)
    views = look(question, assistant)
    return question, retrieve(question, views, assistant.index), views, assistant


@pytest.mark.parametrize("text", INSIDE)
def test_what_the_glossary_explains_is_answered(text, assistant):
    assert decide(*seen(text, assistant)).outcome == "answered"


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_the_glossary_does_not_have_is_refused(text, assistant):
    assert decide(*seen(text, assistant)).outcome == "not_in_glossary"


def test_confidence_is_a_chance_and_higher_for_every_answer_than_for_any_refusal(assistant):
    inside = [decide(*seen(text, assistant)).confidence for text in INSIDE]
    outside = [decide(*seen(text, assistant)).confidence for text in OUTSIDE]
    assert 0 <= min(outside) <= max(outside) < min(inside) <= max(inside) < 1


@pytest.mark.parametrize("text", (*INSIDE, *OUTSIDE, "wafer " * 300, "zzyzx qwrtp"))
def test_all_evidence_is_between_zero_and_one(text, assistant):
    evidence = weigh(*seen(text, assistant))
    for name in Evidence.__dataclass_fields__:
        assert -1e-6 <= getattr(evidence, name) <= 1 + 1e-6, name


def test_likeness_to_what_is_asked_in_vain_speaks_against_what_it_could_be(assistant):
    """Facts not where it is only asked what a thing is that is here, terms not where one is named."""
    views = seen("Who was the first to see gettering?", assistant)[2]
    assert 0 < views.unanswered.facts < 1
    asked = weigh(*seen("Who was the first to see gettering?", assistant))
    assert (asked.lacking, asked.absent) == (views.unanswered.facts, 0.0)
    assert weigh(*seen("What is gettering?", assistant)).lacking == 0.0
    assert weigh(*seen("What is a bassoon?", assistant)).absent > 0.4


def test_what_is_asked_in_vain_halves_the_chance_of_a_like_question_and_hardly_touches_another(assistant):
    """Both ways: twelve questions without an answer, eight with one, none of them among those that the index has."""
    index = assistant.index
    texts = (*index.unanswered.questions.texts, *(query.text for query in index.expansion.queries))
    assert not {text.lower() for text in texts} & {text.lower() for text in (*VAIN, *TOLD)}
    none = Unanswered.none(index.unanswered.vectors.rows.shape[1])
    without = replace(assistant, index=replace(index, unanswered=none))

    def total(texts, assistant):
        return sum(decide(*seen(text, assistant)).confidence for text in texts)

    assert total(VAIN, assistant) < total(VAIN, without) / 2
    assert total(TOLD, without) - total(TOLD, assistant) < 0.07 * len(TOLD)


@pytest.mark.parametrize(
    "text", ["whats manifold mixup", "what is the Stockham algorithm", "what's tREFI", "what does FETI stand for"]
)
def test_what_only_a_sentence_is_on_is_known_by_its_label_or_as_an_abbreviation(text, assistant):
    evidence = weigh(*seen(text, assistant))
    assert (evidence.known, evidence.undefined, evidence.lacking, evidence.absent) == (1, 0, 0, 0)
    assert decide(*seen(text, assistant)).outcome == "answered"


@pytest.mark.parametrize(
    "text", ["what is the manifold algorithm", "who made the Stockham algorithm", "what is a shorting"]
)
def test_what_no_sentence_is_on_or_what_more_is_asked_of_it_is_not(text, assistant):
    assert weigh(*seen(text, assistant)).known == 0


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("How many parameters does GPT-5 have?", "not_in_glossary"),
        ("How many parameters does GPT-2 have?", "answered"),
        ("What does LSUV stand for?", "not_in_glossary"),
        ("What does NCCL stand for?", "answered"),
        ("Is DMAIC used in hospitals?", "not_in_glossary"),
        ("Is DMAIC a programming language?", "answered"),
        ("Is Gorilla a search engine?", "answered"),
        ("what does blelloch's scan cost?", "answered"),
    ],
)
def test_what_is_told_of_a_name_is_told_apart_from_what_only_stands_near_it(text, outcome, assistant):
    assert decide(*seen(text, assistant)).outcome == outcome


def test_neighbours_that_no_entry_has_together_are_strange(assistant):
    assert weigh(*seen("What is gate-induced drain leakage?", assistant)).strange == 0
    assert weigh(*seen("What is a gettering parliament?", assistant)).strange > 0


def test_in_a_long_question_strange_neighbours_do_not_count(assistant):
    text = "How would a gettering parliament trap iron, copper and nickel impurities on the rough backside of every "
    text += "silicon wafer?"
    evidence = weigh(*seen(text, assistant))
    assert (evidence.strange, evidence.undefined, evidence.length) == (0, 0, 1)


def test_a_number_that_no_sentence_tells_speaks_against_an_answer(assistant):
    told, untold = (f"How many {what} does Gopher have?" for what in ("parameters", "bicycles"))
    assert (weigh(*seen(told, assistant)).uncounted, weigh(*seen(untold, assistant)).uncounted) == (0, 1)
    assert weigh(*seen("Who invented gettering?", assistant)).untold > 0.4
    assert (
        weigh(*seen("Who built Gorilla?", assistant)).untold == weigh(*seen("Who built Gopher?", assistant)).untold == 0
    )
    assert weigh(*seen("What is Gopher?", assistant)).untold == 0


def test_the_entries_asked_about_are_those_that_are_named(assistant):
    question, hits, _, _ = seen("How many decoder layers does Gopher have?", assistant)
    assert asked_about(question, hits) == ["gopher"]
    question, hits, _, _ = seen("How many experts share the work in such a layer?", assistant)
    assert asked_about(question, hits) == [hit.entry_id for hit in hits[:2]]
    assert asked_about(question, ()) == []


def test_a_short_question_what_something_is_wants_a_name(assistant):
    assert weigh(*seen("What is juggling?", assistant)).undefined == 1
    assert weigh(*seen("What is gettering?", assistant)).undefined == 0


def test_the_nearer_entry_has_the_higher_cosines(assistant):
    near, far = (weigh(*seen(f"What is {what}?", assistant)) for what in ("gettering", "sourdough bread"))
    assert near.cosine > far.cosine
    assert near.maxsim > far.maxsim


def test_every_piece_of_evidence_has_a_weight():
    assert set(SEEN.weights) == set(Evidence.__dataclass_fields__)
    assert set(READ.weights) == {*SEEN.weights, ANSWERS}


def test_no_hits_are_no_answer(assistant):
    question, _, views, _ = seen("What is gettering?", assistant)
    assert decide(question, (), views, assistant).outcome == "not_in_glossary"


def test_the_best_sentences_are_read_where_what_was_seen_leaves_a_doubt(assistant):
    """And only there; a message of several questions is never read as one."""
    for text in (
        "Which dose of germanium stops boron at the 3 nm node?",
        "What is gettering?",
        "Who won the match on Sunday?",
    ):
        found = seen(text, assistant)
        chance = SEEN.chance(asdict(weigh(*found)))
        confidence = decide(*found).confidence
        assert bool(found[2].answers) == is_doubtful(chance, follows=False)
        if not found[2].answers:
            assert confidence == chance
        else:
            read = read_best(*found)
            assert confidence == READ.chance({**asdict(weigh(*found)), ANSWERS: read}) != chance
    assert any(is_doubtful(SEEN.chance(asdict(weigh(*seen(text, assistant)))), follows=False) for text in DOUBTFUL)
    several = seen("What is gettering? And what is a bassoon?", assistant)
    assert read_best(*several) is None and not several[2].answers
    assert 0 < DOUBT[0] < DOUBT[1] < 1


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("how many parameters does it have?", "answered"),
        ("On which chips was it trained?", "answered"),
        ("Which licence does it have?", "not_in_glossary"),
        ("Which tokenizer does it use?", "not_in_glossary"),
    ],
)
def test_a_follow_up_is_always_read(asked, outcome, assistant):
    """What was spoken of is near to it, whether its entry says what is asked or not."""
    question = understand(asked, [Turn("What is Gopher?", ("gopher",))], assistant)
    views = look(question, assistant)
    found = (question, retrieve(question, views, assistant.index), views, assistant)
    assert question.follows == asked and weigh(*found).follows == 1
    assert decide(*found).outcome == outcome and views.answers


def test_length_is_less_of_an_excuse_for_a_kind_of_fact_that_is_not_told(assistant):
    long = (
        "for a silicon wafer with oxygen precipitates in its bulk, {} does intrinsic gettering with a denuded zone have"
    )
    told, untold = (weigh(*seen(long.format(what), assistant)) for what in ("what purpose", "which licence"))
    assert told.untold == 0 and untold.untold == 1
    assert untold.length == pytest.approx(0.7 * told.length)


def test_what_is_not_said_is_refused_by_reading_though_the_entry_is_the_right_one(assistant):
    """The sentences are near to the question, but say nothing of what it asks."""
    for text in DOUBTFUL:
        assert decide(*seen(text, assistant)).outcome == "not_in_glossary", text


def test_a_name_that_reads_like_a_courtesy_is_asked_about(assistant):
    question, hits, views, _ = seen("What is Gopher?", assistant)
    assert decide(replace(question, searched="Hmm"), hits, views, assistant).confidence > 0
    assert decide(replace(question, searched="Hmm", named=()), hits, views, assistant).confidence == 0


def test_of_a_name_that_is_asked_about_nothing_is_read(assistant):
    assert read_best(*seen("What is gettering?", assistant)) is None
    assert read_best(*seen("Which metals does gettering keep away?", assistant)) is not None


@pytest.mark.parametrize("text", ["Compare Grad-CAM with SHAP", "What is the difference between GIN and GraphSAGE?"])
def test_a_comparison_with_what_no_entry_has_is_refused(text, assistant):
    question, hits, views, _ = seen(text, assistant)
    assert weigh(question, hits, views, assistant).unheard == 1
    assert decide(question, hits, views, assistant).outcome == "not_in_glossary"


def test_no_sentence_is_read_as_the_answer_to_a_comparison(assistant):
    question, hits, views, _ = seen("how do DANN and MMD differ", assistant)
    assert question.ask == "compare" and read_best(question, hits, views, assistant) is None
    assert weigh(question, hits, views, assistant).undefined == 0


def test_what_an_acronym_stands_for_is_no_word_of_the_question(assistant):
    question, hits, views, _ = seen("LPCVD chamber pressure", assistant)
    typed = replace(question, searched="LPCVD chamber pressure", spelt_out=())
    assert question.searched != typed.searched
    assert weigh(question, hits, views, assistant) == weigh(typed, hits, views, assistant)
