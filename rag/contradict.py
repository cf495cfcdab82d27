"""Where entries contradict each other: two numbers for one quantity, or one numbered stage that does different things.

Both entries are quoted as they stand; which one is right, is not said. What is covered, index/stated.py says.
"""

from collections.abc import Sequence
from itertools import combinations

from index.stated import contradicts, stated
from rag.types import Claim


def notes(claims: Sequence[Claim]) -> tuple[str, ...]:
    """A remark for every two claims that contradict each other, with their markers."""
    found = []
    for one, other in combinations(claims, 2):
        values = contradicts(stated(one.text), stated(other.text))
        if values and _entries(one).isdisjoint(_entries(other)):
            marks = (one.citations[0].marker, other.citations[0].marker)
            found.append(f"The entries disagree: “{values[0]}” [{marks[0]}], “{values[1]}” [{marks[1]}].")
    return tuple(found)


def _entries(claim: Claim) -> set[str]:
    return {citation.entry_id for citation in claim.citations}
