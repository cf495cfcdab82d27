import pytest

from rag.wanted import asks_for_verdict, is_type, names_a_kind, wanted


@pytest.mark.parametrize(
    ("question", "phrase", "counted"),
    [
        ("Which learning rate was used for it?", ("learning", "rate"), False),
        ("What is the sampling rate of the trace?", ("sampling", "rate"), False),
        ("How many decoder layers does it have?", ("decoder", "layers"), True),
        ("how much memory does that take", ("memory",), False),
        ("Which firm built kilns?", ("firm",), False),
        ("What is gettering?", (), False),
        ("Why does it leak?", (), False),
        ("", (), False),
    ],
)
def test_the_noun_phrase_asked_for_ends_where_the_sentence_goes_on(question, phrase, counted):
    assert (wanted(question).phrase, wanted(question).counted) == (phrase, counted)


@pytest.mark.parametrize(
    ("question", "tells", "does_not"),
    [
        ("Who invented dropout?", "Dropout was proposed by Hinton.", "Dropout is a popular regulariser."),
        ("formula for the batch size", "batch = workers × micro-batch, so B = 4 b", "Formula Tracking: compute it."),
        ("Who came up with it?", "AutoAugment (Google, 2018): learns policies.", "AutoAugment (a policy): learns."),
        ("Who formulated it?", "Consistency: Lamport's model of memory.", "Consistency: the model's memory."),
        ("Who coined the name?", "Andrew Ng popularized this framework.", "Factories popularized this."),
        ("Which university developed it?", "Developed at Toronto.", "A gradient introduced by the clipping."),
        ("When was dropout invented?", "Invented at a university in 2014.", "Invented by Hinton long ago."),
        ("What does a mask set cost?", "A set of masks: $2 million.", "A set of masks is dear, 2 million."),
        ("At what temperature is it grown?", "Between 600 and 900 °C.", "At a high temperature."),
        ("How many kilowatts does a rack need?", "A rack draws 40 kW.", "A rack of 40 servers."),
        ("How thick in nanometres is the oxide?", "The oxide has 3 nm.", "The oxide is thin."),
        ("What share of pages is left?", "Some 5% are left.", "Some 5 are left."),
        ("Which licence does it have?", "It is under Apache 2.0.", "It is on GitHub."),
        ("Which learning rate is best?", "The rate is 0.1.", "The rate is low."),
        ("Recommend a book on kilns", "A book tells of kilns.", "A kiln burns."),
        ("Why is it called a kiln?", "Named after the Latin word.", "A kiln burns."),
        ("Where does the name kiln come from?", "The term is Latin.", "A kiln burns."),
        ("What is the opposite of a kiln?", "In contrast, a fridge cools.", "A kiln burns."),
        ("What language is it written in?", "It is written in Rust.", "It is written by potters."),
        ("How long does a firing take?", "A firing takes 12 hours.", "A firing takes 12 tiles."),
    ],
)
def test_only_a_sentence_of_the_kind_asked_for_tells(question, tells, does_not):
    kinds = wanted(question).kinds
    assert kinds
    assert all(kind.search(tells) for kind in kinds)
    assert not all(kind.search(does_not) for kind in kinds)


@pytest.mark.parametrize(
    "question", ["What is dropout?", "Who is Hinton?", "When does overfitting start?", "How is a wafer cut?", ""]
)
def test_where_no_kind_is_asked_for_there_is_none(question):
    assert wanted(question).kinds == ()


def test_units_are_not_counted_but_read_as_a_kind():
    assert not wanted("How many volts does it take?").counted
    assert wanted("How many valves does it take?").counted


def test_words_that_only_name_the_kind_go_without_saying():
    asked = wanted("In which year was the kiln invented?")
    assert [is_type(word, asked) for word in ("year", "invent", "kiln")] == [True, True, False]
    assert not is_type("rate", wanted("Which learning rate is best?"))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does the kiln work offline?", True),
        ("hey, is it safe", True),
        ("Is clay better than sand?", True),
        ("clay or sand, which is faster?", True),
        ("Should we buy the kiln?", True),
        ("Is there a term for burning clay?", False),
        ("Could you explain the kiln?", False),
        ("What is the best practice?", False),
        ("", False),
    ],
)
def test_a_verdict_is_a_yes_a_no_or_the_better_of_two(question, verdict):
    assert asks_for_verdict(question) is verdict


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Who made Gopher?", "Gopher is DeepMind's 280 billion parameter model.", "It is one of the world's models."),
        ("What is its price?", "Pricing: individual and business tiers.", "It is free of bias."),
        ("What is the price?", "It is free for maintainers of open source.", "A price-performance benchmark."),
    ],
)
def test_makers_and_prices_are_told_without_their_words(question, told, other):
    kinds = wanted(question).kinds
    assert kinds and all(kind.search(told) for kind in kinds)
    assert not any(kind.search(other) for kind in kinds)


def test_a_word_may_only_name_a_kind_of_fact():
    assert names_a_kind("formula") and names_a_kind("price")
    assert not names_a_kind("gettering") and not names_a_kind("formulation")
