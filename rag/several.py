"""The questions of a message that holds several, understood one by one: what is not complete goes on with the one
before it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.words import content_words
from rag.asked import stands_alone
from rag.assistant import Assistant
from rag.naming import named_in
from rag.topic import wants_another
from rag.types import Question, Turn
from rag.understand import understand

# A question without a name and with no more content words than these is about what the first one names.
FEW = 2
_PROPER = re.compile(r"\B[A-Z]|\d|(?<=[a-z] )[A-Z]")


def is_complete(text: str, texts: Sequence[str], assistant: Assistant) -> bool:
    """Whether one of the questions of a message is complete without the first one: "what is gettering and which types
    exist" asks for the types of gettering."""
    if not stands_alone(text) or text == texts[0]:
        return stands_alone(text)
    says = len(set(content_words(text))) > FEW or named_in(text, assistant).names or _PROPER.search(text)
    return bool(says) or wants_another(text) or not named_in(texts[0], assistant).names


def together(texts: Sequence[str], follow: bool, assistant: Assistant) -> Iterator[Sequence[str]]:
    """The texts in groups to seek at once: one that may `follow` the one before it has to wait for what that finds."""
    waits = [follow and place > 0 and not is_complete(text, texts, assistant) for place, text in enumerate(texts)]
    starts = [place for place, one in enumerate(waits) if one or not place]
    return (texts[start:end] for start, end in pairwise([*starts, len(texts)]))


def understood(
    text: str, texts: Sequence[str], last: Turn | None, history: Sequence[Turn] | None, assistant: Assistant
) -> Question:
    """One of the texts; what is not complete goes on with the `last` one before it, or with the conversation."""
    if history is None or last is None or is_complete(text, texts, assistant):
        return understand(text, history or (), assistant)
    return understand(text, (*history, last), assistant, follows=stands_alone(text))


def guessed(texts: Sequence[str], history: Sequence[Turn], assistant: Assistant) -> list[Question]:
    """The texts as they will be understood if each leads to the first entry that it names; without those of which that
    cannot be said yet."""
    found: list[Question] = []
    last = None
    for text in texts:
        if not found or last or is_complete(text, texts, assistant):
            found.append(understood(text, texts, last, history, assistant))
            last = Turn(found[-1].text, found[-1].named[0][:1]) if found[-1].named else None
    return found
