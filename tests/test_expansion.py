import json

import numpy as np
import pytest

from index.build import content_of
from index.expansion import Answered, Expansion, Query, queries_of, read_answered
from index.packed import PackedVectors
from index.seeds import read_seeds
from index.store import SEEDS, load
from index.types import SeedError
from tests.index_fakes import HashEmbedder, write_glossary


@pytest.fixture
def content(tmp_path):
    return content_of(read_seeds(write_glossary(tmp_path / "seeds")).entries, HashEmbedder())


def sentence(content, row):
    entry = {one.id: one for one in content.entries}[owner(content)[content.sentences[row].passage_id]]
    return entry, entry.body[content.sentences[row].start : content.sentences[row].end]


def owner(content):
    return {passage.id: passage.entry_id for passage in content.passages}


def found(content, *answered):
    return queries_of(answered, content.entries, content.passages, content.sentences)


def test_a_question_belongs_to_the_sentence_that_begins_as_quoted(content):
    for row in range(len(content.sentences)):
        entry, text = sentence(content, row)
        (query,) = found(content, Answered(entry.header, text[:40], ("why?",)))
        assert sentence(content, query.sentences[0])[1].startswith(text[:40])


def test_one_question_may_be_answered_by_several_sentences_and_is_kept_once(content):
    (entry, one), (_, other) = sentence(content, 0), sentence(content, 1)
    (query,) = found(content, Answered(entry.header, one, ("why?",)), Answered(entry.header, other, ("why?", "why?")))
    assert query == Query("why?", (0, 1))


def test_what_is_asked_of_other_glossaries_or_of_changed_text_is_left_out(content):
    entry, text = sentence(content, 0)
    other, changed = Answered("another header", text, ("why?",)), Answered(entry.header, f"{text} More", ("why?",))
    assert found(content, other, changed) == ()


def test_a_quote_from_within_a_sentence_is_answered_by_all_of_it(content):
    """What was two sentences when it was asked about can be one now."""
    entry, text = sentence(content, 0)
    assert found(content, Answered(entry.header, text[5:60], ("why?",))) == (Query("why?", (0,)),)


def test_a_sentence_is_as_near_as_the_nearest_question_that_it_answers():
    queries = (Query("a", (0, 2)), Query("b", (2,)))
    vectors = PackedVectors.of(np.array([[1, 0], [0, 1]], dtype=np.float32))
    asked = np.array([0.6, 0.8], dtype=np.float32)
    lifted = Expansion(queries, vectors).lifted(
        np.array([0.9, 0.1, 0.2], dtype=np.float32), vectors.cosines(asked[None])[0]
    )
    assert lifted.tolist() == pytest.approx([0.9, 0.1, 0.8])
    none = np.zeros(0, dtype=np.float32)
    assert Expansion.none(2).lifted(np.array([0.3], dtype=np.float32), none).tolist() == pytest.approx([0.3])


def test_joined_the_questions_keep_to_their_sentences():
    one = Expansion((Query("a", (0, 2)),), PackedVectors.of(np.eye(1, 4, dtype=np.float32)))
    both = Expansion.joined([(one, 3), (Expansion.none(4), 5), (one, 3)])
    assert [query.sentences for query in both.queries] == [(0, 2), (8, 10)]
    assert len(both.vectors) == 2


def test_what_is_saved_is_loaded(tmp_path):
    kept = Expansion((Query("was ist Gettering?\u2028", (3,)),), PackedVectors.of(np.eye(1, 4, dtype=np.float32)))
    kept.save(tmp_path)
    again = Expansion.load(tmp_path)
    assert again.queries == kept.queries
    assert np.array_equal(again.vectors.rows, kept.vectors.rows)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"header": "x", "quote": "y"}', '{"header": "x", "quote": "y", "queries": [7]}', "null"]
)
def test_a_line_of_another_form_is_named(tmp_path, line):
    file = tmp_path / "asked.jsonl"
    good = json.dumps({"header": "x", "quote": "y", "queries": ["z?"]})
    file.write_text(f"{good}\n\n{line}\n")
    with pytest.raises(SeedError, match=r"asked\.jsonl:3: not a line of the form"):
        read_answered(file)


def test_every_question_that_comes_with_the_project_is_answered_by_the_seeds():
    index, written = load(), read_answered()
    known = {query.text for query in index.expansion.queries}
    assert {text for one in written for text in one.queries} == known
    of_entries = {index.sentence_entry[row] for query in index.expansion.queries for row in query.sentences}
    assert len(of_entries) == len(index.entries)
    bodies = "".join(entry.body for entry in read_seeds(SEEDS).entries)
    assert all(one.quote in bodies for one in written)
