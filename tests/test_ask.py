import time

import pytest

from index.words import content_words
from rag.ask import ask_of, asks_if_it_is, asks_nothing, is_courtesy, points_at_nothing


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("What is the difference between a kiln and an oven?", "compare"),
        ("kiln vs oven", "compare"),
        ("a table comparing kiln and oven", "compare"),
        ("How does a kiln differ from an oven?", "compare"),
        ("Why does a kiln crack?", "cause"),
        ("What causes cracks?", "cause"),
        ("How many tiles does it hold?", "fact"),
        ("Who invented the kiln?", "fact"),
        ("What temperature does it reach?", "fact"),
        ("How do I fire a kiln?", "steps"),
        ("What are the stages of firing?", "steps"),
        ("Which types of kilns exist?", "list"),
        ("What mechanisms of dopant diffusion are there?", "list"),
        ("What mechanism of it is there?", "open"),
        ("What are the challenges of firing?", "list"),
        ("what are the key rights of tenants", "list"),
        ("steps for firing a kiln", "steps"),
        ("Is a kiln an oven?", "yes_no"),
        ("Does it need air?", "yes_no"),
        ("How does a kiln keep its heat?", "open"),
        ("Can you contrast kilns and ovens?", "compare"),
        ("Kilns and ovens: can you contrast them?", "compare"),
        ("How do kilns and ovens differ?", "compare"),
        ("kilns and ovens - aren't they the same thing?", "compare"),
        ("Our kilns differ each day, how do I fix that?", "steps"),
        ("Does the same thing happen in ovens?", "yes_no"),
        ("Does contrast matter?", "yes_no"),
        ("Is a kiln the same as an oven?", "compare"),
        ("A kiln is cold, isn't it?", "yes_no"),
        ("Kilns explode, right?", "yes_no"),
        ("Which kilns are there and who makes them?", "list"),
        ("The kiln was closed for legal reasons; what now?", "open"),
        ("What is this step called?", "open"),
        ("Give me an example of that.", "example"),
        ("Can you show us a practical example?", "example"),
        ("What's an example of a kiln?", "example"),
        ("For example?", "example"),
        ("Some examples?", "example"),
        ("And an example?", "example"),
        ("any real-world example?", "example"),
        ("Example please", "example"),
        ("Which kiln is an example of salt firing?", "open"),
        ("What is an adversarial example?", "define"),
        ("What is the best example selection method?", "open"),
        ("How hot does the example kiln get?", "open"),
    ],
)
def test_the_wording_tells_what_is_asked(text, ask):
    focus = ("adversarial example",) if ask == "define" else ("kiln", "heat")
    assert ask_of(text, (), focus) == ask


def test_a_name_alone_wants_its_definition():
    assert ask_of("kiln", ("kiln",), ()) == "define"
    assert ask_of("What is a kiln?", ("kiln",), ()) == "define"


def test_a_name_with_several_other_words_wants_more_than_its_definition():
    assert ask_of("Heat loss of kiln walls", ("kiln",), ("heat", "loss", "wall")) == "open"


@pytest.mark.parametrize("word", ["extrins", "predict", "stage"])
def test_a_kind_or_a_part_of_what_is_named_wants_more_than_its_definition(word):
    assert ask_of(f"What is a kiln {word}?", ("kiln",), (word,)) == "open"


@pytest.mark.parametrize(
    "text", ["What is meant by a kiln?", "What exactly is a kiln?", "A kiln, in plain words, please"]
)
def test_words_that_only_ask_for_a_definition_do_not(text):
    assert ask_of(text, ("kiln",), content_words(text.replace("kiln", ""))) == "define"


@pytest.mark.parametrize(
    "text",
    [
        "tunnel or shuttle kiln?",
        "Should I use gas or wood for salt firing?",
        "which one is better, gas or wood",
        "How do I choose between gas and wood?",
    ],
)
def test_one_or_the_other_is_a_comparison(text):
    assert ask_of(text, (), ("gas", "wood")) == "compare"


def test_an_or_within_a_longer_question_is_none():
    assert (
        ask_of("Why does a kiln crack when it gets too hot or too cold in the night?", (), ("kiln", "crack")) == "cause"
    )
    assert ask_of("Is a kiln safe to use or does it need a fence around it?", ("kiln",), ("safe", "fence")) == "yes_no"


def test_an_or_between_two_names_is_a_comparison_and_with_one_name_it_is_none():
    assert ask_of("kiln or oven", ("kiln", "oven"), ()) == "compare"
    assert ask_of("kiln or so", ("kiln",), ()) != "compare"


def test_a_reason_is_asked_for_even_of_two_things_that_are_compared():
    assert ask_of("Why compare a kiln with an oven?", (), ()) == "compare"


def test_asking_whether_there_is_a_word_for_it_is_no_yes_no_question():
    assert ask_of("Is there a term for tiles that crack while they cool?", (), ("tile", "crack", "cool")) != "yes_no"
    assert ask_of("Can you explain kilns?", ("kiln",), ()) != "yes_no"


def test_nothing_asked_is_open():
    assert ask_of("", (), ()) == "open"


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello there!",
        "Thanks a lot.",
        "ok, great",
        "thanks, that was very helpful!",
        "Makes sense.",
        "42 + 1",
        "?!",
        "thats great, thank you",
        "awesome, that helped",
        "that was not helpful",
        "Hi, I'm new here. what can i ask you",
        "what topics do you cover?",
    ],
)
def test_greetings_thanks_and_marks_ask_nothing(text):
    assert asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["gettering", "this is gettering", "that helpful trick", "thanks, and what is gettering?", "all kinds of leakage"],
)
def test_a_subject_is_something(text):
    assert not asks_nothing(text)


@pytest.mark.parametrize("said", ["that is all ", "this is great ", "thank you ", "ok, "])
def test_a_long_row_of_courtesies_is_read_in_no_time(said):
    begun = time.perf_counter()
    assert not is_courtesy(said * 60 + "x") and is_courtesy(said * 60)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "names", "ask"),
    [
        ("Is Gopher bigger than GLaM?", 2, "compare"),
        ("Does GLaM use more energy than GPT-3?", 2, "compare"),
        ("Is it bigger than GLaM?", 1, "yes_no"),
        ("Is Gopher the model that beat GLaM?", 2, "yes_no"),
    ],
)
def test_whether_one_is_more_than_another_compares_them(text, names, ask):
    assert ask_of(text, [None] * names, ["energy"]) == ask


@pytest.mark.parametrize(
    "text",
    ["which is faster?", "can they be combined?", "Who made it?", "and how fast is that?", "why does this happen"],
)
def test_what_points_back_at_nothing_asks_nothing(text):
    assert points_at_nothing(text) and asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["What does it mean to overfit?", "Is it better to shuffle or to shard?", "which is faster, DDIM or DDPM?",
     "how fast is DDIM", "a gas that explodes", "What is it called when a model memorizes?"],
)  # fmt: skip
def test_what_says_what_it_is_about_asks_something(text):
    assert not points_at_nothing(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Is a kiln an oven?", True),
        ("so is the kiln really some kind of oven?", True),
        ("Isn't a kiln an oven?", True),
        ("Is a kiln a good oven?", False),
        ("Is a kiln hot?", False),
        ("Is a kiln wall an oven?", False),
        ("Is a wheel an oven?", False),
        ("What is a kiln?", False),
    ],
)
def test_whether_a_thing_is_of_some_kind_is_asked_of_its_own_name(text, asks):
    assert asks_if_it_is(text, ["Kiln", "Firing Oven"]) is asks
