"""Words typed into the glossary -> entries: by name first, then by a misspelt name, then by their text."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.store import Index
from index.types import Entry
from index.words import content_words

_JOINTS = str.maketrans(dict.fromkeys("-/(),", " "))
# A page of them; further down, texts that share a word with what was typed have little to do with it.
_MOST_BY_TEXT = 50
# Of the best text's score; below it stand texts with only some of the words. Set by reading.
_WEAKEST = 0.5
_SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Entries, the best first: `named` of them by their names. `read_as` is what misspelt words were read as, or ""."""

    entries: tuple[Entry, ...]
    named: int
    read_as: str = ""


def find(words: str, entries: Iterable[Entry], index: Index) -> Found:
    """The entries for some words; words of a name match by their beginnings, in any order."""
    chosen = list(entries)
    named = [entry for entry in chosen if _matches(entry, words)]
    read_as = "" if named else _mended(words, chosen)
    if read_as:
        named = [entry for entry in chosen if _matches(entry, read_as)]
    known = {entry.id for entry in named}
    texts = [entry for entry in _by_text(read_as or words, chosen, index) if entry.id not in known]
    return Found((*named, *texts[:_MOST_BY_TEXT]), len(named), read_as)


def _matches(entry: Entry, words: str) -> bool:
    names = _spaced(" ".join(("", entry.term, *entry.aliases, *entry.keywords)))
    return all(f" {word}" in names for word in _spaced(words).split())


def _mended(words: str, entries: Iterable[Entry]) -> str:
    """The words with each that begins no word of a name replaced by the nearest one that does; "" without one."""
    known = {word for entry in entries for name in (entry.term, *entry.aliases) for word in _spaced(name).split()}
    mended = []
    for word in _spaced(words).split():
        if any(one.startswith(word) for one in known):
            mended.append(word)
            continue
        reach = 1 if len(word) < 6 else 2
        near = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=reach)
        if len(word) < _SHORTEST_MISSPELT or not near:
            return ""
        mended.append(near[0])
    return " ".join(mended)


def _by_text(words: str, entries: Iterable[Entry], index: Index) -> list[Entry]:
    """Entries whose passages have the words, by BM25."""
    stems = content_words(words)
    if not stems:
        return []
    best = np.zeros(len(index.entries), dtype=np.float32)
    np.maximum.at(best, index.passage_entry, index.words.scores(stems))
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    scored = [(float(best[place[entry.id]]), entry) for entry in entries]
    least = _WEAKEST * max((score for score, _ in scored), default=0.0)
    return [entry for score, entry in sorted(scored, key=lambda one: -one[0]) if score > 0 and score >= least]


def _spaced(text: str) -> str:
    return text.lower().translate(_JOINTS)
