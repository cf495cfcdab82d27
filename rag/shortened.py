"""Claims that only leave something out: nothing in them is new or in another order."""

import re
from collections.abc import Iterable

from rag.lexicon import base

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+|[^\s\w]")
_SKIPPED = frozenset([*".,;:—–…()[]\"'", "the", "a", "an"])


def shortened(said: str, shown: str, subject: str) -> float:
    """1 where the claim's words are the evidence's, in their order, with some left out; the names of the subject may
    stand before them. Else 0."""
    return float(_in_turn(_bases(said), [*_bases(subject), *_bases(shown)]))


def _bases(text: str) -> list[str]:
    return [base(word.replace(",", "")) for word in _WORD.findall(text.lower()) if word not in _SKIPPED]


def _in_turn(parts: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether all parts occur in the whole, one behind the other."""
    rest = iter(whole)
    return all(part in rest for part in parts)
