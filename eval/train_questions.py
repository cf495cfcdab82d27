"""The questions' adapter made anew: `python -m eval.train_questions --out FILE` (torch; some ten minutes on two cores).

It learns from the questions that sentences are known to answer (index/expansion.jsonl), none of which is of the
evaluation. index/adapter/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import monotonic

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

from eval.batches import batched
from eval.made_pairs import is_blind
from eval.made_typos import mistyped
from eval.question_encoder import QuestionEncoder
from eval.question_losses import Glossary, Losses, entry_of
from index.store import DEFAULT_FOLDER, Index, load

EPOCHS, RATE, BATCH = 2, 1e-3, 32
MISTYPED = 0.15


def learnable(index: Index, blind: bool) -> list[int]:
    """The rows of the questions to learn from: all, or all but those of the blind entries (see `eval.made_pairs`)."""
    rows = range(len(index.expansion.queries))
    return [row for row in rows if not (blind and is_blind(index.ids[entry_of(index, row)]))]


def train(model: QuestionEncoder, glossary: Glossary, rows: Sequence[int], seed: int = 0) -> Iterator[str]:
    """Teach the model the questions of these rows; a line on its progress every 50 batches."""
    torch.manual_seed(seed)
    random, losses, begun = Random(seed), Losses(glossary, seed), monotonic()
    learnt = [weights for weights in model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    texts = [query.text for query in glossary.index.expansion.queries]
    batches = [batch for _ in range(EPOCHS) for batch in batched(rows, BATCH, lambda row: len(texts[row]), random)]
    recent: list[float] = []
    for step, batch in enumerate(batches, start=1):
        share = min(step / (0.1 * len(batches)), (len(batches) - step) / (0.9 * len(batches)))
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, max(0.02, share))
        asked = [mistyped(texts[row], random) if random.random() < MISTYPED else texts[row] for row in batch]
        loss = losses.of(model(asked), batch)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        recent.append(loss.item())
        if step % 50 == 0 or step == len(batches):
            yield f"step {step} of {len(batches)}, loss {np.mean(recent[-50:]):.3f}, {monotonic() - begun:.0f} s"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_questions", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    parser.add_argument("--blind", action="store_true", help="leave a quarter of the entries out, to be measured by")
    options = parser.parse_args()
    index = load(options.index)
    rows = learnable(index, options.blind)
    model = QuestionEncoder()
    sys.stdout.write(f"{len(rows)} questions\n")
    for line in train(model, Glossary.of(index), rows):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    save_file(model.adapter(), options.out)


if __name__ == "__main__":
    main()
