"""The judge's adapter made anew: `make train-judge` (two hours on two free cores).

First it learns claims alone, from the hand-written pairs but for every quarter that is kept for measuring: the blind
entries and the even ids of pairs.jsonl. Then these once more, and with them questions and the sentences that answer
them or do not. What is kept lies between both. rag/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from eval.averaged import averaged
from eval.confidence import auroc
from eval.hand_written import named, parted
from eval.judge_model import JudgeModel, Schedule, learnt_by, logits, read, train
from eval.made_answers import Sayings
from eval.made_asked import Source, held_asked, made_asked
from index.store import DEFAULT_FOLDER
from rag.assistant import Assistant, load_assistant
from rag.judge import ANSWER, CLAIM

# So far on the way from the first to the second: better at claims than either, and nearly as good at answers as the
# second (eval/LOG.md).
SHARE = 0.6
CLAIMS, BOTH = Schedule(epochs=3, rate=6e-4, batch=6, seed=3), Schedule(epochs=1, rate=4e-4, batch=4, seed=5)


def taught(assistant: Assistant, model: JudgeModel, learnt_first: dict[str, NDArray[np.float16]]) -> Iterator[str]:
    """Teach the model; lines on the progress and, last, how well it tells what is held back. What it has learnt of
    claims alone is put into `learnt_first`."""
    learnt, held = (named(pairs, assistant.index) for pairs in parted(assistant.index))
    source = Source.of(Sayings.of(assistant))
    asked = made_asked(source, seed=7)
    yield f"{len(learnt)} hand-written pairs, {len(asked)} of a question and a text"
    yield from train(model, {CLAIM: learnt}, CLAIMS)
    learnt_first.update(learnt_by(model))
    yield from train(model, {CLAIM: learnt, ANSWER: asked}, BOTH)
    for task, pairs in ((CLAIM, held), (ANSWER, held_asked(source))):
        labels = np.array([float(bool(pair.supported)) for pair in pairs])
        said = logits(model, read(pairs, task))
        yield f"{task.name}: AUC {auroc(said, labels):.3f} on {len(pairs)} pairs held back"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_judge", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    model = JudgeModel()
    first: dict[str, NDArray[np.float16]] = {}
    for line in taught(load_assistant(options.index), model, first):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    save_file(averaged(first, learnt_by(model), SHARE), options.out)


if __name__ == "__main__":
    main()
