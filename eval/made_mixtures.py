"""Damage by rule: what is said elsewhere in the glossary, put into a sentence or in the place of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from eval.made_rewordings import label_of
from eval.made_words import BASES, MEANINGS, content
from rag.lexicon import base

_ADDED = (
    *("which lowers cost", "which improves accuracy", "making it faster than other methods", "to save power"),
    *("and is used in most production systems", "because memory is limited", "especially on mobile devices"),
    *("which was first shown by Google", "and needs no extra hyperparameters", "even for very large models"),
    *("with almost no loss of accuracy", "and works best with small batches", "which makes training more stable"),
    *(
        "so that inference is cheaper",
        "as required by regulation",
        "at the expense of latency",
        "and doubles throughput",
    ),
    *("in order to protect privacy", "which reduces overfitting", "mainly in image classification"),
)
_TAIL = re.compile(
    r"((?:, |\b)(?:which|enabling|making|reducing|with|for|to|by|when|because|so that|in|using|and) [^,;()]{10,70})$"
)
_JOINTS = (
    r" (?:is|are) ",
    r" (?:reduces?|improves?|enables?|requires?|uses?|provides?|causes?|allows?) ",
    r": ",
    r" — ",
    r", ",
)
_NAME = re.compile(r"\b(?:[A-Z]{2,}[\w-]*|[A-Z][a-z]+[A-Z]\w*)\b")
_ENDINGS = ("ing", "ion", "ity", "ers", "ies", "ent", "ive", "ble", "ted", "ons")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the glossary, the id of its entry and the entry's term."""

    entry_id: str
    term: str
    text: str


@dataclass(frozen=True, eq=False)
class Sayings:
    """All sentences that pairs are made of."""

    all: Sequence[Said]

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where the sentences of each entry stand."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.all):
            found.setdefault(one.entry_id, []).append(place)
        return found

    @cached_property
    def terms(self) -> Sequence[str]:
        return sorted({one.term for one in self.all})

    @cached_property
    def names(self) -> Sequence[str]:
        """Words with capitals or digits within, as often as they occur."""
        return [name for one in self.all for name in _NAME.findall(one.text)]

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """Words in lower case by their ending, as often as they occur."""
        found: dict[str, list[str]] = {}
        for one in self.all:
            for match in content(one.text):
                if match.group().islower() and len(match.group()) > 3:
                    found.setdefault(_ending(match.group()), []).append(match.group())
        return found


def _ending(word: str) -> str:
    if word[-3:] in _ENDINGS:
        return word[-3:]
    return "s" if word.endswith("s") else "d" if word.endswith("ed") else ""


def entity(sayings: Sayings, place: int, rng: Random) -> str | None:
    """Another term, another name or another plain word of the glossary in the place of one."""
    said, kind = sayings.all[place], rng.random()
    if said.term in said.text and kind < 0.5:
        words = set(said.term.lower().split())
        near = [term for term in sayings.terms if term != said.term and words & set(term.lower().split())]
        other = rng.choice(near or sayings.terms)
        return said.text.replace(said.term, other, 1) if other != said.term else None
    names = list(_NAME.finditer(said.text))
    if names and kind < 0.8:
        match, other = rng.choice(names), rng.choice(sayings.names)
        return None if other == match.group() else said.text[: match.start()] + other + said.text[match.end() :]
    words_here = [match for match in content(said.text) if match.group().islower() and len(match.group()) > 3]
    if not words_here:
        return None
    match = rng.choice(words_here)
    for _ in range(5):
        other = rng.choice(sayings.words[_ending(match.group())])
        if other not in said.text and not _alike(match.group(), other):
            return said.text[: match.start()] + other + said.text[match.end() :]
    return None


def _alike(one: str, other: str) -> bool:
    mine, theirs = BASES.get(one, (one, ""))[0], BASES.get(other, (other, ""))[0]
    return base(one) == base(other) or theirs in MEANINGS.get(mine, ()) or mine in MEANINGS.get(theirs, ())


def added(sayings: Sayings, place: int, rng: Random) -> str | None:
    body = sayings.all[place].text.rstrip(".")
    if rng.random() < 0.45:
        return f"{body}, {rng.choice(_ADDED)}."
    other = _other(sayings, place, 0.7, rng)
    tail = other and _TAIL.search(re.split(r"[;—]|: ", other)[-1].strip().rstrip("."))
    return f"{body} {tail.group(1).lstrip(', ')}." if tail else None


def merged(sayings: Sayings, place: int, rng: Random) -> str | None:
    """The beginning of one sentence and the end of another."""
    other = _other(sayings, place, 0.8, rng)
    if not other:
        return None
    one, two = sayings.all[place].text.rstrip("."), other.rstrip(".")
    first, second = one.split(), two.split()
    if len(first) < 6 or len(second) < 6:
        return None
    for joint in _JOINTS:
        left, right = re.search(joint, one), re.search(joint, two)
        if left and right and rng.random() < 0.8:
            return f"{one[: left.end()]}{two[right.end() :]}."
    return f"{' '.join(first[: len(first) // 2] + second[len(second) // 2 :])}."


def _other(sayings: Sayings, place: int, share: float, rng: Random) -> str | None:
    """Another sentence: of the same entry with a chance of `share`, else of any."""
    own = sayings.places[sayings.all[place].entry_id]
    other = rng.choice(own if rng.random() < share else range(len(sayings.all)))
    return None if other == place else sayings.all[other].text


def neighbour(sayings: Sayings, place: int, rng: Random) -> str | None:
    """Another sentence of the entry, one of the four that have most words in common with this one."""
    own = sayings.all[place]
    words = _bases(own.text)
    others = [at for at in sayings.places[own.entry_id] if at != place and sayings.all[at].text not in own.text]
    best = sorted(others, key=lambda at: -len(words & _bases(sayings.all[at].text)))[:4]
    return sayings.all[rng.choice(best)].text if best else None


def _bases(text: str) -> set[str]:
    return {base(match.group().lower()) for match in content(text)}


def label(sayings: Sayings, place: int, rng: Random) -> str | None:
    """What one label says, under another label of the entry."""
    own = sayings.all[place]
    found = label_of(own.text)
    theirs = (label_of(sayings.all[at].text) for at in sayings.places[own.entry_id])
    others = [one[0] for one in theirs if one and found and one[0] != found[0]]
    return f"{rng.choice(others)}: {found[1]}" if found and others else None
