"""The things that a question speaks of, by their names: those that are compared, the meanings of one name."""

import re
from collections.abc import Sequence

from index.names import name_key
from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.ask import ask_of
from rag.assistant import Assistant
from rag.leaning import defines
from rag.naming import looks_like_names, named_in, spans
from rag.shared_words import with_shared_words
from rag.sides import names_of_sides
from rag.types import Turn
from rag.unknown import asked_name, asks_of_a_name


def thing_spans(text: str, assistant: Assistant) -> list[tuple[int, int]]:
    """Where the names of entries stand in a text, with what is written together with them ("GPT-3"); else where the
    name stands that it asks about."""
    found = spans(named_in(text, assistant).names, text)
    if not found and asks_of_a_name(text) and defines(text):
        name = asked_name(text)
        start = text.find(name) if name and STOP_WORDS.isdisjoint(raw_words(name)) else -1
        found = [(start, start + len(name))] if start >= 0 else []
    written = [word.span() for word in re.finditer(r"[^\s,.;:?!()]+(?:\.\d[^\s,;:?!()]*)?", text)]
    return [
        (min(s for s, e in written if e > start), max(e for s, e in written if s < end)) if written else (start, end)
        for start, end in found
    ]


def two_things(last: str, earlier: Sequence[Turn], assistant: Assistant) -> list[str]:
    """The things that the last question names, and where that is one, the one that was spoken of before it."""
    last = with_shared_words(last, assistant.index)
    things = [last[start:end] for start, end in thing_spans(last, assistant)]
    is_one = len(set(map(name_key, things))) < min(2, len(things))  # two that one entry tells of
    if (is_one or not things) and ask_of(last, (), ()) == "compare":
        return names_of_sides(last)
    for turn in reversed(earlier if len(things) == 1 else ()):
        things[:0] = [turn.question[start:end] for start, end in thing_spans(turn.question, assistant)]
        things = list({name_key(thing): thing for thing in things}.values())
        if len(things) > 1:
            break
    return things


def meanings_of(last: str, turn: Turn, assistant: Assistant) -> list[str]:
    """The terms of the entries that were shown as the meanings of a question's one name; [] for other questions."""
    index, named = assistant.index, named_in(last, assistant).entry_ids
    known = [one for one in turn.entry_ids if len(named) == 1 and one in named[0]]
    terms = {index.concepts[one]: index.entries[one].term for one in reversed(known)}
    return list(reversed(terms.values())) if len(terms) > 1 else []


def is_thing(other: str, name: str, assistant: Assistant) -> bool:
    """Whether it is nothing but the name of another entry, or written as names are, or of the same kind, as data and
    pipeline parallelism are."""
    words, found = raw_words(other), named_in(other, assistant)
    if name_key(other) == name_key(name):
        return False
    if len(found.names) == 1 and not found.left:
        return True
    if not content_words(other) or not STOP_WORDS.isdisjoint(words):
        return False
    return looks_like_names(other) or (
        len(words) > 1 and stem(words[-1]) in [stem(word) for word in raw_words(name)[-1:]]
    )
