"""Batches of texts of like length, so that little of them is padding."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

Text = TypeVar("Text")
# Texts are put in order of length among so many batches of them: the more, the less is padded, and the less is chance.
AMONG = 20


def batched(texts: Sequence[Text], size: int, length: Callable[[Text], int], rng: Random) -> list[list[Text]]:
    """All texts in batches of `size`, those of like length together, in a random order."""
    order = list(texts)
    rng.shuffle(order)
    found: list[list[Text]] = []
    for start in range(0, len(order), AMONG * size):
        part = sorted(order[start : start + AMONG * size], key=length)
        found += [part[first : first + size] for first in range(0, len(part), size)]
    rng.shuffle(found)
    return found
