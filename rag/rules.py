"""The hard rules of the verifier: each says whether a claim breaks with its evidence in one respect.

A rule takes the claim, the evidence and the names of what the evidence is about, all as readable text.
"""

import re
from collections import Counter
from collections.abc import Callable

from index.words import STOP_WORDS, content_words, raw_words, stem

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?")
_UNIT = re.compile(r"\s?(%|percent|[x×](?![a-z])|[a-zµμ°Å]+(?:/[a-z]+)?)", re.IGNORECASE)
_UNITS = frozenset(
    """% x nm µm um mm cm m km å ns us µs ms s sec second seconds minute minutes hour hours day days week weeks month
    months year years b kb mb gb tb pb gib mib bit bits byte bytes hz khz mhz ghz thz v mv ev w kw mw k m bn billion
    million trillion thousand c °c gb/s tb/s mb/s tflop flops tflops pflops token tokens parameter parameters core cores
    gpu gpus layer layers epoch epochs step steps image images sample samples example examples""".split()
)
_SAME_UNIT = {"percent": "%", "×": "x", "sec": "s", "second": "s", "seconds": "s", "um": "µm", "μm": "µm", "us": "µs"}


def _numbers(text: str) -> set[tuple[str, str]]:
    """(number, unit) pairs; the unit is "" where none that is known follows."""
    found = set()
    for match in _NUMBER.finditer(text.lower()):
        unit = _UNIT.match(text.lower(), match.end())
        name = unit.group(1) if unit else ""
        name = _SAME_UNIT.get(name, name)
        found.add((match.group().replace(",", "").lstrip("+-"), name if name in _UNITS else ""))
    return found


def _number_breaks(claim: str, evidence: str, subject: str) -> bool:
    shown = _numbers(f"{evidence} {subject}")
    values = {number for number, _ in shown}
    units = {number: {unit for other, unit in shown if other == number} for number in values}
    for number, unit in _numbers(claim):
        if number not in values:
            return True
        if unit and units[number] - {""} and unit not in units[number]:
            return True
    return False


def _binding_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether a number stands beside other words than in the evidence: "size 16" for "16 steps ... size 128"."""
    shown = _neighbours(evidence) + _neighbours(subject)
    for number, near in _neighbours(claim):
        places = [words for other, words in shown if other == number]
        if near and places and not any(near & words for words in places):
            return True
    return False


def _neighbours(text: str) -> list[tuple[str, set[str]]]:
    """Each number with the stems of the content words up to three places off."""
    tokens = re.findall(r"\d+(?:[.,]\d+)*|[a-zα-ω]+", text.lower())
    found = []
    for place, token in enumerate(tokens):
        if token[0].isdigit():
            near = tokens[max(0, place - 3) : place] + tokens[place + 1 : place + 4]
            words = {stem(word) for word in near if not word[0].isdigit() and word not in STOP_WORDS}
            found.append((token.replace(",", ""), words))
    return found


_NEGATIONS = frozenset(
    "not no never without cannot none neither nor hardly n't isn't aren't don't doesn't won't can't".split()
)
_TOKEN = re.compile(r"[a-z0-9]+(?:n't|'t)?|n't", re.IGNORECASE)


def _negated(text: str) -> set[str]:
    """Stems that a negation applies to: the next three content words in its clause."""
    found: set[str] = set()
    for clause in re.split(r"[.;,:—()]|\bbut\b|\bwhile\b", text.lower().replace("’", "'")):
        tokens = _TOKEN.findall(clause)
        for place, token in enumerate(tokens):
            if token in _NEGATIONS or token.endswith("n't"):
                after = [
                    stem(word) for word in tokens[place + 1 :] if word not in STOP_WORDS and word not in _NEGATIONS
                ]
                found.update(after[:3])
    return found


def _negation_breaks(claim: str, evidence: str, subject: str) -> bool:
    denied, shown = _negated(claim), _negated(evidence)
    said, known = set(content_words(claim)), set(content_words(evidence))
    newly = (denied & known) - shown
    lost = {word for word in shown & said if word not in denied}
    return bool(newly and not denied & shown) or bool(lost and not denied & shown and len(lost) * 2 > len(shown))


_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("increase raise grow boost higher enlarge rise", "decrease reduce lower shrink drop fall lessen diminish cut"),
    ("more greater larger bigger most", "less fewer smaller least"),
    ("high", "low"),
    ("before earlier precede prior", "after later follow"),
    ("faster accelerate speed", "slower slow"),
    ("improve better enhance best", "degrade worse worsen harm hurt worst"),
    ("maximize maximum maximal upper", "minimize minimum minimal"),
    ("above exceed over", "below under"),
    ("strong stronger strengthen", "weak weaker weaken"),
    ("add insert include", "remove delete exclude omit"),
    ("forward", "backward"),
    ("positive", "negative"),
    ("expensive costly", "cheap inexpensive"),
    ("thin thinner", "thick thicker"),
    ("early", "late"),
    ("first", "last"),
    ("easy easier easiest", "hard harder hardest difficult"),
    ("enable allow permit", "prevent prohibit block disable forbid"),
    ("homogeneous", "heterogeneous"),
    ("synchronous", "asynchronous"),
    ("static", "dynamic"),
    ("local", "global"),
    ("supervised", "unsupervised"),
    ("train training", "inference"),
    ("intra", "inter"),
    ("source", "target"),
    ("sender send", "receiver receive"),
    ("stable", "unstable"),
    ("visible", "invisible"),
    ("short shorter", "long longer"),
)
_SIDES = tuple(tuple(frozenset(stem(word) for word in side.split()) for side in pair) for pair in _OPPOSITES)


def _direction_breaks(claim: str, evidence: str, subject: str) -> bool:
    said = {stem(word) for word in raw_words(claim)}
    shown = {stem(word) for word in raw_words(f"{evidence} {subject}")}
    for one, other in _SIDES:
        for side, opposite in ((one, other), (other, one)):
            if said & side and not shown & side and shown & opposite and not said & opposite:
                return True
    return False


_STRONG = frozenset(
    "all every always never only must guarantee entirely completely exactly solely any cannot none".split()
)


def _quantifier_breaks(claim: str, evidence: str, subject: str) -> bool:
    said = {stem(word) for word in raw_words(claim)} & _STRONG_STEMS
    return bool(said - {stem(word) for word in raw_words(evidence)})


_STRONG_STEMS = frozenset(stem(word) for word in _STRONG)
_NAME = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z0-9]*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z]+\d+\w*)\b|(?<=[a-z,;] )[A-Z][a-z]{2,}\b")


def _name_breaks(claim: str, evidence: str, subject: str) -> bool:
    known = set(raw_words(f"{evidence} {subject}"))
    known |= {stem(word) for word in known}
    initials = "".join(word[0] for word in raw_words(subject))
    for name in _NAME.findall(claim):
        words = raw_words(name)
        if not all(word in known or stem(word) in known or word == initials for word in words):
            return True
    return False


def _repetition_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether the claim says a pair of words more often than the evidence: a small model that runs in circles."""
    said, shown = content_words(claim), content_words(f"{subject}. {evidence}")
    pairs = Counter(zip(said, said[1:], strict=False))
    known = Counter(zip(shown, shown[1:], strict=False))
    return any(count > max(1, known[pair]) for pair, count in pairs.items())


RULES: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
    ("number", _number_breaks),
    ("binding", _binding_breaks),
    ("negation", _negation_breaks),
    ("direction", _direction_breaks),
    ("quantifier", _quantifier_breaks),
    ("name", _name_breaks),
    ("repetition", _repetition_breaks),
)
