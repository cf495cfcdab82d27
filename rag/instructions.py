"""Sentences of a message that tell the assistant how to behave: they ask the glossary nothing and are left out.

The language model never sees a question, so they could do no harm; but their words would be searched for.
"""

import re

from index.words import content_words

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]*\b(?:instructions?|prompts?|rules?|guidelines|above|previous|"
    r"everything|glossary)\b|\b(?:reveal|print|show|repeat|output)\b[^.!?]*\b(?:system prompt|hidden prompt|"
    r"your prompt|your instructions)\b|\byou are (?:now|no longer)\b|\b(?:pretend|act as if|roleplay|role-play)\b|"
    r"^\W*(?:system|assistant|developer)\b[^.!?]*[:>\]]|\b(?:answer|reply|respond)\b[^.!?]*\bonly with\b",
    re.IGNORECASE,
)


_WHAT_IS_TOLD = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|reveal|print|show|repeat|output|tell|give)\s+(?:me\s+)?"
    r"(?:(?:all|any|of|your|the|my|these|those|previous|prior|above|earlier|system|hidden|secret|initial)\s+)*"
    r"(?:instructions?|prompts?|rules|guidelines)\b",
    re.IGNORECASE,
)


def only_instructs(text: str) -> bool:
    """Whether a message does nothing but tell the assistant what to do with its own instructions or prompt."""
    return bool(_WHAT_IS_TOLD.search(text)) and not content_words(_WHAT_IS_TOLD.sub(" ", text))


def without_instructions(text: str) -> str:
    """The message without such sentences; the whole of it where nothing that asks something would be left."""
    kept = [sentence for sentence in _SENTENCE_END.split(text) if not _INSTRUCTION.search(sentence)]
    left = " ".join(kept).strip()
    return left if content_words(left) else text
