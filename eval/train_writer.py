"""The writer's adapter made anew: `make train-writer` (half an hour on two free cores).

It learns to restate single facts (`eval.restatements`), which is what the chat asks of a writer, and to answer
questions from several, or to say that they do not (`eval.made_evidence`).

A run that was broken off is taken up at its last checkpoint. What came of it stands in eval/LOG.md.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import monotonic

import torch
from safetensors import safe_open
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_tensors
from torch import nn
from transformers import LlamaForCausalLM

from eval.batches import AMONG, batched
from eval.made_evidence import Exercise, Shelf, lessons_of, prompt
from eval.plots import curve
from eval.restatements import Restatement, renamed, restatements, vocabulary_of
from eval.writer_adapter import briefly
from eval.writer_model import Lesson, Text, base_model, learnt, loss_of, read, tokenizer, with_adapter
from index.store import DEFAULT_FOLDER
from rag.assistant import load_assistant
from rag.write import messages

KEPT_EVERY = 10


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast is learnt. An epoch has each restatement once as it is and once renamed, and its share of
    the exercises; the rate rises over the first tenth, then falls to nothing."""

    epochs: int = 2
    rate: float = 1e-3
    batch: int = 16
    seed: int = 0

    def rate_at(self, step: int, last: int) -> float:
        """The rate of a step, counted from 1, of so many."""
        return self.rate * min(1.0, step / (0.1 * last), (last + 1 - step) / (0.9 * last))


def lessons(restated: Sequence[Restatement], answered: Sequence[Exercise], schedule: Schedule) -> list[Lesson]:
    """What is seen in all epochs, in their order; the same for the same seed."""
    rng, words = Random(schedule.seed), vocabulary_of(restated)
    found: list[Lesson] = []
    for epoch in range(schedule.epochs):
        part = [*restated, *(renamed(one, words, rng) for one in restated)]
        own = [Lesson(briefly(messages(one.fact)), one.restated) for one in part]
        own += [Lesson(prompt(one.question, one.facts), one.reply) for one in answered[epoch :: schedule.epochs]]
        rng.shuffle(own)
        found += own
    return found


def batches(texts: Sequence[Text], schedule: Schedule) -> list[list[Text]]:
    """Batches of texts of like length, in a random order, from first epochs to last."""
    rng, part = Random(schedule.seed), AMONG * schedule.batch
    parts = (texts[start : start + part] for start in range(0, len(texts), part))
    return [batch for one in parts for batch in batched(one, schedule.batch, lambda text: len(text.ids), rng)]


def train(model: LlamaForCausalLM, steps: Sequence[Sequence[Text]], schedule: Schedule, folder: Path) -> Iterator[str]:
    """Teach the model the batches from where the folder's checkpoint stands; a line on each step."""
    learning = {name: weights for name, weights in model.named_parameters() if weights.requires_grad}
    optimizer = torch.optim.AdamW(learning.values(), weight_decay=0.0)
    done = _taken_up(folder, learning, optimizer, schedule)
    begun = monotonic()
    for step, texts in enumerate(steps[done:], start=done + 1):
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate_at(step, len(steps))
        loss = loss_of(model, texts)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(learning.values(), 1.0)
        optimizer.step()
        with (folder / "loss.jsonl").open("a") as log:
            log.write(json.dumps({"step": step, "loss": round(loss.item(), 4)}) + "\n")
        if step % KEPT_EVERY == 0 or step == len(steps):
            _keep(folder, step, learning, optimizer, schedule)
        yield f"step {step} of {len(steps)}, loss {loss.item():.3f}, {monotonic() - begun:.0f} s"


def _keep(
    folder: Path,
    step: int,
    learning: dict[str, nn.Parameter],
    optimizer: torch.optim.Optimizer,
    schedule: Schedule,
) -> None:
    tensors: dict[str, torch.Tensor] = {}
    for name, weights in learning.items():
        state = optimizer.state[weights]
        tensors |= {name: weights, f"{name}.first": state["exp_avg"], f"{name}.second": state["exp_avg_sq"]}
    part = folder / "checkpoint.part"
    save_tensors({name: tensor.detach() for name, tensor in tensors.items()}, part, _about(step, schedule))
    part.rename(folder / "checkpoint.safetensors")


def _taken_up(
    folder: Path, learning: dict[str, nn.Parameter], optimizer: torch.optim.Optimizer, schedule: Schedule
) -> int:
    """The step of the folder's checkpoint, which is read into model and optimizer; 0 where there is none, or one of
    other settings."""
    file, log = folder / "checkpoint.safetensors", folder / "loss.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        log.unlink(missing_ok=True)
        return 0
    with safe_open(file, "pt") as kept:
        about = kept.metadata()
        if about != _about(int(about["step"]), schedule):
            log.unlink(missing_ok=True)
            return 0
        for name, weights in learning.items():
            weights.data.copy_(kept.get_tensor(name))
            optimizer.state[weights] = {
                "step": torch.tensor(float(about["step"])),
                "exp_avg": kept.get_tensor(f"{name}.first"),
                "exp_avg_sq": kept.get_tensor(f"{name}.second"),
            }
    lines = log.read_text().splitlines()[: int(about["step"])]
    log.write_text("".join(f"{line}\n" for line in lines))
    return int(about["step"])


def _about(step: int, schedule: Schedule) -> dict[str, str]:
    return {"step": str(step), "schedule": json.dumps(asdict(schedule))}


def loss_plot(log: Path) -> str:
    """The loss by step as SVG text, each the mean of nine, as a share of the first."""
    losses = [json.loads(line)["loss"] for line in log.read_text().splitlines()]
    means = [math.fsum(part) / len(part) for at in range(len(losses)) if (part := losses[max(0, at - 4) : at + 5])]
    points = [(at / max(1, len(means) - 1), mean / max(means)) for at, mean in enumerate(means)]
    return curve(f"loss (1 = {max(means):.2f}, last {means[-1]:.2f})", points, (f"{len(means)} steps", "loss"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_writer", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--folder", type=Path, required=True, help="where checkpoints, losses and the plot are kept")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    schedule = Schedule()
    answered = lessons_of(Shelf.of(load_assistant(options.index), blind=False), schedule.seed)
    texts = read(lessons(restatements(), answered, schedule), tokenizer())
    model = with_adapter(base_model(), schedule.seed)
    for line in train(model, batches(texts, schedule), schedule, options.folder):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    (options.folder / "loss.svg").write_text(loss_plot(options.folder / "loss.jsonl"))
    save_file(learnt(model), options.out)


if __name__ == "__main__":
    main()
