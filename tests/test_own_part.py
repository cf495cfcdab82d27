import pytest

from rag.own_part import on, own_part, thing_asked
from rag.signs import Candidate
from rag.types import Question
from tests.rag_fakes import entry_with

KILN = entry_with("**Kiln** is an oven for clay.")
TEXTS = (
    ("Glaze firing", "", "It follows the first firing at a lower heat."),
    ("Glaze firing", "Definition", "Definition: the second firing, which melts the glaze."),
    ("Firing", "Glaze firing", "Glaze firing: melts the glaze."),
    ("Control", "", "The controller (PID) holds the heat of the kiln."),
    ("Control", "", "A pid is also a vessel."),
)
FOUND = [
    Candidate(KILN, 0, row, row, row + 1, 0.5, text, heading, label, "bullet", -row)
    for row, (heading, label, text) in enumerate(TEXTS)
]


def asked(text, focus=(), named=()):
    return Question(text, text, "open", named, focus)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("glaze firing", [0, 1, 2]), ("PID", [3]), ("pid", [3]), ("clay firing", []), ("vessel", []), ("", [])],
)
def test_a_sentence_is_on_what_its_label_its_heading_or_an_abbreviation_in_it_names(name, rows):
    assert [candidate.row for candidate in on(name, FOUND)] == rows


def test_the_part_begins_with_its_label_before_its_heading():
    question = asked("What is glaze firing?", ("glaze", "fire"))
    assert [one.row for one in own_part(question, FOUND)] == [2]
    (first,) = own_part(question, FOUND[:2])
    assert (first.row, first.vague) == (0, True)  # only the heading has the name, so it is shown with the sentence
    assert own_part(question, FOUND[3:]) == []


@pytest.mark.parametrize(
    ("text", "focus", "named"),
    [
        ("How do I tune glaze firing?", ("glaze", "fire"), ()),
        ("What did glaze firing replace?", ("glaze", "fire", "replac"), ()),
        ("What is the cost of glaze firing?", ("cost", "glaze", "fire"), ()),
        ("What is glaze firing?", (), (("kiln",),)),
    ],
)
def test_where_more_is_asked_than_what_it_is_or_an_entry_has_the_name_there_is_no_such_part(text, focus, named):
    assert thing_asked(asked(text, focus, named)) == ""
    assert own_part(asked(text, focus, named), FOUND) == []
