"""What speaks for quoting a sentence: its signs, and their weights."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from index.types import Entry
from index.words import content_words, raw_words
from rag.aims import aims
from rag.types import Hit, Question
from rag.wanted import wanted

# The share of some words that a text has.
Share = Callable[[Iterable[str]], float]

ITEM_KINDS = ("bullet", "number")
_NUMBERED = re.compile(r"\(\d\) ")
_NUMBER = re.compile(r"\d")
# GPT-4, DDR5, Llama-3 as entries write them, and as people type them.
_SERIES = re.compile(r"\b([A-Z][A-Za-z]*[A-Z]|[A-Z][a-z]+(?=-))[- ]?(\d+(?:\.\d+)?)")
_TYPED = re.compile(r"\b([a-z]{2,})[- ]?(\d+(?:\.\d+)?)", re.IGNORECASE)
_PART = re.compile(r"\b([\w/-]+(?: [\w/-]+)?) (?:phases?|stages?|steps?|sections?)\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|since|due to|caus(?:e|es|ed|ing)|leads? to|leading|results? in|resulting|so that|therefore|thus|"
    r"prevent(?:s|ing)?|enabl\w+|allow\w*|making|reduc\w+|avoid\w*|without|ensur\w+|as a result|why)\b",
    re.IGNORECASE,
)
_ASKS_FOR_CODE = re.compile(
    r"\b(?:code|snippet|script|commands?|syntax|implement\w*|write|config\w*|yaml|pseudo\w*|formula|equation|examples?|"
    r"how (?:do|can|should|to))\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\be\.g\.|\b(?:for example|for instance|such as)\b|(?:^|[.;] )examples?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    `rank` is its entry's place among the hits, `row` its own in the index, `place` how far down its entry it stands
    (0 to 1). `heading` is the one over it, `label` the bold words that it begins with ("" without), `kind` its block's.
    `score` is a log-odds; bigger is better.
    """

    entry: Entry
    rank: int
    row: int
    start: int
    end: int
    place: float
    text: str
    heading: str
    label: str
    kind: str
    score: float = 0.0
    vague: bool = False

    @property
    def defines(self) -> bool:
        """Whether it holds its entry's definition."""
        at = self.entry.definition_at
        return at is not None and self.start <= at[0] < self.end

    @property
    def numbered(self) -> bool:
        """Whether it is the "(2) ..." of an enumeration within a sentence."""
        return bool(_NUMBERED.match(self.entry.body, self.start))

    @property
    def torn(self) -> bool:
        """Whether it is the other half of a sentence that was too long to quote whole; what stands behind a dash only
        adds to the half before it."""
        return self.text.startswith("…") and not self.entry.body.startswith(("(", "—"), self.start)


@dataclass(frozen=True, slots=True)
class Asked:
    """What candidates are held against: the question, the ids of the entries that it names, its hits, and the MaxSim of
    their passages by id.

    `focus` gives the idf share of its words beside the names that a text has, None where there are none; `beside` the
    same of all its words but those that the names of an entry have, by the entry's id.
    """

    question: Question
    named: frozenset[str]
    hits: tuple[Hit, ...]
    late: Mapping[str, float]
    focus: Share | None
    beside: Mapping[str, Share | None]


def signs(candidate: Candidate, asked: Asked, cosine: float, passage_id: str) -> dict[str, float]:
    """What speaks for or against a candidate; `cosine` is that of its vector with the question's.

    `late`: MaxSim of its passage. `under`: idf share of the question's words beside the names in its text and
    the heading over it. `label`, `heading`: the same for the words that the entry's names lack. `margin`: how far
    its entry is behind the first hit. `part`: it stands under the part of the entry that the question names. `sibling`:
    it is on another one of a numbered series. `kind`: it has the kind of fact that is asked for (see `rag.wanted`).
    `aim`: see `rag.aims`. `code`: it is code, and none is asked for. `example`: less than nothing for a definition,
    which is no example.
    """
    question, named, beside = asked.question, asked.named, asked.beside[candidate.entry.id]
    heading = content_words(candidate.heading)
    defines, kinds = candidate.defines, wanted(question.searched).kinds
    return {
        "cosine": cosine,
        "late": asked.late[passage_id],
        "under": asked.focus(said(candidate.text, candidate.heading)) if asked.focus else 0.0,
        "label": beside(content_words(candidate.label)) if beside and candidate.label else 0.0,
        "heading": beside(heading) if beside and heading else 0.0,
        "part": float(is_part(candidate.heading, question.text)),
        "defines": float(defines and question.ask == "define"),
        "defines named": float(defines and bool(named)),
        "defines unnamed": float(defines and not named),
        "margin": asked.hits[0].score - asked.hits[candidate.rank].score,
        "unnamed": float(bool(named) and candidate.entry.id not in named),
        "item": float(candidate.kind in ITEM_KINDS),
        "last": float(candidate.place == 1),
        "sibling": float(_is_on_a_sibling(candidate.text, question.text)),
        "length": log(len(candidate.text.split())),
        "number": float(question.ask == "fact" and bool(_NUMBER.search(candidate.text))),
        "kind": float(all(kind.search(candidate.text) for kind in kinds) if kinds else False),
        "reason": float(question.ask == "cause" and bool(_REASON.search(candidate.text))),
        "aim": float(any(aim.search(f"{candidate.heading}: {candidate.label}") for aim in aims(question.text))),
        "code": float(candidate.kind == "code" and not _ASKS_FOR_CODE.search(question.text)),
        "example": float(bool(_EXAMPLE.search(candidate.text))) - defines if question.ask == "example" else 0.0,
    }


def is_part(heading: str, question: str) -> bool:
    """Whether a question names the part of an entry that stands under the heading: "in the Improve phase"."""
    return any(over and part[-len(over) :] == over for part in _parts(question) for over in [raw_words(heading)])


@lru_cache(256)
def _parts(question: str) -> tuple[list[str], ...]:
    return tuple(raw_words(found[1]) for found in _PART.finditer(question))


def _is_on_a_sibling(text: str, question: str) -> bool:
    """Whether a text has not the numbered name that is asked about, but another of its series: GPT-4 for GPT-2."""
    asked = _numbers(_TYPED, question)
    return bool(asked) and any(
        series in asked and asked[series].isdisjoint(numbers) for series, numbers in _numbers(_SERIES, text).items()
    )


@lru_cache(20_000)
def _numbers(pattern: re.Pattern[str], text: str) -> dict[str, frozenset[str]]:
    """The numbers of numbered names by what stands before them: of "GPT-3 and GPT-4" {"gpt": {"3", "4"}}."""
    found: dict[str, set[str]] = {}
    for series, number in pattern.findall(text):
        found.setdefault(series.lower(), set()).add(number)
    return {series: frozenset(numbers) for series, numbers in found.items()}


@lru_cache(20_000)
def said(text: str, heading: str) -> frozenset[str]:
    """The stems of the content words of a sentence and of the heading over it."""
    return frozenset((*content_words(text), *content_words(heading)))
