"""What a question names that the glossary does not know."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from index.words import content_words

_OPENING = re.compile(
    r"\s*(?:(?:hi|hey|ok|so)\b\W*)?(?:what(?:'s|s| is| are| does| do| causes)?|define|explain|describe|tell me about|"
    r"how (?:do|does)|can you explain|give me|(?:the )?(?:definition|meaning) of)\b"
    r"(?: (?:the|an?|me|main|purpose of))*",
    re.IGNORECASE,
)
# "How do I tune RandAugment?", "What did Volta introduce?" and "What pressure is used?" ask something else of a thing.
_WHAT_IT_IS = re.compile(
    r"^\W*(?!how\b|which\b|when\b|should\b|what (?!is\b|are\b|does\b|do\b)|what(?:['’]s| is) the name of\b)"
    r"(?!what (?:does|do)\b(?!.*\b(?:mean|stands?|do)\b))",
    re.IGNORECASE,
)
# What a name ends at.
_NAME_END = re.compile(
    r"[,.;:?!()\n]|\b(?:and|or|do|does|in|for|when|where|that|which|with|to|work|works|used|is|are|cause|speed|handle|"
    r"combine|picks?|encode|mean|stands?|of|on|definition|meaning|explanation)\b",
    re.IGNORECASE,
)
# Words with a capital inside a sentence, acronyms, inner capitals, letters with digits: Lamport, DQN, PCGrad, GPT4.
_PROPER = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w-]*|\b\w+[A-Z]\w*|\b[A-Za-z]+\d\w*")
# Names written with a number: GPT-5, V100, Al2O3, LPDDR5X-8533; in lower case not "q3". What is had or used is rather
# where a question comes from than what it asks about: "on our A100s", "with 8 H200 GPUs".
_NUMBERED = re.compile(
    r"(?P<around>\b(?:(?:on|using|own|(?:we|i) (?:have|use|run|got))\s+(?:(?:an?|the|our|my|some)\s+)?|"
    r"(?:our|my|\d+)\s+))?"
    r"\b(?P<name>(?=\w*-?\w*[A-Z])[A-Za-z]\w*-\w*\d[\w.]*|(?=[a-z]{2}|\w*[A-Z])[A-Za-z]+\d\w*)"
)
_PLURAL = re.compile(r"(?<=\d)s$")
_BETWEEN, _AROUND = r"[\W_]{0,3}", 0.3
# More names than this say no more.
_MANY_NAMES = 2
# The longest phrase that is taken for the name of something, in content words.
_LONGEST = 4
_LITTLE_ELSE = _LONGEST_NAME = 5


def asks_of_a_name(text: str) -> bool:
    """Whether the text opens as one does that asks what something of a short name is, does or works like."""
    opening = _OPENING.match(text)
    if not opening:
        return False
    phrases = (content_words(phrase) for phrase in _NAME_END.split(text[opening.end() :]))
    return len(next((words for words in phrases if words), [])) <= _LONGEST


def asks_what_a_thing_is(text: str) -> bool:
    """Whether what is asked of the thing that `asked_name` gives is what it is, does, means or stands for."""
    return bool(_WHAT_IT_IS.match(text))


def asked_name(text: str) -> str:
    """The name that such a text asks about, or a text that says little else; "" in others."""
    opening = _OPENING.match(text)
    if not opening and len(content_words(text)) > _LITTLE_ELSE:
        return ""
    phrases = (phrase for phrase in _NAME_END.split(text[opening.end() if opening else 0 :]) if content_words(phrase))
    name = " ".join(next(phrases, "").split())
    return name if len(content_words(name)) <= _LONGEST_NAME else ""


def proper_names(text: str) -> list[str]:
    """The words of a text that are written as names are, but for one that it begins with: Lamport, DQN, GPT4."""
    return _PROPER.findall(text)


def names_elsewhere(text: str, words: Collection[str]) -> float:
    """How many proper names occur that are not among the words of some entries, 0 to 1 for two or more. Says nothing of
    a text all in capitals."""
    if text == text.upper():
        return 0.0
    away = [name for name in proper_names(text) if not set(content_words(name)) <= set(words)]
    return min(len(away), _MANY_NAMES) / _MANY_NAMES


def numbered_elsewhere(text: str, sources: Sequence[str]) -> float:
    """Whether a text has a name with a number that stands in none of the sources: 1 for one that is asked about, less
    for one that only says where the question comes from, 0 without one."""
    lacking = (
        _AROUND if found["around"] else 1.0
        for found in _NUMBERED.finditer(text)
        if not any(_written(found["name"]).search(_plain(source)) for source in sources)
    )
    return max(lacking, default=0.0)


@lru_cache(256)
def _written(name: str) -> re.Pattern[str]:
    """The name however it is written: "GPT-4" and "GPT 4", "SiO2" and "$\\text{SiO}_2$"."""
    parts = re.findall(r"[^\W\d_]+|\d+", _plain(_PLURAL.sub("", name)))
    return re.compile(rf"(?<![^\W_]){_BETWEEN.join(parts)}(?!\d)")


@lru_cache(256)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
