"""Claims that only leave something out: nothing in them is new or in another order."""

import re
from collections.abc import Iterable
from itertools import dropwhile

from rag.lexicon import WEAK, base

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+|[^\s\w]")
_SKIPPED = frozenset([*".,;:—–…()[]\"'", "the", "a", "an"])
_LITTLE = WEAK - {
    base(word)
    for word in "no not nor never only without all every each any some both most many few always must".split()
}


def shortened(said: str, shown: str, subject: str) -> float:
    """1 where the claim's words are the evidence's, in their order, with some left out; words that say little ("one can
    say that") and the names of the subject may stand before them. Else 0."""
    known = [*_bases(subject), *_bases(shown)]
    words = _bases(said)
    return float(_in_turn(words, known) or _in_turn(dropwhile(_LITTLE.__contains__, words), known))


def _bases(text: str) -> list[str]:
    return [base(word.replace(",", "")) for word in _WORD.findall(text.lower()) if word not in _SKIPPED]


def _in_turn(parts: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether all parts occur in the whole, one behind the other."""
    rest = iter(whole)
    return all(part in rest for part in parts)
