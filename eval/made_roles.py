"""Damage by rule: who does what to whom, turned round."""

import re
from random import Random

from eval.made_rewordings import ACTIVE
from eval.made_words import content, lowered, raised, verb_of

_HINGES = (
    *(" than ", " rather than ", " instead of ", " to ", " into ", " from ", " causes ", " leads to ", " before "),
    *(" after ", " because ", " while ", " when ", " by ", " for "),
)
_BOTH_WAYS = (" because ", " causes ", " leads to ", " when ", " while ", " before ", " after ")


def roles(text: str, rng: Random) -> str | None:
    """Subject and object exchanged, the two sides of a preposition or conjunction, or any two words."""
    if rng.random() < 0.5 and (turned := _turned(text)):
        return turned
    for hinge in _HINGES:
        if hinge in text and rng.random() < 0.5 and (turned := _hinged(text, hinge, rng)):
            return turned
    words = content(text)
    if len(words) < 4:
        return None
    first, second = sorted(rng.sample(range(len(words)), 2))
    one, two = words[first], words[second]
    between = text[one.end() : two.start()]
    # Items of a list may change places.
    listed = between.strip(" ,") in ("and", "or") or (re.fullmatch(r"[\w\- ,/]*", between) and "," in between)
    if second - first < 2 or one.group().lower() == two.group().lower() or listed:
        return None
    return text[: one.start()] + two.group() + between + one.group() + text[two.end() :]


def _turned(text: str) -> str | None:
    match = ACTIVE.match(text.rstrip("."))
    if not match or not verb_of(match.group(3), match.group(1), match.group(2)):
        return None
    subject, modal, verb, thing, rest = match.groups()
    return f"{raised(thing)} {f'{modal} ' if modal else ''}{verb} {lowered(subject)}{rest or ''}."


def _hinged(text: str, hinge: str, rng: Random) -> str | None:
    left, right = text.split(hinge, 1)
    before, after = content(left), content(right)
    if not before or not after or before[-1].group().lower() == after[0].group().lower():
        return None
    if hinge in _BOTH_WAYS and len(right.split()) < 14 and rng.random() < 0.7:
        return f"{raised(right.rstrip('.'))}{hinge}{lowered(left)}."
    one, two = before[-1], after[0]
    left = left[: one.start()] + two.group() + left[one.end() :]
    return left + hinge + right[: two.start()] + one.group() + right[two.end() :]
