"""The questions in a message. Most have one; several that stand alone are answered one by one."""

import re

from index.words import content_words

MOST = 4
_OPENING = (
    r"(?:what|how|why|which|when|who|where|does|do|is|are|can|could|should|explain|define|describe|list|name|give|tell)"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_JOINT = re.compile(rf"(?:\s*[,;]|\s*\?)?\s+(?:and|also|plus|or)\s+(?:also\s+)?(?={_OPENING}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"(?:(?:and|also|so|but|plus|second(?:ly)?|first(?:ly)?)\b\W*)?{_OPENING}\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|each|this|these|those|the (?:one|former|latter|other))\b", re.IGNORECASE
)
# Without a word of its own a question does not stand alone: "and when?".
_LEAST = 1


def asked(text: str) -> tuple[str, ...]:
    """The questions of a message in order, when there are several that each stand alone; else ()."""
    pieces = [piece.strip(" ,;") for sentence in _SENTENCE_END.split(text) for piece in _JOINT.split(sentence)]
    questions = [piece for piece in pieces if piece.endswith("?") or _ASKS.match(piece.rsplit(": ", 1)[-1])]
    alone = all(len(set(content_words(one))) >= _LEAST and not _REFERS.search(one) for one in questions)
    return tuple(questions[:MOST]) if len(questions) > 1 and alone else ()
