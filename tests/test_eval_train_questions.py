import pytest
import torch

from eval.made_pairs import is_blind
from eval.question_encoder import QuestionEncoder
from eval.question_losses import Glossary, Losses, entry_of
from eval.train_questions import learnable, train


def test_the_blind_entries_are_left_out_where_that_is_wanted(index):
    everything, seen = learnable(index, blind=False), learnable(index, blind=True)
    assert len(everything) == len(index.expansion.queries)
    assert 0.6 * len(everything) < len(seen) < 0.9 * len(everything)
    assert not any(is_blind(index.ids[entry_of(index, row)]) for row in seen)


def test_a_few_questions_are_learnt_the_same_way_each_time(index):
    glossary, rows = Glossary.of(index), list(range(0, 640, 10))
    texts = [index.expansion.queries[row].text for row in rows]
    losses, adapters = [], []
    for _ in range(2):
        model = QuestionEncoder()
        torch.manual_seed(0)
        with torch.no_grad():
            before = float(Losses(glossary, 1).of(model(texts), rows))
        lines = list(train(model, glossary, rows))
        with torch.no_grad():
            losses.append((before, float(Losses(glossary, 1).of(model(texts), rows))))
        adapters.append(model.adapter())
        assert lines[-1].startswith("step 4 of 4")
    assert all(after < before for before, after in losses)
    assert losses[0][1] == pytest.approx(losses[1][1], abs=0.05)
    assert adapters[0].keys() == adapters[1].keys()
