"""The verifier's adapter made anew: `make train-verifier` (three quarters of an hour on two free cores).

It learns from the hand-written pairs but for every quarter that is kept for measuring: the blind entries and the even
ids of pairs.jsonl. rag/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from eval.confidence import auroc
from eval.hand_written import named, parted
from eval.judge_model import JudgeModel, Schedule, learnt_by, logits, read, train
from index.store import DEFAULT_FOLDER, Index, load


def taught(index: Index, model: JudgeModel) -> Iterator[str]:
    """Teach the model; lines on the progress and, last, how well it tells the pairs held back."""
    learnt, held = (named(pairs, index) for pairs in parted(index))
    yield f"{len(learnt)} hand-written pairs"
    yield from train(model, learnt, Schedule())
    labels = np.array([float(bool(pair.supported)) for pair in held])
    yield f"AUC {auroc(logits(model, read(held)), labels):.3f} on {len(held)} pairs held back"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_verifier", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    model = JudgeModel()
    for line in taught(load(options.index), model):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    save_file(learnt_by(model), options.out)


if __name__ == "__main__":
    main()
