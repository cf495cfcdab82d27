"""The verifier's adapter made anew: `python -m eval.train_verifier --out FILE` (torch; half an hour on two free cores).

First pairs made by rule, then the hand-written ones but for every quarter that is kept for measuring: the blind entries
and the even ids of pairs.jsonl. rag/weights/README.md says what came out.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from eval.confidence import auroc
from eval.cross_encoder import CrossEncoder, Schedule, label_of, logits, low_rank, read, train
from eval.distilled import RANK
from eval.made_pairs import is_blind, made_pairs, sayings
from eval.verifier import Pair, read_pairs
from index.embed import model_folder
from index.store import DEFAULT_FOLDER, Index, load
from index.weights import map_tensors

QUESTIONS = Path(__file__).parent / "questions"
MADE = 20_000
# The first stage ends early: made pairs teach the way to look, and after that their own rules (eval/LOG.md). The
# second is as long as half an hour on two cores allows.
MAKING = Schedule(epochs=1, rate=1e-4, seed=0, steps=300)
READING = Schedule(epochs=4, rate=1.2e-4, seed=1)


def subjects(index: Index) -> Callable[[Pair], str]:
    """The term of the entry that a pair's evidence is from."""
    terms: dict[str, str] = {}
    for entry in index.entries.values():
        terms.setdefault(entry.header, entry.term)
    return lambda pair: terms.get(pair.header, pair.header)


def entry_ids(index: Index) -> Callable[[Pair], str]:
    """The id of the entry that a pair's evidence is from; its header where it is of none."""
    ids: dict[str, str] = {}
    for entry in index.entries.values():
        ids.setdefault(entry.header, entry.id)
    return lambda pair: ids.get(pair.header, pair.header)


def hand_written() -> list[Pair]:
    """All pairs with labels that there are, whatever they may be used for."""
    names = ("pairs-train", "pairs-written", "pairs-tune", "pairs")
    return [pair for name in names for pair in read_pairs(QUESTIONS / f"{name}.jsonl")]


def parted(index: Index) -> tuple[list[Pair], list[Pair]]:
    """The hand-written pairs to learn from, and one entry in seven of them, held back to set the threshold by."""
    entry_of = entry_ids(index)
    seen = [pair for pair in hand_written() if not is_blind(entry_of(pair)) and not is_even(pair)]
    held = {entry for pair in seen if _in_seven(entry := entry_of(pair))}
    return [pair for pair in seen if entry_of(pair) not in held], [pair for pair in seen if entry_of(pair) in held]


def is_even(pair: Pair) -> bool:
    """Whether a pair is of the half of pairs.jsonl whose failures nobody reads."""
    return pair.id.startswith("p") and int(pair.id[1:]) % 2 == 0


def _in_seven(entry_id: str) -> bool:
    return hashlib.sha256(f"cal{entry_id}".encode()).digest()[0] % 7 == 0


def stages(index: Index, model: CrossEncoder) -> Iterator[str]:
    """Teach the model both stages; lines on the progress and, last, how well it tells the held-back pairs."""
    tests = [pair.evidence for pair in read_pairs(QUESTIONS / "pairs.jsonl")]
    made = list(made_pairs(sayings(index, tests), MADE, seed=7))
    yield f"{len(made)} made pairs"
    yield from train(model, list(map(label_of, made)), read(made), MAKING)
    learnt, held = (_named(pairs, index) for pairs in parted(index))
    yield f"{len(learnt)} hand-written pairs"
    yield from train(model, list(map(label_of, learnt)), read(learnt), READING)
    labels = np.array([float(bool(pair.supported)) for pair in held])
    yield f"AUC {auroc(logits(model, read(held)), labels):.3f} on {len(held)} pairs held back"


def _named(pairs: Iterable[Pair], index: Index) -> list[Pair]:
    """The pairs, each with the term of its entry as its header, as it is read."""
    subject_of = subjects(index)
    return [replace(pair, header=subject_of(pair)) for pair in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_verifier", description=__doc__)
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
