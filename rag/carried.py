"""What was asked of one thing, asked of another: "And DUV?" behind "What wavelength has EUV?"; and "Which is larger?"
behind a comparison."""

import re
from collections.abc import Sequence

from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.again import Again
from rag.ask import is_courtesy
from rag.asked import asked
from rag.assistant import Assistant
from rag.naming import named_in, spans, with_name
from rag.types import Turn

# Longer questions are hardly about one thing.
_LONGEST = 200
_OTHER = re.compile(
    r"^\W*(?:(?:and|ok(?:ay)?|so)\b\W*)?(?:and|or|what about|how about|the same (?:for|of|with))\s+"
    r"(?:(?:for|of|with|in)\s+)?(?:(?:the|an?)\s+)?(?P<other>[^?!.,;:]+?)(?:\s+then)?\W*$",
    re.I,
)
_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but)\b\W*)?which(?: one)?(?: of (?:them|these|those|both|the two))?\s+"
    r"(?:is|was|has|had|does|do|needs?|uses?|takes?|costs?|runs?|gives?|came|works?)\b",
    re.I,
)


def carried(again: Again, assistant: Assistant) -> Again:
    """The message in full where it only names another thing, or asks which of two that were compared; else as it is."""
    found = _carried(again.text, again.history, assistant)
    if found is None or again.note:
        return again
    text, history = found
    return Again(text, history, f"answered “{text}”")


def _carried(text: str, history: Sequence[Turn], assistant: Assistant) -> tuple[str, Sequence[Turn]] | None:
    """The question in full and the turns before it, None for a message that is complete as it is."""
    place = next((place for place in reversed(range(len(history))) if not is_courtesy(history[place].question)), None)
    other, which = _OTHER.match(text), _WHICH.match(text)
    if place is None or not (other or which):
        return None
    last, earlier = history[place].question, history[:place]
    # "And GLaM?" may itself have been short for something.
    last, earlier = _carried(last, earlier, assistant) or (last, earlier)
    if len(last) > _LONGEST or asked(last):
        return None
    if other:
        full = _instead(other["other"], last, earlier, assistant)
    else:
        full = _which(text, last, assistant)
    return (full, earlier) if full else None


def _instead(other: str, last: str, earlier: Sequence[Turn], assistant: Assistant) -> str:
    """The last question with another thing in the place of the one that it names or points back to; "" where it is
    about none or several, or where the other one is no such thing."""
    named = named_in(last, assistant)
    places = spans(named.names, last)
    if len(places) == 1:
        start, end = places[0]
        return f"{last[:start]}{other}{last[end:]}" if _is_thing(other, last[start:end], assistant) else ""
    return with_name(last, other) if earlier and not named.names and _is_thing(other, "", assistant) else ""


def _is_thing(other: str, name: str, assistant: Assistant) -> bool:
    """Whether it is nothing but the name of another entry; or written as names are; or of the same kind, as pipeline
    and data parallelism are."""
    words = raw_words(other)
    found = named_in(other, assistant)
    if len(found.names) == 1 and not found.left:
        return found.entry_ids != named_in(name, assistant).entry_ids
    if not content_words(other) or not STOP_WORDS.isdisjoint(words):
        return False
    typed = re.findall(r"[\w-]+", other)
    return all(any(mark.isupper() for mark in word) for word in typed) or (
        len(words) > 1 and [stem(word) for word in words[-1:]] == [stem(word) for word in raw_words(name)[-1:]]
    )


def _which(text: str, last: str, assistant: Assistant) -> str:
    """The question with the two things that the last one names; "" where it names something itself."""
    places = spans(named_in(last, assistant).names, last)
    if len(places) != 2 or named_in(text, assistant).names:
        return ""
    return f"{text.rstrip(' ?!.')}, {' or '.join(last[start:end] for start, end in places)}?"
