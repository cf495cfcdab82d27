"""What tells whether a sentence answers a question, made anew: `python -m eval.train_answers --out FILE` (torch; twenty
minutes on two free cores).

It begins with what the verifier has learnt and reads the questions that were written for this glossary, with an answer
and without. rag/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from safetensors.numpy import save_file

from eval.confidence import auroc
from eval.cross_encoder import CrossEncoder, Schedule, begun_with, logits, read, train
from eval.made_answers import made_answers
from eval.train_verifier import RANK, low_rank
from eval.verifier import Pair
from index.embed import model_folder
from index.store import DEFAULT_FOLDER
from index.weights import map_tensors
from rag.assistant import Assistant, load_assistant
from rag.cross_encoder import CLAIMS

READING = Schedule(epochs=1, rate=1.2e-4, seed=1)
# Questions that are held back, to say how well it learnt.
HELD = 700


def parted(pairs: list[Pair], seed: int) -> tuple[list[Pair], list[Pair]]:
    """The pairs to learn from, and those of some questions to measure with."""
    questions = sorted({pair.claim for pair in pairs})
    held = set(Random(seed).sample(questions, HELD))
    return [pair for pair in pairs if pair.claim not in held], [pair for pair in pairs if pair.claim in held]


def stages(assistant: Assistant, model: CrossEncoder) -> Iterator[str]:
    """Teach the model; lines on the progress and, last, how well it tells the pairs held back."""
    learnt, held = parted(made_answers(assistant, seed=7), seed=3)
    yield f"{len(learnt)} pairs"
    yield from train(model, learnt, read(learnt, lambda pair: pair.header), READING)
    labels = np.array([float(bool(pair.supported)) for pair in held])
    scores = logits(model, read(held, lambda pair: pair.header))
    yield f"AUC {auroc(scores, labels):.3f} on {len(held)} pairs of {HELD} questions held back"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_answers", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    model, base = CrossEncoder(), map_tensors(model_folder() / "model.safetensors")
    begun_with(model, base, map_tensors(CLAIMS))
    for line in stages(load_assistant(options.index), model):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    save_file(low_rank(model, base, RANK), options.out)


if __name__ == "__main__":
    main()
