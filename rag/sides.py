"""The two sides of a comparison: which they are by the question's words, and which one a sentence is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.words import content_words
from rag.signs import Candidate
from rag.types import Question

_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bbetween (?P<left>[^,.?!:]+?) and (?P<right>[^,.?!:]+)",
        r"\b(?:compare|contrast|distinguish|tell) (?P<left>[^,.?!:]+?) (?:and|with|to|from|against|vs\.?) (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) (?:vs\.?|versus) (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) (?:differs?|different|distinct) from (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?),? or (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) and (?P<right>[^,.?!:]+)",
    )
)
# The words of a side stand next to the word that joins both: "how does it run on a CPU or a GPU cluster".
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the stems that only it has, and the entries that the question names by it."""

    words: frozenset[str]
    entry_ids: frozenset[str]


def sides(question: Question, found: Sequence[Candidate]) -> tuple[Side, Side]:
    """Both sides: the two names of the question, else its words on both sides of "and", "or", "vs"; else the first
    two entries."""
    left, right = _phrases(question.searched)
    if len(question.named) > 1:
        one, two = (frozenset(ids) for ids in question.named[:2])
        names = [_names(found, ids - other) for ids, other in ((one, two), (two, one))]
        return Side(names[0] - names[1], one - two), Side(names[1] - names[0], two - one)
    if left - right and right - left:
        return Side(left - right, frozenset()), Side(right - left, frozenset())
    first, second = (frozenset(c.entry.id for c in found if c.rank == rank) for rank in (0, 1))
    return Side(frozenset(), first), Side(frozenset(), second)


def side_of(candidate: Candidate, pair: tuple[Side, Side]) -> int | None:
    """0 or 1 for a sentence about one side, None for one about both or neither."""
    owned = [candidate.entry.id in side.entry_ids for side in pair]
    if owned[0] != owned[1]:
        return owned.index(True)
    said = set(content_words(f"{candidate.heading} {candidate.text}"))
    shares = [len(side.words & said) / len(side.words) if side.words else 0.0 for side in pair]
    if shares[0] == shares[1] == 0:
        names = set(content_words(" ".join((candidate.entry.term, *candidate.entry.aliases))))
        shares = [len(side.words & names) / len(side.words) if side.words else 0.0 for side in pair]
    return None if shares[0] == shares[1] else shares.index(max(shares))


def speaks_of_both(candidate: Candidate, pair: tuple[Side, Side]) -> bool:
    """Whether a sentence has words of both sides."""
    said = set(content_words(candidate.text))
    return all(side.words & said for side in pair)


def _phrases(text: str) -> tuple[frozenset[str], frozenset[str]]:
    for pattern in _PAIRS:
        found = pattern.search(text)
        if found and "left" in found.groupdict():
            left, right = content_words(found["left"])[-_NEAR:], content_words(found["right"])[:_NEAR]
            if set(left) - set(right) and set(right) - set(left):
                return frozenset(left), frozenset(right)
    return frozenset(), frozenset()


def _names(found: Sequence[Candidate], entry_ids: frozenset[str]) -> frozenset[str]:
    names = {name for c in found if c.entry.id in entry_ids for name in (c.entry.term, *c.entry.aliases)}
    return frozenset(content_words(" ".join(names)))
