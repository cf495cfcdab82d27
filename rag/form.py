"""The form that a question wants its answer in: one sentence, briefly, bullets, a table, just the number."""

import re
from dataclasses import dataclass
from typing import Literal

from index.words import content_words
from rag.asked import asks

Layout = Literal["lines", "bullets", "table"]
_COUNTS = {"one": 1, "a single": 1, "1": 1, "single": 1, "two": 2, "2": 2, "three": 3, "3": 3, "a couple of": 2}
_COUNTS |= {"four": 4, "4": 4, "five": 5, "5": 5}
_COUNT = "|".join(_COUNTS)
_SENTENCES = re.compile(
    rf"\b(?:in|with|using|as|just|only)\s+(?:just |only )?({_COUNT})\s+(?:short |brief )?(?:sentence|line)s?\b|"
    rf"\b(one|single|two|three)[- ]sentence\b|^\W*({_COUNT})\s+(?:short |brief )?sentences?\s+(?:on|about)\b|"
    rf"\b({_COUNT})\s+(?:short |brief )?bullet(?:s|[- ]points?)?\b",
    re.I,
)
_LIMIT = re.compile(r"\b(?:in|under|at most|max(?:imum)?|no more than|less than|within)\s+(\d{1,3})\s+words\b", re.I)
_BRIEFLY = re.compile(
    r"\b(?:briefly|in brief|in short|in a nutshell|tl;?dr|short answer|keep it (?:short|brief)|in a few words|"
    r"in a (?:line|sentence)|concise(?:ly)?|one[- ]liner?|"
    r"(?:short|brief|quick)(?= (?:summary|definition|overview)\b))\b",
    re.I,
)
_NUMBER = re.compile(r"\b(?:just|only|nothing but)\s+(?:give me |tell me )?(?:the|a)\s+(?:number|figure|value)\b", re.I)
_BULLETS = re.compile(r"\b(?:bullet(?:s|ed|[- ]points?)?|as a list|in list form)\b", re.I)
_TABLE = re.compile(r"\b(?:in|as|into|with)\s+a\s+(?:small |short )?(?:comparison )?table\b|\btabulate\b", re.I)
BRIEF = 45


@dataclass(frozen=True, slots=True)
class Form:
    """How the answer is to look. `sentences` and `words` are upper limits, None where none is asked for."""

    layout: Layout = "lines"
    sentences: int | None = None
    words: int | None = None
    number: bool = False


def form_of(text: str) -> Form:
    """The form that the words of a question ask for."""
    count = _SENTENCES.search(text)
    limit = _LIMIT.search(text)
    number = bool(_NUMBER.search(text))
    brief = bool(_BRIEFLY.search(text))
    layout: Layout = "table" if _TABLE.search(text) else "bullets" if _BULLETS.search(text) else "lines"
    return Form(
        layout=layout,
        sentences=_COUNTS[(count[1] or count[2] or count[3] or count[4]).lower()] if count else 1 if number else None,
        words=int(limit[1]) if limit else BRIEF if brief else None,
        number=number,
    )


_SUMMARY = re.compile(
    r"^\W*(?:(?:please|can you|could you|give me|write(?: me)?|i need|i want)\s+)*(?:(?:an?|the)\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:(?:summary|overview|definition) of|summari[sz]e|sum up)\s+(?=\w)",
    re.I,
)


def as_question(text: str) -> str:
    """A message that wants a thing summed up as the question what that is: "summarize" would be looked for, too."""
    found = _SUMMARY.match(text)
    rest = text[found.end() :] if found else ""
    return text if not found else rest if asks(rest) else f"What is {rest}"


_FORMS = (_SENTENCES, _LIMIT, _BRIEFLY, _NUMBER, _TABLE)
_IN_BULLETS = re.compile(
    r"\b(?:as|in|with|using)\s+(?:\w+\s+)?bullets?(?:[- ]points?)?\b|\bas a list\b|\bin list form\b", re.I
)
_BEFORE_AN_END = re.compile(r"\s+(?=,)|[\s,:;]+(?=[.?!])")
_EDGE = re.compile(r"^[\s,:;.–—-]+|[\s,:;–—-]+$")


def form_words(text: str) -> tuple[tuple[str, ...], str]:
    """The pieces of a message that only ask for a form, and what is left of it."""
    forms, left = [], text
    for pattern in (*_FORMS, _IN_BULLETS):
        forms += [match[0].strip() for match in pattern.finditer(left)]
        left = pattern.sub(" ", left)
    return tuple(forms), _EDGE.sub("", _BEFORE_AN_END.sub("", " ".join(left.split())))


def without_form(text: str) -> str:
    """The question without the words that only ask for a form, which no entry has: these would count as its subject."""
    _, left = form_words(text)
    return left if content_words(left) else text
