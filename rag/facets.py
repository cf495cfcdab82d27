"""Clauses of a message that ask for different things without a joint between questions: "what should I know about X, Y
and Z", "an image that runs everywhere, restarts itself and pins its data"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.store import Index
from index.words import content_words
from rag.asked import asks
from rag.assistant import Assistant
from rag.naming import looks_like_names
from rag.seek import Sought, seek_beside
from rag.types import Hit, Question
from rag.understand import understand

_CLAUSE_END = re.compile(r"(?<=[.?!;:])\s+|,\s+|\s+(?:and|but|or|so|then|plus)\s+|\s+\(\d\)\s+|\s+[-–—]+\s+", re.I)
# What a clause finds must be among this many hits of the whole message.
KNOWN = 5
# A clause asks for something of its own where these add up to more than 0: how far its best entry is before those on
# other concepts, and its cosine; the same lead of the whole message's best entry; several names in the message, several
# questions. Logistic regression on the tune and dev questions, but for BIAS, which is -2.8 there: what is found for the
# clause of a story is more often beside the point than wanted (eval/LOG.md).
MARGIN, COSINE, LEAD, NAMES, QUESTIONS, BIAS = 1.2, 4.9, -0.7, 3.6, 2.4, -3.8
MOST_MARGIN, MOST_LEAD = 3.0, 5.0
# What the clauses of tuning messages added at most where it mattered: where more is needed, they are not looked at.
_MOST = 5.8


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    concept: int
    weight: float


def facets(whole: Sought, assistant: Assistant) -> tuple[str, ...]:
    """The message in pieces that lead to different concepts, in order; () where it asks for one thing.

    A clause that leads nowhere stays with the one before it.
    """
    question, hits = whole.question, whole.hits
    texts = clauses(question.text)
    if len(texts) < 2 or not hits:
        return ()
    prior = _prior(question, texts, _lead(hits, assistant.index))
    if prior + _MOST <= 0:
        return ()
    concepts = assistant.index.concepts
    known = {concepts[hit.entry_id] for hit in hits[:KNOWN]}
    found = _sought(texts, whole, assistant)
    own = [clause.concept in known and prior + clause.weight > 0 for clause in found]
    asked = [one and asks(clause.text) for one, clause in zip(own, found, strict=True)]
    # Where the questions alone lead to several concepts, the statements beside them only lead up to these.
    if len({clause.concept for one, clause in zip(asked, found, strict=True) if one}) > 1:
        own = asked
    pieces: dict[int | None, list[str]] = {}
    current: int | None = None
    for clause, one in zip(found, own, strict=True):
        if one:
            current = clause.concept
            pieces.setdefault(current, pieces.pop(None, []))
        pieces.setdefault(current, []).append(clause.text)
    return tuple(" ".join(piece) for piece in pieces.values()) if len(pieces) > 1 else ()


def are_sought(question: Question, texts: Sequence[str]) -> bool:
    """Whether the clauses of a message are looked at whatever it leads to itself."""
    return len(texts) > 1 and _prior(question, texts, MOST_LEAD) + _MOST > 0


def _prior(question: Question, texts: Sequence[str], lead: float) -> float:
    """What is known before of how likely a clause asks for something of its own, as log-odds."""
    several = sum(map(asks, texts)) > 1
    names = len(question.named) > 1 or (not question.text.isupper() and sum(map(looks_like_names, texts)) > 1)
    return BIAS + LEAD * min(MOST_LEAD, lead) + NAMES * names + QUESTIONS * several


def clauses(text: str) -> list[str]:
    """The clauses of a message that say something."""
    return [clause for clause in _CLAUSE_END.split(text) if content_words(clause)]


def _sought(texts: Sequence[str], whole: Sought, assistant: Assistant) -> list[_Clause]:
    questions = [understand(text, (), assistant) for text in texts]
    found = seek_beside(whole, questions, assistant)
    return [_clause(text, one, assistant.index) for text, one in zip(texts, found, strict=True)]


def _clause(text: str, sought: Sought, index: Index) -> _Clause:
    hits = sought.hits
    if not hits:
        return _Clause(text, -1, 0.0)
    own = index.sentence_rows(index.place[hits[0].entry_id])
    cosine = float(sought.views.sentences[own.start : own.stop].max(initial=0.0))
    margin = min(MOST_MARGIN, _lead(hits, index))
    return _Clause(text, index.concepts[hits[0].entry_id], MARGIN * margin + COSINE * cosine)


def _lead(hits: Sequence[Hit], index: Index) -> float:
    """By how much the best entry's score is above that of the first one on another concept."""
    concepts = index.concepts
    first = hits[0]
    return first.score - next((hit.score for hit in hits if concepts[hit.entry_id] != concepts[first.entry_id]), 0.0)
