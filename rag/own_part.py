"""Things without an entry of their own that a part of an entry is on: its label says so ("Manifold Mixup: ..."), the
heading over it, or an abbreviation in it ("periodic refresh (tREFI = 3.9 μs)")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from index.words import content_words
from rag.ask import NO_MORE
from rag.reading import Line
from rag.signs import Candidate, said
from rag.types import Question
from rag.unknown import asked_name, asks_what_a_thing_is

Some = TypeVar("Some", Line, Candidate)
_ABBREVIATION = re.compile(r"\w*[A-Z]\w*[A-Z]\w*")


def thing_asked(question: Question) -> str:
    """The name of the thing where a question only asks what it is, and no entry has that name; else ""."""
    name = asked_name(question.searched)
    only = asks_what_a_thing_is(question.searched) and set(question.focus) <= {*content_words(name), *NO_MORE}
    return name if only and not question.named else ""


def on(name: str, lines: Iterable[Some]) -> list[Some]:
    """The sentences that are on the thing of that name."""
    words = frozenset(content_words(name))
    return [line for line in lines if words and words <= said(line.text, line.heading) and _is_on(name, words, line)]


def _is_on(name: str, words: frozenset[str], line: Line | Candidate) -> bool:
    written = re.search(rf"\b{re.escape(name)}\b", line.text, re.IGNORECASE) if len(words) == 1 else None
    return (
        _is_called(line.label, words)
        or _is_called(line.heading, words)
        or bool(written and _ABBREVIATION.fullmatch(written[0]))
    )


def own_part(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentence that begins the part on what is asked about, one with its label before one under its heading; []
    where none is, or where more is asked than what it is."""
    name = thing_asked(question)
    own, words = on(name, found), frozenset(content_words(name))
    own.sort(key=lambda candidate: (not _is_called(candidate.label, words), candidate.rank, candidate.start))
    # Where only the heading has the name, it is shown with the sentence.
    return [replace(one, vague=one.vague or not words <= set(content_words(one.text))) for one in own[:1]]


def _is_called(text: str, words: frozenset[str]) -> bool:
    own = frozenset(content_words(text))
    return bool(own) and own <= words
