"""The questions in a message. Most have one; several are answered one by one where they stand alone."""

import re

from index.words import content_words

MOST = 6
_OPENING = (
    r"(?:what|how|why|which|when|who|where|does|do|is|are|can|could|should|explain|define|describe|list|name|give|tell)"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
# "on how many tasks", "by what means"
_PREPOSITION = r"(?:(?:at|by|for|from|in|of|on|to|with)\s+(?=(?:how|what|which)\b))?"
_JOINT = re.compile(
    rf"(?:\s*[,;]|\s*\?)?\s+(?:and|also|plus|or|&|\+|as well as)\s+(?:also\s+)?(?={_PREPOSITION}{_OPENING}\b)",
    re.IGNORECASE,
)
# "1) ... 2) ...", "(a) ..., (b) ..."; a bracket alone counts nothing.
_NUMBER = re.compile(r"(?:^|[\s:,;]+)\(?([1-6]|[a-f])\)\s+", re.IGNORECASE)
_FIRSTS = ("1", "a", "A")
# Behind a comma "which", "who", "when" and "where" open relative clauses; what begins with "when" is no question yet.
_NEXT = re.compile(r"\s*,\s+(?=(?:what|how|why)\b)", re.IGNORECASE)
_FIRST = re.compile(rf"{_PREPOSITION}(?!when|where){_OPENING}\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"(?:(?:and|also|so|but|plus|second(?:ly)?|first(?:ly)?)\b\W*)?{_PREPOSITION}{_OPENING}\b", re.IGNORECASE
)
_LINK = re.compile(r"^(?:and|also|so|but|plus)\b[\s,]*", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|each|this|these|those|(?:the|which) one|the (?:former|latter|other)|"
    r"that(?=\W*$))\b",
    re.IGNORECASE,
)
# "and in which year?", "on how many GPUs and ...": no subject and no verb.
_TORN = re.compile(rf"{_PREPOSITION}(?:what|which|how many|how much) \w+\W*", re.IGNORECASE)


def asked(text: str) -> tuple[str, ...]:
    """The questions of a message in order, at most six; () when there is only one."""
    sentences = (_LINK.sub("", sentence) for sentence in _SENTENCE_END.split(text))
    counted = (part for sentence in sentences for part in _counted(sentence))
    joined = (piece.strip(" ,;") for part in counted for piece in _JOINT.split(part))
    pieces = [one for piece in joined for one in (_NEXT.split(piece) if _FIRST.match(piece) else [piece])]
    questions = [piece for piece in pieces if piece.endswith("?") or _ASKS.match(piece.rsplit(": ", 1)[-1])]
    whole = len(questions) > 1 and all(map(content_words, questions)) and not _TORN.fullmatch(questions[0])
    return tuple(questions[:MOST]) if whole else ()


def _counted(sentence: str) -> list[str]:
    """A sentence in the parts that it numbers, from the first number on."""
    numbers = _NUMBER.findall(sentence)
    return [sentence] if len(numbers) < 2 or numbers[0] not in _FIRSTS else _NUMBER.split(sentence)[::2]


def asks(text: str) -> bool:
    """Whether a piece of a message opens as a question does."""
    return bool(_ASKS.match(text))


def stands_alone(question: str) -> bool:
    """Whether it has a subject and none of its words stands for something said before."""
    return not _REFERS.search(question) and not _TORN.fullmatch(question)
