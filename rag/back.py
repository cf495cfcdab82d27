"""A message that goes back to what was spoken of earlier ("back to the first topic: how do I tune it?") -> what it
asks, in the conversation up to there."""

import re
from collections.abc import Sequence

from rag.again import Again
from rag.assistant import Assistant
from rag.types import Turn

_BACK = re.compile(
    r"^\W*(?:[\w'’]+\W+){0,4}?(?:back|return(?:ing)?) to (?:the|my|our) "
    r"(?P<which>first|original|initial|second|third|previous|earlier|last|other) "
    r"(?:topic|question|one|thing|subject|term|entry|concept)\b[\s,:;.–—-]*(?P<rest>.*)$",
    re.I | re.S,
)
_PLACES = {"first": 0, "original": 0, "initial": 0, "second": 1, "third": 2}


def gone_back(again: Again, assistant: Assistant) -> Again:
    """What the message asks of the topic that it goes back to, as one that goes on with it; other messages, and those
    that go back to what was never spoken of, as they are."""
    text, history, note = again
    found = _BACK.match(text)
    last = _last_turns(history, assistant)
    which = found["which"].lower() if found else ""
    places = list(last.values())
    # The one before that which was spoken of last, else by the order in which they came up.
    chosen = places[_PLACES[which] :][:1] if which in _PLACES else sorted(places)[-2:-1]
    if not found or not chosen:
        return again
    before = history[: chosen[0] + 1]
    term = assistant.index.entries[before[-1].entry_ids[0]].term
    rest = found["rest"].strip()
    return Again(f"and {rest}" if rest else f"What is {term}?", before, note or f"went back to “{term}”")


def _last_turns(history: Sequence[Turn], assistant: Assistant) -> dict[int, int]:
    """The places of the last turns on each concept, in the order in which the concepts came up."""
    index = assistant.index
    last: dict[int, int] = {}
    for place, turn in enumerate(history):
        if turn.entry_ids and turn.entry_ids[0] in index.place:
            last[index.concepts[turn.entry_ids[0]]] = place
    return last
