"""What tells whether a sentence answers a question, made anew: `python -m eval.train_answers --out FILE` (torch;
minutes on a GPU, some hours on two free cores).

Teachers and student begin with what the verifier has learnt and read the questions that were written for this glossary,
with an answer and without. rag/weights/README.md says what came out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.cross_encoder import Schedule
from eval.distilled import Lessons, Teacher, begun, distilled
from eval.made_answers import Sayings, asked, between_twins, made_answers, of_twins, pool
from eval.train_claims import CLAIMS
from eval.twins import Twins, is_held, placed, read_twins
from eval.verifier import Pair
from index.store import DEFAULT_FOLDER, Index
from rag.assistant import load_assistant

READING = (Schedule(epochs=2, rate=1.2e-4, seed=3), Schedule(epochs=3, rate=1.2e-4, seed=5))


def parted(twins: Sequence[Twins], index: Index) -> tuple[list[Twins], list[Twins]]:
    """The twins to learn from, and those of one entry in eight, held back to measure with; none whose sentence is not
    in the index."""
    held = {one: is_held(index.ids[index.sentence_entry[row]]) for one, row in placed(twins, index).items()}
    return [one for one in held if not held[one]], [one for one in held if held[one]]


def lessons(sayings: Sayings) -> Lessons:
    """All that there is to learn from, and both questions of the twins held back."""
    learnt, held = parted(read_twins(), sayings.assistant.index)
    labelled = [*made_answers(sayings, seed=7), *of_twins(sayings, learnt)]
    return Lessons(labelled, pool(sayings, asked(sayings, learnt), seed=1), list(between_twins(sayings, held)))


def teachers(labelled: Sequence[Pair]) -> list[Teacher]:
    """One for each schedule."""
    return [Teacher([(labelled, schedule)], CLAIMS) for schedule in READING]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_answers", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    given = lessons(Sayings.of(load_assistant(options.index)))
    for line in distilled(begun(CLAIMS), given, teachers(given.labelled), options.out):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
