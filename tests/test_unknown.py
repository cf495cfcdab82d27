import pytest

from rag.unknown import asked_name, asks_of_a_name, asks_what_a_thing_is, names_elsewhere, numbered_elsewhere


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


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("How many cores has the K8?", True),
        ("How many cores has the K7?", False),
        ("How many cores have K7s?", False),
        ("how many cores has the K 7?", False),
        ("What is the size of KILN-71?", True),
        ("What is the size of KILN-7?", False),
        ("What is Al2O3?", True),
        ("What is SiO2?", False),
        ("What happened in q3?", False),
        ("What is a kiln?", False),
    ],
)
def test_a_name_with_a_number_must_stand_in_a_source(text, lacks):
    assert numbered_elsewhere(text, ["The K7 has 8 cores.", "KILN 7 and $\\text{SiO}_2$."]) == float(lacks)


def test_a_name_that_only_says_where_a_question_comes_from_counts_less():
    sources = ["The kiln is hot."]
    around = [numbered_elsewhere(text, sources) for text in ("Why is it slow on our V100s?", "We have 8 H200 cards.")]
    assert all(0 < one < numbered_elsewhere("How fast is V100?", sources) for one in around)


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("What is manifold mixup?", True),
        ("whats manifold mixup", True),
        ("Explain MixStyle", True),
        ("What does Mosaic do to images?", True),
        ("What pressure is used for PECVD?", False),
        ("Which algorithms detect drift?", False),
        ("when should I use SyncBatchNorm", False),
        ("What is the name of the drug?", False),
    ],
)
def test_what_a_thing_is_is_asked_of_the_thing_itself(text, is_it):
    assert asks_what_a_thing_is(text) is is_it
