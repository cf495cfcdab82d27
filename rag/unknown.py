"""What a question names that the glossary does not know."""

import re

from index.vocabulary import Vocabulary
from index.words import content_words, raw_words, stem

_OPENING = re.compile(
    r"\s*(?:(?:hi|hey|ok|so)\b\W*)?(?:what(?:'s|s| is| are| does| do| causes)?|define|explain|describe|tell me about|"
    r"how (?:do|does)|can you explain|give me|which)\b(?: (?:the|an?|me|main|purpose of))*",
    re.IGNORECASE,
)
# What a name ends at.
_NAME_END = re.compile(
    r"[,.;:?!()\n]|\b(?:and|or|do|does|in|for|when|where|that|which|with|to|work|works|used|is|are|cause|speed|handle|"
    r"combine|picks?|encode|mean|of|on)\b",
    re.IGNORECASE,
)
# Acronyms, inner capitals, letters with digits: PCGrad, DQN, GPT4.
_DESIGNATION = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z0-9]*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z]+\d\w*)\b")
# The longest phrase that is taken for the name of something, in content words.
_LONGEST = 4


def asks_of_a_name(text: str) -> bool:
    """Whether the text opens as one does that asks what something of a short name is, does or works like."""
    opening = _OPENING.match(text)
    if not opening:
        return False
    phrases = (content_words(phrase) for phrase in _NAME_END.split(text[opening.end() :]))
    return len(next((words for words in phrases if words), [])) <= _LONGEST


def has_unknown_designation(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an acronym or a product's name occurs that no entry has. Says nothing of a text all in capitals."""
    if text == text.upper():
        return False
    return any(not _is_known(word.lower(), vocabulary) for word in _DESIGNATION.findall(text))


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    singular = word.removesuffix("s")
    return any(one in vocabulary.counts for one in (*raw_words(word), singular)) or stem(word) in vocabulary.idf
