import pytest

from rag.signs import Candidate
from rag.stands_for import is_unspelt, spelling_out
from tests.rag_fakes import entry_with

TEXTS = (
    "A kiln fires clay at high temperature (HT).",
    "Salt Fired Ware (SFW) has a glaze.",
    "A shop sells salt-fired ware (SFW) too.",
    "SFW (Small Firing Works) is a guild.",
    "SFW is made in a kiln.",
)
KILN = entry_with(" ".join(TEXTS))
FOUND = [Candidate(KILN, 0, n, 0, 1, 0.0, text, "", "", "paragraph", -n) for n, text in enumerate(TEXTS)]


@pytest.mark.parametrize(
    "text", ["What does SFW stand for?", "sfw stands for?", "SFW - short for what?", "What's the acronym SFW short for"]
)
def test_an_acronym_is_told_by_the_best_sentence_for_each_long_form(text):
    assert [one.row for one in spelling_out(text, FOUND)] == [1, 3]


@pytest.mark.parametrize(
    "text", ["What does SFW stand for, and who makes it?", "What does SFW mean?", "What does HTX stand for?", "SFW"]
)
def test_who_asks_for_more_or_for_another_is_told_nothing(text):
    assert spelling_out(text, FOUND) == []


@pytest.mark.parametrize(
    ("text", "source", "unspelt"),
    [
        ("What does ABC stand for?", "We use ABC, DEF and others.", True),
        ("what does abc stand for", "Tools: ABC (A Better Choice).", False),
        ("What does ABC stand for?", "A Better Choice (ABC) is one.", False),
        ("What does ABC stand for?", "| ABC | A Better Choice |", False),
        ("What does ABC stand for?", "ABC — the art of better choices.", False),
        ("What is ABC?", "We use ABC, DEF and others.", False),
    ],
)
def test_an_acronym_that_nothing_spells_out_is_known_as_such(text, source, unspelt):
    assert is_unspelt(text, ["Nothing of it.", source]) is unspelt
