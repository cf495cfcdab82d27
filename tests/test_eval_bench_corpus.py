import numpy as np
import pytest

from eval.bench.corpus import made_index


@pytest.fixture(scope="module")
def made(index):
    return made_index(index, 52)


def test_it_has_the_size_that_was_asked_for(made):
    assert (len(made.passages), len(made.entries)) == (52, 11)
    assert made.passage_vectors.ntotal == 52 == len(made.tokens.starts) - 1
    assert made.sentence_vectors.ntotal == len(made.sentences) == len(made.sentence_entry)
    assert len({entry.term for entry in made.entries.values()}) == 11


def test_passages_and_sentences_point_at_text_of_their_entries(made, index):
    real = {entry.body[p.start : p.end] for p in index.passages for entry in [index.entries[p.entry_id]]}
    owner = {passage.id: made.entries[passage.entry_id] for passage in made.passages}
    assert all(made.entries[p.entry_id].body[p.start : p.end] in real for p in made.passages)
    bodies = [entry.body for entry in index.entries.values()]
    for sentence in made.sentences[::20]:
        text = owner[sentence.passage_id].body[sentence.start : sentence.end]
        assert text and any(text in body for body in bodies)


def test_vectors_are_near_real_ones_but_not_the_same(made, index):
    rows = made.passage_vectors.rows
    nearest = (rows @ index.passage_vectors.rows.T).max(axis=1)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert nearest.min() > 0.8 and nearest.max() < 0.99


def test_its_names_and_words_are_found(made):
    entry = list(made.entries.values())[3]
    assert any(entry.id in ids for ids in made.names.values())
    scores = made.words.scores([next(iter(made.vocabulary.idf))])
    assert scores.shape == (52,)


def test_the_same_size_gives_the_same_glossary(made, index):
    again = made_index(index, 52)
    assert again.entries == made.entries
    assert np.array_equal(again.sentence_vectors.rows, made.sentence_vectors.rows)
