"""The kind of fact that a question wants (a person, a year, a sum, a number), and whether sentences can tell it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.vocabulary import Vocabulary
from index.words import raw_words, stem


class Told(NamedTuple):
    """A sentence as evidence: its readable text with its heading, and the stems of its content words."""

    text: str
    words: frozenset[str]


_DIGIT = re.compile(r"\d")
_ASKED_NUMBER = re.compile(
    r"\bhow (?:many|much|long|large|big|fast|high|often|far|deep|thick|small)\b|"
    r"\b(?:what|which) (?:[\w-]+ ){0,2}(?:number|value|rate|ratio|temperature|percentage|accuracy|size|range|"
    r"epsilon|score|latency|fid|speed|voltage|thickness|length|width|depth)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow many (?:[\w-]+ )??([\w-]+)", re.IGNORECASE)
# What asks for a kind of fact, and what a sentence must have to tell one.
_KINDS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told))
    for asked, told in (
        (
            r"(?:^|[,.;:?!]\s*|\band\s+)(?:who|whose)\b(?! (?:is|are|should|needs?|can|uses?)\b)|"
            r"\b(?:who|which \w+) (?:invented|coined|proposed|wrote|published|developed|built|created)\b|"
            r"\b(?:which|what) (?:researchers?|authors?|person|people|labs?|company|companies|vendors?|university|team)"
            r"\b|\b(?:patent(?:ed)?|conference|journal|licen[cs]e)\b",
            r"\bet al\b|\b(?:introduced|proposed|developed|created|built|released|published|designed|invented|found|"
            r"discovered|coined) "
            r"(?:by|at|in)\b|\b(?:researchers?|inventors?|authors?|[Uu]niversity)\b",
        ),
        (r"\bwhen (?:was|were|did)\b|\b(?:what|which) (?:year|date)\b|\band when\b", r"\b(?:19|20)\d\d\b"),
        (
            r"\b(?:how much|what|which|how expensive)\b[^.?!]*\b(?:costs?|priced?|prices|fee|fine|revenue|salary|"
            r"dollars?|euros?|money)\b|\b(?:how much|what)\b[^.?!]*\b(?:pay|paid|earn)\b",
            r"[$€£]|\b(?:USD|EUR|dollars?|euros?)\b",
        ),
    )
)


def untold(question: str, focus: Sequence[str], sentences: Sequence[Told], vocabulary: Vocabulary) -> float:
    """How far the sentences are from telling the kind of fact that is asked for, 0 to 1; 0 when none is.

    The idf share of the `focus` (the content words beside the names) that the best sentence of that kind lacks.
    """
    kinds = [told for asked, told in _KINDS if asked.search(question)]
    if not kinds and _ASKED_NUMBER.search(question):
        kinds = [_DIGIT]
    gaps = [
        1 - max((vocabulary.coverage(focus, one.words) for one in sentences if told.search(one.text)), default=0.0)
        for told in kinds
    ]
    return max(gaps, default=0.0)


def uncounted(question: str, sentences: Sequence[Told]) -> bool:
    """Whether it is asked how many there are of something that no sentence with a number speaks of."""
    counted = _COUNTED.search(question)
    words = raw_words(counted[1]) if counted else []
    return bool(words) and not any(stem(words[0]) in one.words and _DIGIT.search(one.text) for one in sentences)
