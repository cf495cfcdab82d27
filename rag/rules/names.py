"""Names and repetition."""

from collections import Counter

from index.words import content_words
from rag.alignment import NAMED, align, subject_tokens, tokens
from rag.lexicon import base


def name_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether the claim names what the evidence and its subject do not."""
    said, shown = tokens(claim), tokens(evidence) + subject_tokens(subject)
    aligned = align(said, shown)
    first = next((place for place, token in enumerate(said) if token.content), -1)
    for place, token in enumerate(said):
        begins = place == first or not place or said[place - 1].clause != token.clause
        proper = token.written[:1].isupper() and len(token.written) > 2 and not begins
        if token.content and place not in aligned and (proper or NAMED.fullmatch(token.written)):
            return True
    return False


def repetition_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether the claim says a word or a pair of words again and again: a small model that runs in circles."""
    said, shown = content_words(claim), content_words(f"{subject}. {evidence}")
    pairs = Counter(zip(said, said[1:], strict=False))
    known = Counter(zip(shown, shown[1:], strict=False))
    stems, own = Counter(map(base, said)), Counter(map(base, shown))
    if any(count > max(3, own[word] + 1) for word, count in stems.items()):
        return True
    again = [pair for pair, count in pairs.items() if count > max(1, known[pair])]
    return len(again) > 1 or any(pairs[pair] > 2 for pair in again)
