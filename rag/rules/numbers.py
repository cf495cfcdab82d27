"""Numbers: the value, the unit, the comparator before it, and what it is the number of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.words import STOP_WORDS
from rag.lexicon import WEAK, base

_VALUE = r"(?<![\w.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?"
_NUMBER = re.compile(
    rf"{_VALUE}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand)\b"
)
_WORDS = {
    word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_WORDS |= {"twenty": "20", "hundred": "100", "thousand": "1000"}
_UNIT = re.compile(r"[\s-]?(percentage points?|%|percent|[x×](?![a-z0-9 ])|[a-zµµ°åω]+(?:/[a-z]+)?)", re.IGNORECASE)
_UNITS = frozenset(
    """% points x nm µm mm cm m km å ns µs ms s minutes h d weeks months years b kb mb gb tb pb gib mib bits bytes hz
    khz mhz ghz thz v mv ev w kw mw k million billion trillion c °c gb/s tb/s mb/s kbps mbps gbps tbps tflops pflops
    tokens parameters cores gpus layers epochs steps images samples mg g kg ml l mw""".split()
)
_SAME_UNIT = {
    **{
        "percent": "%",
        "percentage points": "points",
        "percentage point": "points",
        "×": "x",
        "times": "x",
        "fold": "x",
    },
    **{"sec": "s", "second": "s", "seconds": "s", "millisecond": "ms", "milliseconds": "ms", "um": "µm", "µm": "µm"},
    **{"us": "µs", "microseconds": "µs", "nanoseconds": "ns", "hours": "h", "hour": "h", "days": "d", "day": "d"},
    **{"minute": "minutes", "min": "minutes", "week": "weeks", "month": "months", "year": "years", "bn": "billion"},
    **{"thousand": "k", "bit": "bits", "byte": "bytes", "nanometers": "nm", "nanometer": "nm", "micrometers": "µm"},
    **{
        "tflop": "tflops",
        "token": "tokens",
        "parameter": "parameters",
        "core": "cores",
        "gpu": "gpus",
        "gigabytes": "gb",
    },
    **{
        "layer": "layers",
        "epoch": "epochs",
        "step": "steps",
        "image": "images",
        "sample": "samples",
        "megabytes": "mb",
    },
    **{"examples": "samples", "example": "samples", "params": "parameters", "kilobytes": "kb", "terabytes": "tb"},
    **{"gbit/s": "gbps", "volts": "v", "watts": "w", "trillions": "trillion", "billions": "billion", "b": "b"},
}
UNITS = _UNITS | frozenset(_SAME_UNIT)
# "175B" is 175 billion for parameters and 175 bytes for memory: both readings stay open.
_OPEN = {"b": frozenset(("b", "billion")), "m": frozenset(("m", "million")), "t": frozenset(("t", "trillion"))}
_BEFORE = re.compile(
    r"(?:(?P<atleast>≥|>=|at least|no less than|a minimum of|minimum of|minimum)"
    r"|(?P<atmost>≤|<=|at most|no more than|not more than|up to|a maximum of|maximum of|maximum)"
    r"|(?P<over>>|(?:more|greater|higher|larger|longer|better) than|over|above|exceeds?|exceeding|beyond|upwards of)"
    r"|(?P<under><|(?:less|fewer|lower|smaller|shorter) than|under|below))"
    r"(?: (?:a|an|the|about|roughly|around))?[\s$~≈]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?[a-zµ%]*\s?(?:(?P<over>\+)|(?P<atleast>or (?:more|higher|above|larger|longer|greater)|and (?:more|above|up))"
    r"|(?P<atmost>or (?:less|fewer|lower|below|smaller|shorter)))",
    re.IGNORECASE,
)
_ALIKE = (frozenset(("over", "atleast")), frozenset(("under", "atmost")))


@dataclass(frozen=True, slots=True)
class Number:
    """A value with its unit ("" where none that is known follows), its comparator ("" for none) and its place."""

    value: str
    unit: str
    comparator: str
    open_end: bool
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """All numbers of a text, in order; the first of a range takes the unit of the last."""
    text = text.lower().replace("\u03bc", "\u00b5")
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        value = _WORDS.get(match.group(), match.group().replace(",", ""))
        # A sign is one in an exponent; elsewhere it may be the dash of a range.
        value = value if text[match.start() - 1 : match.start()] in ("^", "{") else value.lstrip("+-")
        unit = _UNIT.match(text, match.end())
        name = _SAME_UNIT.get(unit.group(1), unit.group(1)) if unit else ""
        before, after = _BEFORE.search(text[: match.start()]), _AFTER.match(text, match.end())
        comparator = (before and before.lastgroup) or (after and after.lastgroup) or ""
        open_end = bool(after and after.lastgroup == "over")
        found.append(Number(value, name if name in _UNITS else "", comparator, open_end, match.start(), match.end()))
    return found


def number_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether a value or its unit is not the evidence's."""
    shown = [*numbers(evidence), *numbers(subject)]
    for one in numbers(claim):
        same = [other for other in shown if _value(other.value) == _value(one.value)]
        if not same:
            return True
        units = {unit for other in same if other.unit for unit in _OPEN.get(other.unit, frozenset((other.unit,)))}
        if one.unit and units and not units & _OPEN.get(one.unit, frozenset((one.unit,))):
            return True
    return False


def comparator_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether a bound is turned round, lost or made up: "Size is 500" for "size > 500"."""
    shown = [*numbers(evidence), *numbers(subject)]
    for one in numbers(claim):
        same = [other for other in shown if _value(other.value) == _value(one.value)]
        if same and not any(_agree(one, other) for other in same):
            return True
    return False


def _agree(one: Number, other: Number) -> bool:
    if one.comparator == other.comparator:
        return True
    return (one.open_end or other.open_end) and {one.comparator, other.comparator} <= _ALIKE[0]


def _value(value: str) -> float:
    return float(value)


def binding_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether the words beside a number stand beside another one in the evidence, and none of them beside this one."""
    shown = list(_neighbours(evidence)) + list(_neighbours(subject))
    for value, near in _neighbours(claim):
        own = set().union(*(words for other, words in shown if other == value))
        others = set().union(*(words for other, words in shown if other != value))
        if near and own and not near & own and near & others:
            return True
    return False


_DIVISOR = re.compile(r"/ ?\(?([a-z_]{3,})", re.IGNORECASE)


def formula_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether something is divided by what the evidence's formula divides."""
    if " / " not in claim or " / " not in evidence:
        return False
    return not set(_DIVISOR.findall(claim.lower())) <= set(_DIVISOR.findall(evidence.lower()))


def _neighbours(text: str) -> Iterator[tuple[float, set[str]]]:
    """Each number with the stems of the content words up to four places off in its clause."""
    lowered = text.lower()
    for number in numbers(text):
        left = re.split(r"[.;:—()](?:\s|$)|;|, | and | or | but ", lowered[: number.start])[-1]
        right = re.split(r"[.;:—()](?:\s|$)|;|, | and | or | but ", lowered[number.end :])[0]
        words = re.findall(r"[a-zα-ω]+", left)[-4:] + re.findall(r"[a-zα-ω]+", right)[:4]
        stems = {base(word) for word in words if word not in STOP_WORDS and len(word) > 1}
        yield _value(number.value), stems - WEAK
