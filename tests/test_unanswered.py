import json

import numpy as np
import pytest

from index.names import name_key
from index.packed import PackedVectors
from index.store import load
from index.types import SeedError
from index.unanswered import Lacking, Likeness, Unanswered, Vain, joined, read_lacking, unanswered_of
from tests.rag_fakes import entry_with

KILN = entry_with("**Kiln** is an oven.")
FACT = Lacking(("Who built the first kiln?",), header=KILN.header)
TERM = Lacking(("What is a lathe?", "lathe or wheel?"), term="Lathe")
OUTSIDE = Lacking(("How is the weather?", "What is a lathe?"))
UP, RIGHT = np.eye(2, dtype=np.float32)


def of(facts, terms=()):
    questions = Vain(tuple(f"fact {n}" for n, _ in enumerate(facts)), tuple(f"term {n}" for n, _ in enumerate(terms)))
    return Unanswered(questions, PackedVectors.of(np.array([*facts, *terms], dtype=np.float32)))


def test_facts_that_an_entry_lacks_terms_without_one_and_what_is_outside_are_kept_once():
    found = unanswered_of((FACT, TERM, OUTSIDE), (KILN,))
    assert found == Vain(FACT.queries, ("What is a lathe?", "lathe or wheel?", "How is the weather?"))


def test_a_term_that_has_got_an_entry_is_left_out_by_whatever_name():
    lathe = entry_with("**Lathe** turns.", "Lathe")
    plural = Lacking(("What are lathes?",), term="lathes")
    assert unanswered_of((FACT, TERM, plural), (KILN, lathe)) == Vain(FACT.queries)


def test_a_name_without_a_letter_that_is_known_takes_nothing_away():
    arrow = entry_with("**→** points.", "→")
    assert unanswered_of((FACT, OUTSIDE), (KILN, arrow)).facts == FACT.queries


def test_another_glossary_is_asked_nothing_in_vain():
    other = entry_with("**Wheel** turns.", "Wheel")
    assert unanswered_of((FACT, TERM, OUTSIDE), (other,)) == Vain()


def test_the_share_is_high_beside_a_question_without_an_answer_and_low_beside_one_with():
    lacking = of([UP], [RIGHT])
    assert lacking.likeness(np.array([1.0, 0.0]), np.array([0.1])).facts > 0.99
    assert lacking.likeness(np.array([1.0, 0.0]), np.array([1.0])).facts == pytest.approx(0.5)
    assert lacking.likeness(np.array([0.0, 1.0]), np.array([0.9])).facts < 0.01
    assert lacking.likeness(np.array([0.0, 1.0]), np.array([0.1])).terms > 0.99


def test_without_questions_of_either_kind_the_share_is_nothing():
    assert Unanswered.none(2).likeness(np.array([]), np.array([0.5])) == Likeness(0.0, 0.0)
    assert of([UP], [UP]).likeness(np.array([1.0, 1.0]), np.array([])) == Likeness(0.0, 0.0)


def test_joined_what_another_glossary_has_something_on_is_left_out():
    both = joined([(of([RIGHT, RIGHT], [UP]), {"fact 0"}), (Unanswered.none(2), set()), (of([UP]), set())])
    assert both.questions == Vain(("fact 0", "fact 1"), ("term 0",))
    assert both.vectors.rows.tolist() == [UP.tolist(), RIGHT.tolist(), UP.tolist()]
    assert joined([(Unanswered.none(2), set())]).vectors.rows.shape == (0, 2)


def test_what_is_saved_is_loaded(tmp_path):
    kept = Unanswered(Vain(("wer war das?\u2028",)), PackedVectors.of(UP[None]))
    kept.save(tmp_path)
    again = Unanswered.load(tmp_path)
    assert again.questions == kept.questions
    assert np.array_equal(again.vectors.rows, kept.vectors.rows)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        "{}",
        '{"queries": [7]}',
        '{"queries": [" "]}',
        '{"queries": []}',
        '{"queries": "what?"}',
        '{"queries": ["x"], "header": 1}',
        '{"queries": ["x"], "headr": "y"}',
        '{"queries": ["x"], "header": "y", "term": "z"}',
    ],
)
def test_a_line_of_another_form_is_named(tmp_path, line):
    file = tmp_path / "asked.jsonl"
    good = json.dumps({"term": "x", "queries": ["z?"]})
    file.write_text(f"{good}\n\n{line}\n")
    with pytest.raises(SeedError, match=r"asked\.jsonl:3: not a line of the form"):
        read_lacking(file)


def test_the_questions_that_come_with_the_project_are_of_its_seeds():
    index, written = load(), read_lacking()
    headers = {entry.header for entry in index.entries.values()}
    assert {one.header for one in written if one.header} == headers
    assert not [one.term for one in written if one.term and name_key(one.term) in index.names]
    known = {query.text for query in index.expansion.queries}
    texts = {text for one in written for text in one.queries}
    assert texts == set(index.unanswered.questions.texts) and not texts & known
