"""The verifier's adapter made anew: `python -m eval.train_verifier --out FILE` (torch; minutes on a GPU, some hours
on two free cores).

The teachers read first pairs made by rule, then the hand-written ones but for every quarter that is kept for measuring:
the blind entries and the even ids of pairs.jsonl. The student begins with the verifier that there is.
rag/weights/README.md says what came out.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from eval.cross_encoder import Schedule
from eval.distilled import Lessons, Teacher, begun, distilled
from eval.made_pairs import is_blind, made_pairs, sayings
from eval.verifier import Pair, distinct, read_pairs
from index.store import DEFAULT_FOLDER, Index, load
from rag.cross_encoder import CLAIMS

QUESTIONS = Path(__file__).parent / "questions"
MADE = 20_000
# The first stage ends early: made pairs teach the way to look, and after that their own rules (eval/LOG.md).
MAKING = Schedule(epochs=1, rate=1e-4, seed=0, steps=300)
READING = Schedule(epochs=4, rate=1.2e-4, seed=1)
SEEDS = (1, 2, 3, 4)
# In the pool a claim stands beside so many pieces of evidence; made pairs there are so many.
BESIDE, MORE = 6, 40_000


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


def crossed(pairs: Sequence[Pair], seed: int) -> Iterator[Pair]:
    """Each claim with pieces of the evidence that claims on the same entry have, its own perhaps among them."""
    random, evidence = Random(seed), dict[str, list[str]]()
    for pair in pairs:
        evidence.setdefault(pair.header, []).append(pair.evidence)
    for pair in pairs:
        own = evidence[pair.header]
        yield from (replace(pair, evidence=text) for text in random.sample(own, min(BESIDE, len(own))))


def lessons(index: Index, made: Iterable[Pair]) -> Lessons:
    """The hand-written pairs, each with the term of its entry as header; in the pool they are crossed, and made pairs
    stand beside them, all without labels and each once."""
    subject_of = subjects(index)

    def named(pairs: Iterable[Pair]) -> list[Pair]:
        return [replace(pair, header=subject_of(pair)) for pair in pairs]

    learnt, held = parted(index)
    pool = distinct([*named(crossed(learnt, seed=1)), *made])
    return Lessons(named(learnt), [replace(pair, supported=None) for pair in pool], named(held))


def teachers(made: Sequence[Pair], learnt: Sequence[Pair]) -> list[Teacher]:
    """Four that differ by their seeds."""
    return [Teacher([(made, replace(MAKING, seed=seed)), (learnt, replace(READING, seed=seed + 1))]) for seed in SEEDS]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.train_verifier", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="safetensors file of the adapter")
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    options = parser.parse_args()
    index = load(options.index)
    sentences = sayings(index, [pair.evidence for pair in read_pairs(QUESTIONS / "pairs.jsonl")])
    given = lessons(index, made_pairs(sentences, MORE, seed=11))
    taught_by = teachers(list(made_pairs(sentences, MADE, seed=7)), given.labelled)
    for line in distilled(begun(CLAIMS), given, taught_by, options.out):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
