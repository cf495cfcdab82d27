"""What MiniLM learns of claims and their evidence: `python -m eval.train_claims --out FILE` (torch; half an hour on two
free cores). `eval.train_answers` begins with it; what the verifier reads with is `eval.train_judge`.

First pairs made by rule, then the hand-written ones but for every quarter that is kept for measuring: the blind entries
and the even ids of pairs.jsonl. eval/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from eval.confidence import auroc
from eval.cross_encoder import CrossEncoder, Schedule, label_of, logits, low_rank, read, train
from eval.distilled import RANK
from eval.hand_written import QUESTIONS, named, parted
from eval.made_pairs import made_pairs, sayings
from eval.verifier import read_pairs
from index.embed import model_folder
from index.store import DEFAULT_FOLDER, Index, load
from index.weights import map_tensors

CLAIMS = Path(__file__).parent / "weights" / "claims.safetensors"
MADE = 20_000
# The first stage ends early: made pairs teach the way to look, and after that their own rules (eval/LOG.md). The
# second is as long as half an hour on two cores allows.
MAKING = Schedule(epochs=1, rate=1e-4, seed=0, steps=300)
READING = Schedule(epochs=4, rate=1.2e-4, seed=1)


def stages(index: Index, model: CrossEncoder) -> Iterator[str]:
    """Teach the model both stages; lines on the progress and, last, how well it tells the held-back pairs."""
    tests = [pair.evidence for pair in read_pairs(QUESTIONS / "pairs.jsonl")]
    made = list(made_pairs(sayings(index, tests), MADE, seed=7))
    yield f"{len(made)} made pairs"
    yield from train(model, list(map(label_of, made)), read(made), MAKING)
    learnt, held = (named(pairs, index) for pairs in parted(index))
    yield f"{len(learnt)} hand-written pairs"
    yield from train(model, list(map(label_of, learnt)), read(learnt), READING)
    labels = np.array([float(bool(pair.supported)) for pair in held])
    yield f"AUC {auroc(logits(model, read(held)), labels):.3f} on {len(held)} pairs held back"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_claims", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    model = CrossEncoder()
    for line in stages(load(options.index), model):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    base = map_tensors(model_folder() / "model.safetensors")
    save_file(low_rank(model, base, RANK), options.out)


if __name__ == "__main__":
    main()
