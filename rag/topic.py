"""What a conversation is about: the entry that was spoken of last, and where a question was only about a part of it
("What is the Bluestein algorithm?"), that part."""

import re
from collections.abc import Container, Sequence
from itertools import takewhile

from index.words import STOP_WORDS, content_words, raw_words
from rag.asked import asks
from rag.assistant import Assistant
from rag.naming import named_in, with_name
from rag.passing import is_term
from rag.types import Turn
from rag.unknown import asked_name, asks_of_a_name

_OTHERS = re.compile(r"\b(?:others?|else|alternatives?|instead)\b", re.I)
_MORE = re.compile(
    r"^\W*(?:(?:and|ok(?:ay)?|so|but)\b\W*)*(?:(?:(?:tell|give|show) (?:me |us )?|is there )?(?:any|some|even)?\s?)"
    r"(?:more|others?)\b(?: (?:details?|information|about|on|of|it|them|this|that))*\W*(?:please)?\W*$",
    re.I,
)
_ELSE = re.compile(r"\b(?:what|any(?:thing)?|something) else\b", re.I)
# "And DUV?", "what about GLaM?", "same for the wafer"
OTHER = re.compile(
    r"^\W*(?:(?:and|ok(?:ay)?|so|h+m+|oh)\b\W*)?(?:and|or|what about|how about|(?:the )?same (?:for|of|with))\s+"
    r"(?:(?:for|of|with|in)\s+)?(?:(?:the|an?)\s+)?(?P<other>[^?!.,;:]+?)(?:\s+then)?\W*$",
    re.I,
)
_LINK = re.compile(r"^\W*(?:and|but|so|ok(?:ay)?|also)\b[\s,]*", re.I)


def answered_last(history: Sequence[Turn], entries: Container[str]) -> Turn | None:
    """The last turn that was answered from an entry that is still there."""
    return next((turn for turn in reversed(history) if turn.entry_ids and turn.entry_ids[0] in entries), None)


def subject(asked: str, history: Sequence[Turn], entry_id: str, assistant: Assistant) -> str:
    """The name of what a message goes on with: of the entry that was spoken of, or of the part of it that the first
    question which led there asked about, while none has named the entry and the message wants nothing else."""
    term = assistant.index.entries[entry_id].term
    of_it = takewhile(lambda turn: turn.entry_ids[:1] in ((), (entry_id,)), reversed(history))
    led_there = [turn for turn in of_it if turn.entry_ids]
    named = any(named_in(turn.question, assistant).names for turn in led_there)
    if named or not led_there or wants_another(asked):
        return term
    return _part_asked(led_there[-1], assistant) or term


def wants_another(asked: str) -> bool:
    """Whether something else is wanted than what was spoken of: "what else is there", "what do people use instead"."""
    return bool(_OTHERS.search(asked))


def wants_more(asked: str) -> bool:
    """Whether the same is asked again, for what was not said yet: "more", "any others?"."""
    return bool(_MORE.match(asked))


def wants_what_is_new(asked: str) -> bool:
    """Whether what was said is not wanted again: "more", "what else is there?"."""
    return wants_more(asked) or bool(_ELSE.search(asked))


def other_thing(asked: str) -> list[str]:
    """The stems of what a message asks about instead that says no more than that: "And TSVs?"; [] of other messages."""
    found = OTHER.match(asked)
    return content_words(found["other"]) if found and not asks(found["other"]) else []


def in_full(goes_on: str, name: str, may_be_of_it: bool) -> str:
    """What is asked of something, as one would ask who had not spoken of it before, where that can be told. Without a
    word that stands for it, it `may_be_of_it` ("the formula of ...")."""
    asked, short = _LINK.sub("", goes_on), name.partition(" (")[0]
    of_it = f"{asked.rstrip(' ?!.')} of {short}?" if may_be_of_it and "," not in asked else ""
    return with_name(asked, short) or of_it or f"{name}: {goes_on}"


def _part_asked(turn: Turn, assistant: Assistant) -> str:
    """The term that a question is about which names no entry, where the answer, once there is one, has it; else ""."""
    name = asked_name(turn.question) if asks_of_a_name(turn.question) else ""
    words = content_words(name)
    said = set(content_words(" ".join(turn.quoted)))
    is_one = bool(words) and STOP_WORDS.isdisjoint(raw_words(name)) and is_term(words, assistant.index)
    # Not "ZeRO stages 1, 2 and 3", "the idea where two models argue", "DANN trying to ...".
    is_one = is_one and not re.search(rf"{re.escape(name)}(?:, \d| (?:to|where|that|which|when|who)\b)", turn.question)
    return name if is_one and (set(words) <= said or not turn.quoted) else ""
