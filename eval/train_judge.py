"""The judge's adapter made anew: `make train-judge` (two hours on two free cores).

First it learns claims alone, from the hand-written pairs but for every quarter that is kept for measuring: the blind
entries and the even ids of pairs.jsonl. Then these once more, and with them questions and the sentences that answer
them or do not. What is kept lies between both. rag/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors.numpy import save_file

from eval.averaged import averaged
from eval.confidence import auroc
from eval.hand_written import named, parted
from eval.judge_model import JudgeModel, Schedule, learnt_by, logits, read, train
from eval.made_answers import Sayings
from eval.made_asked import Source, held_asked, made_asked
from eval.verifier import Pair
from index.store import DEFAULT_FOLDER
from rag.assistant import Assistant, load_assistant
from rag.judge import ANSWER, CLAIM, Task

# So far on the way from the first to the second: better at claims than either, and nearly as good at answers as the
# second (eval/LOG.md).
SHARE = 0.6
CLAIMS, BOTH = Schedule(epochs=3, rate=6e-4, batch=6, seed=3), Schedule(epochs=1, rate=4e-4, batch=4, seed=5)


class Lessons(NamedTuple):
    """Pairs to learn from, and such that are held back to measure with."""

    learnt: Sequence[Pair]
    held: Sequence[Pair]


def lessons(assistant: Assistant) -> dict[Task, Lessons]:
    """All that there is to learn of each task."""
    claims = Lessons(*(named(pairs, assistant.index) for pairs in parted(assistant.index)))
    source = Source.of(Sayings.of(assistant))
    return {CLAIM: claims, ANSWER: Lessons(made_asked(source, seed=7), held_asked(source))}


def taught(given: dict[Task, Lessons], model: JudgeModel, out: Path) -> Iterator[str]:
    """Teach the model and file the adapter; lines on the progress and, last, how well the model tells what is held
    back, before it is averaged."""
    yield ", ".join(f"{task.name}: {len(some.learnt)} pairs" for task, some in given.items())
    yield from train(model, {CLAIM: given[CLAIM].learnt}, CLAIMS)
    first = learnt_by(model)
    yield from train(model, {task: some.learnt for task, some in given.items()}, BOTH)
    save_file(averaged(first, learnt_by(model), SHARE), out)
    for task, some in given.items():
        labels = np.array([float(bool(pair.supported)) for pair in some.held])
        said = logits(model, read(some.held, task))
        yield f"{task.name}: AUC {auroc(said, labels):.3f} on {len(some.held)} pairs held back"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_judge", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    for line in taught(lessons(load_assistant(options.index)), JudgeModel(), options.out):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
