"""The names under which entries are asked for, normalised so that case, hyphens and plurals do not matter."""

from collections.abc import Iterable
from functools import lru_cache

from index.types import Entry, Names
from index.words import raw_words, stem


# Every question asks for the keys of all acronyms.
@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """Key of a name: its words stemmed and joined by blanks ("Gate-Induced Leakage" -> "gate induc leakag")."""
    return " ".join(stem(word) for word in raw_words(name))


def names_of(entries: Iterable[Entry]) -> Names:
    """All names -> ids, in the order of the entries. One name may belong to several entries."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for name in (entry.term, *entry.aliases):
            ids = found.setdefault(name_key(name), [])
            if entry.id not in ids:
                ids.append(entry.id)
    found.pop("", None)
    return {key: tuple(ids) for key, ids in found.items()}
