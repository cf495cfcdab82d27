import json

import pytest
import torch

from eval.made_evidence import NONE, Exercise
from eval.restatements import Restatement
from eval.train_writer import Schedule, batches, lessons, loss_plot, train
from eval.writer_model import Text
from tests.tiny_llama import tiny_llama

SCHEDULE = Schedule(epochs=1, rate=1e-2, batch=2, seed=0)
GIVEN = [
    Restatement("kiln", f"Heat {number}: {number} degrees", f"Heat {number} is {number} degrees.")
    for number in range(9)
]
ASKED = [Exercise("kiln", f"How hot is {number}?", ("Kiln: clay",), (), NONE) for number in range(3)]
STEPS = [[Text((5, 6, 7, 8), 2), Text((5, 9, 10), 1)]] * 12


def test_an_epoch_has_every_restatement_once_and_once_renamed_and_its_share_of_the_exercises():
    seen = lessons(GIVEN, ASKED, SCHEDULE)
    assert len(seen) == 2 * len(GIVEN) + len(ASKED)
    replies = [lesson.reply for lesson in seen]
    assert {one.restated for one in GIVEN} | {one.reply for one in ASKED} < set(replies)
    assert seen == lessons(GIVEN, ASKED, SCHEDULE) != lessons(GIVEN, ASKED, Schedule(epochs=1, seed=1))
    twice = lessons(GIVEN, ASKED, Schedule(epochs=2))
    assert len(twice) == 4 * len(GIVEN) + len(ASKED)


def test_batches_hold_every_text_once_and_like_lengths_together():
    texts = [Text(tuple(range(1, 3 + number)), 1) for number in range(9)]
    made = batches(texts, SCHEDULE)
    assert sorted(len(text.ids) for part in made for text in part) == sorted(len(text.ids) for text in texts)
    assert all(max(len(text.ids) for text in part) - min(len(text.ids) for text in part) <= 1 for part in made)


def test_the_loss_falls_and_is_plotted(tmp_path):
    lines = list(train(tiny_llama(), STEPS, SCHEDULE, tmp_path))
    losses = [json.loads(line)["loss"] for line in (tmp_path / "loss.jsonl").read_text().splitlines()]
    assert len(lines) == len(losses) == len(STEPS) and lines[-1].startswith("step 12 of 12, loss ")
    assert losses[-1] < losses[0]
    assert "12 steps" in loss_plot(tmp_path / "loss.jsonl")


def test_the_rate_rises_and_falls_to_nothing():
    rates = [Schedule(rate=1.0).rate_at(step, 40) for step in range(1, 41)]
    assert rates[0] < rates[3] == max(rates) > rates[20] > 10 * rates[39] > 0


def test_a_run_that_was_broken_off_ends_as_the_whole_one(tmp_path):
    whole, first, second = tiny_llama(), tiny_llama(), tiny_llama()
    list(train(whole, STEPS, SCHEDULE, tmp_path / "whole"))
    broken = train(first, STEPS, SCHEDULE, tmp_path / "broken")
    for _ in range(11):
        next(broken)
    broken.close()
    assert len(list(train(second, STEPS, SCHEDULE, tmp_path / "broken"))) == 2
    logs = [(tmp_path / run / "loss.jsonl").read_text().splitlines() for run in ("whole", "broken")]
    assert len(logs[0]) == len(logs[1]) == 12
    for one, other in zip(whole.parameters(), second.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-3)


def test_a_checkpoint_of_other_settings_is_not_taken_up(tmp_path):
    list(train(tiny_llama(), STEPS, SCHEDULE, tmp_path))
    other = Schedule(epochs=1, rate=2e-2, batch=2)
    assert next(train(tiny_llama(), STEPS, other, tmp_path)).startswith("step 1 of 12")
    assert len((tmp_path / "loss.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("steps", [1, 2])
def test_the_adapter_alone_is_taught(tmp_path, steps):
    pytest.importorskip("peft", reason="the extra train is not installed")
    from eval.writer_model import with_adapter

    model = with_adapter(tiny_llama(layers=11), seed=0)
    before = {name: weights.clone() for name, weights in model.named_parameters()}
    list(train(model, STEPS[:steps], SCHEDULE, tmp_path))
    changed = {name for name, weights in model.named_parameters() if not torch.equal(weights, before[name])}
    assert changed and all("lora_" in name for name in changed)
