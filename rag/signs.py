"""What speaks for quoting a sentence: its signs, and their weights."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from index.types import Entry
from index.vocabulary import Vocabulary
from index.words import content_words
from rag.types import Hit, Question

_NUMBERED = re.compile(r"\(\d\) ")
_NUMBER = re.compile(r"\d")
_REASON = re.compile(
    r"\b(?:because|since|due to|caus(?:e|es|ed|ing)|leads? to|leading|results? in|resulting|so that|therefore|thus|"
    r"prevent(?:s|ing)?|enabl\w+|allow\w*|making|reduc\w+|avoid\w*|without|ensur\w+|as a result|why)\b",
    re.IGNORECASE,
)


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
        """Whether it goes on in the middle of a sentence that was too long to quote whole."""
        return self.numbered or self.text.startswith("…")


@dataclass(frozen=True, slots=True)
class Asked:
    """What candidates are held against: the question, its content words and the ids of the entries that it names, its
    hits, and the MaxSim of their passages by id."""

    question: Question
    words: tuple[str, ...]
    named: frozenset[str]
    hits: tuple[Hit, ...]
    late: Mapping[str, float]
    vocabulary: Vocabulary


def signs(candidate: Candidate, asked: Asked, cosine: float, passage_id: str) -> dict[str, float]:
    """What speaks for or against a candidate; `cosine` is that of its vector with the question's.

    `late`: MaxSim of its passage. `under`: idf share of the question's words beside the names in its text and
    the heading over it. `label`, `heading`: the same for the words that the entry's names lack. `margin`: how far
    its entry is behind the first hit.
    """
    question, share = asked.question, asked.vocabulary.coverage
    text, heading = content_words(candidate.text), content_words(candidate.heading)
    names = set(content_words(" ".join((candidate.entry.term, *candidate.entry.aliases))))
    beside = [word for word in asked.words if word not in names]
    named = asked.named
    defines = candidate.defines
    return {
        "cosine": cosine,
        "late": asked.late[passage_id],
        "under": share(question.focus, text + heading) if question.focus else 0.0,
        "label": share(beside, content_words(candidate.label)) if beside and candidate.label else 0.0,
        "heading": share(beside, heading) if beside and heading else 0.0,
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
    }
