import json

import pytest

from eval.twins import TwinError, Twins, is_held, placed, read_twins
from index.unanswered import read_lacking
from tests.eval_fakes import question_file

GOOD = {"header": "kiln", "quote": "A kiln is", "question": "What is a kiln?", "near": "What is a kiln's price?"}
OTHER = {**GOOD, "question": "what's a kiln", "near": "who made the first kiln"}


def read(folder, *rows):
    return read_twins(question_file(folder, [row if isinstance(row, str) else json.dumps(row) for row in rows]))


def test_twins_are_read_in_their_order(tmp_path):
    assert read(tmp_path, OTHER, "", GOOD) == [Twins(**OTHER), Twins(**GOOD)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"header": ', "not JSON"),
        ({**GOOD, "quote": " "}, "'quote' is ' '; it must be a string, how the sentence"),
        ({**GOOD, "near": ["who?"]}, "'near' is .*; it must be a string, the question near to it"),
        ({"header": "kiln"}, "'quote' is None"),
        ({**GOOD, "near": OTHER["near"]}, "'who made the first kiln' is asked twice; word one of them otherwise"),
        ({**GOOD, "question": GOOD["near"]}, "is asked twice"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, said):
    with pytest.raises(TwinError, match=rf"questions\.jsonl:3: .*{said}"):
        read(tmp_path, OTHER, "", line)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TwinError, match=r"twins\.jsonl: no such file"):
        read_twins(tmp_path / "twins.jsonl")


def test_every_quote_begins_one_sentence_of_the_glossary(index):
    written = read_twins()
    rows = placed(written, index)
    assert list(rows) == written and len(written) > 3_000
    for one, row in rows.items():
        entry = index.entries[index.ids[index.sentence_entry[row]]]
        bodies = [other.body for other in index.entries.values() if other.header == one.header]
        assert "\n".join(bodies).count(one.quote) == 1
        assert entry.body.startswith(one.quote, index.sentences[row].start)


def test_what_is_about_no_sentence_of_the_glossary_is_left_out(index):
    (one, *_) = read_twins()
    changed, other = (Twins(*fields, "a?", "b?") for fields in ((one.header, f"{one.quote}x"), ("kiln", one.quote)))
    assert list(placed([changed, one, other], index)) == [one]


def test_no_twin_says_the_contrary_of_what_is_known_of_a_question(index):
    written = read_twins()
    assert {one.near for one in written}.isdisjoint(query.text for query in index.expansion.queries)
    lacking = {text for one in read_lacking() for text in one.queries}
    assert lacking.isdisjoint(one.question for one in written)


def test_an_eighth_of_the_entries_is_held_back(index):
    held = sum(map(is_held, index.ids))
    assert 0.09 < held / len(index.ids) < 0.16
