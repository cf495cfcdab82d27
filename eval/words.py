"""Words and numbers as the evaluation counts them, kept apart from the words that the chat searches with."""

import re
from collections import Counter

import Stemmer

MARKER = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    """a about across after all also am an and any are as at be because been before being below between both but by can
    could did do does doing done each either else ever for from further get give given gives had has have having hence
    here how however i if in into is it its itself just like made make makes many may me might more most much must my of
    off on once one only or other our out over own per please rather same shall she should so some such tell than that
    the their them then there these they this those through thus to too under until up upon us use used uses using via
    very was we were what when where whether which while who whom why will with within would you your""".split()
)
NEGATIONS = frozenset("no not never none neither nor cannot without nothing isn aren doesn don won can't".split())
_stemmer = Stemmer.Stemmer("english")


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: lower case, stop words, negations, numbers and markers left out."""
    words = [word for word in _WORD.findall(MARKER.sub(" ", text).lower()) if len(word) > 1]
    kept = [word for word in words if word not in _STOP and word not in NEGATIONS]
    return frozenset(_stemmer.stemWords(kept))


def numbers(text: str) -> Counter[str]:
    """How often each number occurs in a text, markers left out, without the commas that group digits."""
    return Counter(number.replace(",", "") for number in _NUMBER.findall(MARKER.sub(" ", text)))


def negations(text: str) -> int:
    """How many negating words a text has."""
    return sum(word in NEGATIONS for word in _WORD.findall(text.lower()))


def word_count(text: str) -> int:
    """Words between spaces, citation markers not counted."""
    return len(MARKER.sub(" ", text).split())


def first_words(text: str, count: int) -> str:
    """The text up to the end of its word number `count`; markers are kept and not counted."""
    seen = 0
    for found in re.finditer(r"\S+", text):
        seen += bool(MARKER.sub("", found.group()))
        if seen == count:
            return text[: found.end()]
    return text


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """|A and B| / |A or B|, 0 where both are empty (Jaccard 1901)."""
    union = one | other
    return len(one & other) / len(union) if union else 0.0
