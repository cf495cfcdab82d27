"""Readable ids that do not depend on the order of the files."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.types import Entry


@dataclass(frozen=True, slots=True)
class Named:
    """What an id is made from; `stated` is one that the source gives, "" where it gives none."""

    term: str
    keywords: tuple[str, ...]
    category: str
    header: str
    body: str
    stated: str = ""


def slug(text: str) -> str:
    """Lower-case letters without accents and digits, joined by hyphens; `+` is spelled out, as it tells terms apart."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("+", "-plus")).strip("-")


def ids(entries: Sequence[Named]) -> list[str]:
    """One id an entry, in their order: the term, then what tells it from entries of the same term.

    That is the category or, lacking it, the second keyword; the only one of a group without a category keeps the bare
    term. What is still equal gets the first six hex digits of the sha256 of header, newline and body. An id that the
    source states comes before all that; a term without Latin letters and digits has the digits alone.
    """
    terms = [slug(entry.term) or f"entry-{_digest(entry)}" for entry in entries]
    shared = Counter(terms)
    bare = Counter(term for term, entry in zip(terms, entries, strict=True) if not entry.category)
    names = []
    for term, entry in zip(terms, entries, strict=True):
        keyword = entry.keywords[1] if len(entry.keywords) > 1 else ""
        if stated := slug(entry.stated):
            names.append(stated)
        elif shared[term] == 1 or (not entry.category and bare[term] == 1):
            names.append(term)
        else:
            names.append("-".join(filter(None, (term, slug(entry.category or keyword)))))
    taken = Counter(names)
    return [
        name if taken[name] == 1 else f"{name}-{_digest(entry)}" for name, entry in zip(names, entries, strict=True)
    ]


def kept_ids(entries: Sequence[Entry], before: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with the ids that they had before: links to them stay good when entries of their term come or go.

    An entry is the same if header and body are, or if it alone has its header. A new entry whose id is then taken gets
    digits after it. Ids that do not begin with the term are stated by the source and stay.
    """
    before = tuple(before)
    same = {(entry.header, entry.body): entry.id for entry in before}
    headers = Counter(entry.header for entry in entries)
    earlier = Counter(entry.header for entry in before)
    alone = {entry.header: entry.id for entry in before if earlier[entry.header] == headers[entry.header] == 1}
    old = {
        place: name
        for place, entry in enumerate(entries)
        if entry.id.startswith(slug(entry.term))
        and (name := same.get((entry.header, entry.body)) or alone.get(entry.header))
    }
    taken = set(old.values())
    found = []
    for place, entry in enumerate(entries):
        name = old.get(place, entry.id)
        if place not in old and name in taken:
            name = f"{name}-{_digest(entry)}"
        found.append(replace(entry, id=name))
    return tuple(found)


def _digest(entry: Named | Entry) -> str:
    return hashlib.sha256(f"{entry.header}\n{entry.body}".encode()).hexdigest()[:6]
