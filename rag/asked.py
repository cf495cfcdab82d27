"""The questions in a message. Most have one; several are answered one by one where they stand alone."""

import re

from index.words import content_words

MOST = 6
_OPENING = (
    r"(?:what|how|why|which|when|who|where|does|do|is|are|can|could|should|explain|define|describe|list|name|give|tell)"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_JOINT = re.compile(rf"(?:\s*[,;]|\s*\?)?\s+(?:and|also|plus|or)\s+(?:also\s+)?(?={_OPENING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"(?:(?:and|also|so|but|plus|second(?:ly)?|first(?:ly)?)\b\W*)?{_OPENING}\b", re.IGNORECASE)
_LINK = re.compile(r"^(?:and|also|so|but|plus)\b[\s,]*", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|each|this|these|those|(?:the|which) one|the (?:former|latter|other))\b",
    re.IGNORECASE,
)


def asked(text: str) -> tuple[str, ...]:
    """The questions of a message in order, at most six; () when there is only one."""
    sentences = (_LINK.sub("", sentence) for sentence in _SENTENCE_END.split(text))
    pieces = [piece.strip(" ,;") for sentence in sentences for piece in _JOINT.split(sentence)]
    questions = [piece for piece in pieces if piece.endswith("?") or _ASKS.match(piece.rsplit(": ", 1)[-1])]
    return tuple(questions[:MOST]) if len(questions) > 1 and all(map(content_words, questions)) else ()


def asks(text: str) -> bool:
    """Whether a piece of a message opens as a question does."""
    return bool(_ASKS.match(text))


def stands_alone(question: str) -> bool:
    """Whether none of its words stands for something said before."""
    return not _REFERS.search(question)
