"""A message that corrects the last question: "No, I meant copper", "the deposition thing in the fab"."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.words import content_words
from rag.assistant import Assistant
from rag.things import meanings_of, thing_spans
from rag.types import Turn

_CORRECTS = re.compile(
    r"^\W*(?:(?:no|nope|sorry|oops|ah|wait|not that)\b\W*)*(?:(?:i|we) )?(?:mean|meant|was asking about)\s+"
    r"(?:(?:the|an?)\s+)?(?P<meant>[^?!.,;:]+)\W*$",
    re.I,
)
_WORD = re.compile(r"\w{3,}")
# The share of letters that a corrected word has from the one that was meant ("copy", "copper": .5; set by that case).
_LIKE = 0.5


def corrected(text: str, last: str, turn: Turn, assistant: Assistant) -> str:
    """The last question, with the word that a message corrects in the place of the one that it is written like ("No, I
    meant copper"), or with the one of its name's meanings that the message has words of ("the deposition thing")."""
    found = _CORRECTS.match(text)
    if not found:
        return ""
    meant, words = found["meant"], set(content_words(found["meant"]))
    meanings = [term for term in meanings_of(last, turn, assistant) if words & set(content_words(term))]
    places = thing_spans(last, assistant)
    if len(meanings) == 1 and len(places) == 1:
        start, end = places[0]
        return f"{last[:start]}{meanings[0].partition(' (')[0]}{last[end:]}"
    alike = [word for word in _WORD.findall(last) if word[0].lower() == meant[0].lower()]
    like = process.extractOne(meant, alike, scorer=OSA.normalized_similarity, score_cutoff=_LIKE)
    if not like or like[0].lower() == meant.lower():
        return ""
    return re.sub(rf"\b{like[0]}\b", lambda _: meant, last, count=1)
