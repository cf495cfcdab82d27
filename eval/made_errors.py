"""Damage by rule to one sentence: what a made pair says when it is not supported, in nearly the words of its evidence.

Each kind gives the sentence with one error, or None where it does not apply.
"""

import re
from random import Random

from eval.made_words import AGAINST, inflected

_UNITS = tuple(
    tuple(group.split())
    for group in """
    ms s µs ns; nm µm mm; GB MB TB KB; billion million trillion thousand; B M; % x; percent times; hours days weeks
    minutes; GHz MHz; Gbps Mbps; TB/s GB/s; tokens parameters; GPUs nodes; layers epochs; months years
    """.split(";")
)
_COMPARATORS = (
    ("more than", ("less than", "exactly")),
    ("less than", ("more than",)),
    ("at least", ("at most",)),
    ("up to", ("at least", "more than")),
    ("over ", ("under ",)),
    (">", ("<",)),
    ("<", (">",)),
    ("≥", ("≤",)),
    ("below", ("above",)),
    ("above", ("below",)),
    ("under ", ("over ",)),
    ("~", ("more than ", "less than ")),
    ("about ", ("at least ",)),
    ("typically", ("at least",)),
)
_NEGATED = (
    (r"\b(is|are|was|were|can|may|must|should|will|does|do) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bwithout\b", "with"),
    (r"\bno longer\b", "still"),
    (r"\bno\b (?=[a-z])", "a "),
    (r"\bnot ", ""),
    (r"\b(?:avoids|prevents|eliminates)\b", "causes"),
    (r"\b(?:avoiding|preventing|eliminating)\b", "causing"),
    (r"\bnever\b", "always"),
    (r"\bunlike\b", "like"),
)
_DENIED = (
    (r"\b(is|are|was|were|can|must|should|will)\b(?! not)", r"\1 not"),
    (r"\bwith\b", "without"),
)
_SAID = re.compile(r"\b(requires|needs|uses|enables|allows|provides|improves|reduces|supports|includes)\b")
_STRENGTHS = (
    (r"\b(?:may|can|might|could)\b", ("will always", "must", "never", "is guaranteed to")),
    (r"\b(?:often|typically|usually|generally|commonly|sometimes|frequently)\b", ("always", "never", "rarely")),
    (r"\bsome\b", ("all", "no")),
    (r"\b(?:many|most|several|multiple)\b", ("all", "few", "no")),
    (r"\b(?:all|every|each)\b", ("some", "only a few", "only one")),
    (r"\bonly\b", ("not only", "also")),
    (r"\b(?:should|recommended)\b", ("must",)),
    (r"\b(?:one of the)\b", ("the single",)),
    (r"\b(reduces?|helps?|improves?|mitigates?)\b", ("eliminates", "guarantees")),
    (r"\ba (?=[a-z])", ("the only ",)),
    (r"\b(is|are)\b", (r"\1 always", r"\1 the only thing that is", r"\1 never")),
)
_ORDERS = (
    *(("before", "after"), ("after", "before"), ("first", "finally"), ("then", "previously"), ("initially", "finally")),
    *(("during", "after"), ("simultaneously", "one after the other"), ("once", "before"), ("until", "after")),
)


def number(text: str, rng: Random) -> str | None:
    matches = list(re.finditer(r"(?<![\w])\d+(?:[.,]\d+)*", text))
    if not matches:
        return None
    match = rng.choice(matches)
    written = match.group()
    kind = rng.randrange(4)
    try:
        value = float(written.replace(",", ""))
    except ValueError:  # a version such as 2.1.3
        return None
    near = value + rng.choice([1, 2, 3, 5, 10])
    other = (value * 10, value / 10 if value >= 10 else value + 1, value * 2 if value else 1.0, near)[kind]
    whole = "." not in written and other == int(other)
    shown = (f"{int(other):,}" if "," in written else str(int(other))) if whole else f"{other:.4g}"
    return None if shown == written else text[: match.start()] + shown + text[match.end() :]


def unit(text: str, rng: Random) -> str | None:
    for group in rng.sample(_UNITS, len(_UNITS)):
        for one in group:
            if match := re.search(rf"(?<=\d)([\s-]?){re.escape(one)}(?![A-Za-z])", text):
                other = rng.choice([name for name in group if name != one])
                return text[: match.start()] + match.group(1) + other + text[match.end() :]
    return None


def comparator(text: str, rng: Random) -> str | None:
    return next((text.replace(one, rng.choice(others), 1) for one, others in _COMPARATORS if one in text), None)


def negation(text: str, rng: Random) -> str | None:
    for pattern, other in _NEGATED:
        if re.search(pattern, text, re.IGNORECASE) and rng.random() < 0.8:
            return re.sub(pattern, other, text, count=1, flags=re.IGNORECASE)
    for pattern, other in _DENIED:
        if re.search(pattern, text):
            return re.sub(pattern, other, text, count=1)
    if match := _SAID.search(text):
        return f"{text[: match.start()]}does not {match.group(1).rstrip('s')}{text[match.end() :]}"
    return None


def direction(text: str, rng: Random) -> str | None:
    words = [match for match in re.finditer(r"[A-Za-z]+", text) if match.group().lower() in AGAINST]
    if not words:
        return None
    match = rng.choice(words)
    others, ending, place = rng.choice(AGAINST[match.group().lower()])
    other = inflected(others[min(place, len(others) - 1)] if rng.random() < 0.6 else rng.choice(others), ending)
    other = other.capitalize() if match.group()[0].isupper() else other
    return text[: match.start()] + other + text[match.end() :]


def strength(text: str, rng: Random) -> str | None:
    for pattern, others in rng.sample(_STRENGTHS, len(_STRENGTHS)):
        if match := re.search(pattern, text):
            return text[: match.start()] + match.expand(rng.choice(others)) + text[match.end() :]
    return None


def order(text: str, rng: Random) -> str | None:
    for one, other in _ORDERS:
        if re.search(rf"\b{one}\b", text):
            return re.sub(rf"\b{one}\b", other, text, count=1)
    return None
