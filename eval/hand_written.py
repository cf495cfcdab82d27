"""The hand-written pairs of a claim and its evidence, by what they may be used for."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from eval.made_pairs import is_blind
from eval.verifier import Pair, read_pairs
from index.store import Index

QUESTIONS = Path(__file__).parent / "questions"


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


def named(pairs: Iterable[Pair], index: Index) -> list[Pair]:
    """The pairs, each with the term of its entry as its header, as it is read."""
    subject_of = subjects(index)
    return [replace(pair, header=subject_of(pair)) for pair in pairs]
