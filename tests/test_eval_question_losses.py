import numpy as np
import pytest
import torch
from torch.nn.functional import normalize

from eval.question_encoder import Encoded
from eval.question_losses import Glossary, Losses, entry_of


@pytest.fixture(scope="module")
def glossary(index):
    return Glossary.of(index)


@pytest.fixture(scope="module")
def losses(glossary):
    return Losses(glossary, seed=0)


def asked(vectors):
    """Questions as they are encoded, each with one piece, which is its vector."""
    return Encoded(vectors, vectors[:, None], torch.ones(len(vectors), 1, dtype=torch.bool))


def test_a_question_near_its_sentence_loses_less_than_one_near_another(glossary, losses):
    rows = [0, 500, 1_000]
    right = glossary.sentences[[glossary.index.expansion.queries[row].sentences[0] for row in rows]]
    wrong = glossary.sentences[[glossary.index.expansion.queries[row + 100].sentences[0] for row in rows]]
    assert losses.of(asked(right), rows) + 1 < losses.of(asked(wrong), rows)


def test_a_question_is_not_lifted_by_itself(glossary, losses):
    row = next(
        number
        for number, query in enumerate(glossary.index.expansion.queries)
        if sum(query.sentences[0] in other.sentences for other in glossary.index.expansion.queries) == 1
    )
    own = torch.tensor([row])
    vector = glossary.queries[own]
    sentences = vector @ glossary.sentences.T
    lifted = losses._lifted(sentences, vector @ glossary.queries.T, own)
    answer = glossary.index.expansion.queries[row].sentences[0]
    assert lifted[0, answer] == sentences[0, answer]
    assert (lifted >= sentences).all() and (lifted > sentences).any()


def test_a_question_that_moved_away_loses_by_it(glossary, losses):
    rows = [3]
    near = glossary.queries[rows]
    torch.manual_seed(0)
    far = normalize(near + 0.05 * torch.randn_like(near), dim=-1)
    assert losses.of(asked(far), rows) > losses.of(asked(near), rows)


def test_the_entry_of_a_question_is_that_of_its_sentence(index):
    for row in (0, 10, 4_000):
        sentence = index.expansion.queries[row].sentences[0]
        assert entry_of(index, row) == index.sentence_entry[sentence]


def test_word_by_word_a_passage_counts_as_in_the_index(glossary, losses, index):
    pieces = torch.tensor(np.array(index.tokens.vectors[5:9], dtype=np.float32))
    pieces = normalize(pieces, dim=-1)
    near = index.tokens.compare(pieces.numpy(), list(index.passage_rows(0)))
    assert float(losses._maxsim(pieces, 0)) == pytest.approx(float(near.best.mean(axis=1).max()), abs=0.01)
