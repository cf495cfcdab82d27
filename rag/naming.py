"""Names of entries in a text: which there are, where they stand, and what is said besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.words import content_words, raw_words, stem
from rag.assistant import Assistant

# The longest name of the seeds has ten words.
_LONGEST_NAME = 10
_WORD = re.compile(r"[a-z0-9]+|\+\+", re.I)
# "What does that cost?", "Tell me about this", but "it" before all others: in "how can they reduce it" it is meant. Not
# "is it true that", "is that right?", "is that thing called".
_VERDICT = r"(?! (?:true|right|correct|so|possible|proven|known|the case|worth)\b)"
_STANDS_FOR = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\bit\b{_VERDICT}|\b(?P<own>its)\b",
        rf"\b(?:(?:this|that)(?=\W*$))\b|(?<=\b(?:does|will) )(?:this|that)\b|(?<=\b(?:did|was|can|has) )that\b|"
        rf"(?<=\bis )that\b{_VERDICT}(?= \w+\W*$)|\b(?:they|them)\b(?! say\b)|\b(?P<own>their)\b",
    )
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in a text: the entries that have it, and its words, from `start` to before `end`."""

    entry_ids: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a text, in their order, and the content words (stems) that belong to none."""

    names: tuple[Name, ...]
    left: tuple[str, ...]

    @property
    def entry_ids(self) -> tuple[tuple[str, ...], ...]:
        """The entries of each name, each name once."""
        return tuple(dict.fromkeys(name.entry_ids for name in self.names))


def named_in(text: str, assistant: Assistant) -> Named:
    """The longest names come first: what is part of one is no name of its own."""
    names = assistant.index.names
    words = raw_words(text)
    keys = [stem(word) for word in words]
    capitals = {word for word in re.findall(r"[A-Za-z0-9]+", text) if word.isupper()}
    has_case = text not in (text.lower(), text.upper())
    taken = [False] * len(words)
    found: list[Name] = []
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            ids = names.get(" ".join(keys[start : start + size]))
            if not ids or any(taken[start : start + size]):
                continue
            if size == 1 and len(words[start]) <= 3 and has_case and words[start].upper() not in capitals:
                continue
            taken[start : start + size] = [True] * size
            found.append(Name(ids, start, start + size))
    subjects = set(content_words(" ".join(words)))
    left = tuple(dict.fromkeys(k for k, t in zip(keys, taken, strict=True) if not t and k in subjects))
    return Named(tuple(sorted(found, key=lambda name: name.start)), left)


def spans(names: Sequence[Name], text: str) -> list[tuple[int, int]]:
    """Where names stand in the text by its characters; [] where its words are not those that are written (Greek)."""
    written = (found.span() for found in _WORD.finditer(text))
    places = [place for place in written for _ in range(2 if text[slice(*place)] == "++" else 1)]  # plus plus
    if len(places) != len(raw_words(text)):
        return []
    return [(places[name.start][0], places[name.end - 1][1]) for name in names]


def looks_like_names(text: str) -> bool:
    """Whether all its words are written as names are: NVTX, cuFFT, ddr4."""
    return all(re.search(r"[A-Z]|[a-z]-?\d", word) for word in re.findall(r"[\w.-]+", text))


def with_name(text: str, name: str) -> str:
    """The text with a name in the place of the word that stands for something; "" where none does."""
    found = next((found for pattern in _STANDS_FOR if (found := pattern.search(text))), None)
    if not found:
        return ""
    return f"{text[: found.start()]}{name}{'’s' if found['own'] else ''}{text[found.end() :]}"
