"""Spelling, mended only for words that neither the glossary nor the language knows."""

import re
from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.words import STOP_WORDS, stem
from rag.vocabulary import Vocabulary

# Shorter words have too many neighbours.
_SHORTEST = 4
_WORD = re.compile(r"(?<!\w)[a-z0-9]+(?!\w)", re.IGNORECASE | re.ASCII)


def mend(text: str, vocabulary: Vocabulary, pieces: Callable[[str], int]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with unknown words replaced by the nearest word of the glossary, and the pairs (read, as).

    A word counts as known when the glossary has it or the embedder's tokenizer keeps it whole (`pieces` is 3 then, with
    the two end marks): a general speller would "mend" technical words and spoil clean questions.
    """
    pairs = []
    for word in dict.fromkeys(raw_words(text)):
        if len(word) < _SHORTEST or word in vocabulary.counts or word in STOP_WORDS or pieces(word) <= 3:
            continue
        nearest = _nearest(word, vocabulary)
        if nearest:
            pairs.append((word, nearest))
    for wrong, right in pairs:
        text = _replace(text, wrong, right)
    return text, tuple(pairs)


def _nearest(word: str, vocabulary: Vocabulary) -> str:
    """The most frequent of the nearest words; "" when none is near enough."""
    reach = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    found = process.extract(word, list(vocabulary.counts), scorer=OSA.distance, score_cutoff=reach, limit=8)
    # A typo rarely hits the first letter, and of equally near words the frequent one is the likelier.
    likely = [
        (distance, -vocabulary.counts[near], near) for near, distance, _ in found if distance == 1 or near[0] == word[0]
    ]
    return min(likely)[2] if likely else ""


def _replace(text: str, wrong: str, right: str) -> str:
    low = text.lower()
    position = low.find(wrong)
    while position >= 0:
        end = position + len(wrong)
        before, after = low[position - 1 : position], low[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            text, low = text[:position] + right + text[end:], low[:position] + right + low[end:]
            end = position + len(right)
        position = low.find(wrong, end)
    return text
