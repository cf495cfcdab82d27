"""What speaks for quoting a sentence: its signs, and their weights."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from index.types import Entry
from index.words import content_words
from rag.types import Hit, Question

# The share of some words that a text has.
Share = Callable[[Iterable[str]], float]

_NUMBERED = re.compile(r"\(\d\) ")
_NUMBER = re.compile(r"\d")
_REASON = re.compile(
    r"\b(?:because|since|due to|caus(?:e|es|ed|ing)|leads? to|leading|results? in|resulting|so that|therefore|thus|"
    r"prevent(?:s|ing)?|enabl\w+|allow\w*|making|reduc\w+|avoid\w*|without|ensur\w+|as a result|why)\b",
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
    its entry is behind the first hit. `example`: less than nothing for a definition, which is no example.
    """
    question, named, beside = asked.question, asked.named, asked.beside[candidate.entry.id]
    heading = content_words(candidate.heading)
    defines = candidate.defines
    return {
        "cosine": cosine,
        "late": asked.late[passage_id],
        "under": asked.focus(_said(candidate.text, candidate.heading)) if asked.focus else 0.0,
        "label": beside(content_words(candidate.label)) if beside and candidate.label else 0.0,
        "heading": beside(heading) if beside and heading else 0.0,
        "defines": float(defines and question.ask == "define"),
        "defines named": float(defines and bool(named)),
        "defines unnamed": float(defines and not named),
        "margin": asked.hits[0].score - asked.hits[candidate.rank].score,
        "unnamed": float(bool(named) and candidate.entry.id not in named),
        "item": float(candidate.kind in ("bullet", "number")),
        "last": float(candidate.place == 1),
        "length": log(len(candidate.text.split())),
        "number": float(question.ask == "fact" and bool(_NUMBER.search(candidate.text))),
        "reason": float(question.ask == "cause" and bool(_REASON.search(candidate.text))),
        "example": (question.ask == "example") * (float(bool(_EXAMPLE.search(candidate.text))) - defines),
    }


@lru_cache(20_000)
def _said(text: str, heading: str) -> frozenset[str]:
    return frozenset((*content_words(text), *content_words(heading)))
