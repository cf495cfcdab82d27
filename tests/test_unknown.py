import pytest

from rag.unknown import asked_name, asks_of_a_name, names_elsewhere


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What is gettering?", "gettering"),
        ("what's the graph attention pooling used for", "graph attention pooling"),
        ("Can you explain domain-driven design and its use?", "domain-driven design"),
        ("speculative decoding?", "speculative decoding"),
        ("What does GIDL stand for?", "GIDL"),
        ("Which learning rate is best for a model of that size on two cards?", ""),
        ("Explain why copper atoms diffuse faster through silicon wafers than iron", ""),
        ("", ""),
    ],
)
def test_the_name_asked_about_is_what_follows_the_opening(text, name):
    assert asked_name(text) == name


@pytest.mark.parametrize(
    ("text", "asks"), [("What is a kiln?", True), ("Define kiln", True), ("Which kiln is hot?", False), ("kiln", False)]
)
def test_what_opens_with_a_question_for_a_name(text, asks):
    assert asks_of_a_name(text) is asks


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Does it beat RegNet and ConvNeXt?", 1.0),
        ("Was it Lamport who found it?", 0.5),
        ("Lamport found the kiln.", 0.0),
        ("Is the Kiln hot? The clay is.", 0.0),
        ("IS LAMPORT HERE", 0.0),
        ("", 0.0),
    ],
)
def test_proper_names_that_the_entries_lack(text, share):
    assert names_elsewhere(text, {"kiln", "clay", "hot", "found"}) == share
