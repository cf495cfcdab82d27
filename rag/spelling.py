"""Spelling, mended only for words that neither the glossary nor the language knows."""

import re
from collections.abc import Callable, Collection, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.vocabulary import Vocabulary
from index.words import STOP_WORDS, stem

# Shorter words have too many neighbours; words with digits are designations, those with accents are not the glossary's.
_WORD = re.compile(r"(?<!\w)[a-z]{5,}(?!\w)", re.IGNORECASE)
# Of shorter parts than this, typos are made too: "gen" and "reate".
_PART = 4
_NUMBERED = re.compile(r"(?<![\w-])([a-z]{2,})(\d\w*)(?![\w-])", re.IGNORECASE)
_SERIES = re.compile(r"(?<![\w-])([a-z]{3,})-\d\w*(?![\w-])")
_ENDINGS = ("s", "es", "ed", "ing", "y", "er")


def mend(text: str, vocabulary: Vocabulary, pieces: Callable[[str], int]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with unknown words replaced by the nearest word of the glossary, and the pairs (read, as).

    A word counts as known when the glossary has its stem or the two words that it is made of (convnets), or when the
    embedder's tokenizer keeps it, its past tense or its base whole (`pieces` is 3 then, with the two end marks): a
    general speller would "mend" technical words and spoil clean questions. Words with inner capitals (LeCun, TSMC) stay
    as they are.
    """
    pairs = []
    for word in dict.fromkeys(_WORD.findall(text)):
        low = word.lower()
        nearest = "" if _is_acronym(word, text) or _is_known(low, vocabulary, pieces) else _nearest(low, vocabulary)
        if nearest:
            pairs.append((low, nearest))
            text = re.sub(rf"(?<!\w){word}(?!\w)", nearest, text)
    return text, tuple(dict.fromkeys(pairs))


def with_hyphens(text: str, vocabulary: Vocabulary) -> str:
    """The text with names as the glossary writes them: "gpt4v" and "zero3" with a hyphen, but not "int8", and "gpt-5"
    in capitals."""

    def written(found: re.Match[str]) -> str:
        name, number = found.groups()
        is_apart = {stem(name.lower()), number.lower()} <= vocabulary.idf.keys()
        return f"{name}-{number}" if is_apart and stem(found[0].lower()) not in vocabulary.idf else found[0]

    text = _NUMBERED.sub(written, text)
    return _SERIES.sub(lambda found: found[0].upper() if found[1].upper() in vocabulary.acronyms else found[0], text)


def apart(text: str, names: Collection[str]) -> str:
    """The text with a word that no name has as the two words of a name that it is written together from: "datasheet"
    where an entry is on data sheets."""
    padded = [f" {name} " for name in names]

    def written(found: re.Match[str]) -> str:
        word = found[0].lower()
        cuts = ((word[:cut], word[cut:]) for cut in range(_PART, len(word) - _PART + 1))
        known = (two for two in cuts if any(f" {stem(two[0])} {stem(two[1])} " in name for name in padded))
        return found[0] if any(f" {stem(word)} " in name for name in padded) else " ".join(next(known, (found[0],)))

    return _WORD.sub(written, text)


def _is_known(word: str, vocabulary: Vocabulary, pieces: Callable[[str], int]) -> bool:
    return (
        word in STOP_WORDS
        or stem(word) in vocabulary.idf
        or any(pieces(form) <= 3 for form in _forms(word))
        or any(_is_compound(word + ending, vocabulary) for ending in ("", "s"))
    )


def _forms(word: str) -> Iterator[str]:
    """The word, its past tense, and what it may be a form of: "nudges", "chatty"."""
    yield from (word, f"{word}d", f"{word}ed")
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= _PART:
            yield from (base, f"{base}e")


def _is_compound(word: str, vocabulary: Vocabulary) -> bool:
    return any(
        all(part in vocabulary.counts and stem(part) in vocabulary.idf for part in (word[:cut], word[cut:]))
        for cut in range(_PART, len(word) - _PART + 1)
    )


def _is_acronym(word: str, text: str) -> bool:
    return not word[1:].islower() and not text.isupper()


def _nearest(word: str, vocabulary: Vocabulary) -> str:
    """The most frequent of the nearest words; "" when none is near enough."""
    reach = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    found = process.extract(word, list(vocabulary.counts), scorer=OSA.distance, score_cutoff=reach, limit=8)
    # A typo rarely hits the first letter ("lumps" and "linter" are words, not "clumps" and "inter"), unless it changes
    # places with the second; and of equally near words the frequent one is the likelier.
    likely = [
        (distance, -vocabulary.counts[near], near)
        for near, distance, _ in found
        if near[0] == word[0] or near[:2] == word[1::-1]
    ]
    return min(likely)[2] if likely else ""
