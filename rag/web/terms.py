"""The glossary's own terms in running text, and which entries belong together."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from index.names import name_key, names_of
from index.side_by_side import edition, glossary_in
from index.types import Edition, Entry, Names
from index.words import stem
from rag.web.address import href
from rag.web.encode import encode

# With what an underscore joins to it, a word is a symbol: the DG of |V_DG| is a drain and a gate, no generalization.
_WORD = re.compile(r"[A-Za-z0-9_]+")
_LONGEST_NAME = 10
# "gin" and "doc" are also ordinary words: a name this short must be spelt with its capitals.
_SHORT = 4
_MOST_RELATED = 8


@dataclass(frozen=True, eq=False)
class Terms:
    """All entries by id, and by every name that they bear. Of several glossaries `parts` are the terms of each alone,
    by what stands before the colon in their ids."""

    entries: Mapping[str, Entry]
    names: Names
    editions: Mapping[str, Edition] = field(default_factory=dict)
    parts: Mapping[str, "Terms"] = field(default_factory=dict)

    def of(self, ids: Iterable[str]) -> "Terms":
        """The terms of the glossary that all these entries are from; of all where there are several or none."""
        names = {glossary_in(entry_id) for entry_id in ids} if self.parts else set()
        return self.parts.get(names.pop(), self) if len(names) == 1 else self

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of an id; one without a glossary's name is looked for in all, in their order."""
        known = (entry_id, *(f"{name}:{entry_id}" for name in self.editions))
        return next((self.entries[one] for one in known if one in self.entries), None)

    def edition(self, entry_id: str) -> Edition | None:
        """The glossary that an entry is from."""
        return edition(entry_id, self.editions)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` is a name of the entries with these ids."""

    start: int
    end: int
    ids: tuple[str, ...]


def terms_of(entries: Mapping[str, Entry], editions: Mapping[str, Edition] = MappingProxyType({})) -> Terms:
    """The entries with their names, made once."""
    return Terms(entries, names_of(entries.values()), editions)


def all_terms(parts: Sequence[Terms]) -> Terms:
    """The terms of several glossaries, whose ids differ; at least one."""
    if len(parts) == 1:
        return parts[0]
    entries = {entry_id: entry for part in parts for entry_id, entry in part.entries.items()}
    editions = {name: one for part in parts for name, one in part.editions.items()}
    by_name = {name: part for part in parts for name in part.editions}
    return Terms(entries, names_of(entries.values()), editions, by_name)


def named(name: str, terms: Terms) -> Entry | None:
    """The first entry that bears a name; None when there is none."""
    ids = terms.names.get(name_key(name), ())
    return terms.entries[ids[0]] if ids else None


def siblings(entry: Entry, terms: Terms) -> list[Entry]:
    """The other entries that bear the entry's term as a name."""
    ids = terms.names.get(name_key(entry.term), ())
    return [terms.entries[other] for other in ids if other != entry.id]


def related(entry: Entry, terms: Terms) -> list[Entry]:
    """Entries that the body names, in its order, then others of the same category; neither itself nor its siblings."""
    near = {entry.id, *(other.id for other in siblings(entry, terms))}
    named = [one for mention in mentions(entry.body, terms) for one in mention.ids]
    same = [other.id for other in terms.entries.values() if entry.category and other.category == entry.category]
    found = [one for one in dict.fromkeys((*named, *same)) if one not in near]
    return [terms.entries[one] for one in found[:_MOST_RELATED]]


def mentions(text: str, terms: Terms) -> Iterator[Mention]:
    """Where a text names entries, in its order and without overlap; of several names at a place the longest."""
    words = list(_WORD.finditer(text))
    keys = [stem(word[0].lower()) for word in words]
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            ids = terms.names.get(" ".join(keys[at : at + size]))
            said = [word[0] for word in words[at : at + size]]
            if ids and (size > 1 or _is_name(said[0])) and any(_bears(terms.entries[one], said) for one in ids):
                yield Mention(words[at].start(), words[at + size - 1].end(), ids)
                at += size
                break
        else:
            at += 1


def linker(terms: Terms, known: set[str], found: Set[str]) -> Callable[[str], str]:
    """A function from plain text to HTML in which each entry's first mention is a link.

    `known` are ids that need no link; it grows by what has been linked. An acronym means different things in different
    fields, so it is a link only to an entry among the `found` ids, those that the question has to do with.
    """

    def linked(text: str) -> str:
        pieces, at = [], 0
        for mention in mentions(text, terms):
            name = text[mention.start : mention.end]
            if known.isdisjoint(mention.ids) and (len(name) > _SHORT or not found.isdisjoint(mention.ids)):
                known.update(mention.ids)
                pieces += [encode(text[at : mention.start]), _link(terms.entries[mention.ids[0]], name)]
                at = mention.end
        return "".join([*pieces, encode(text[at:])])

    return linked


def _bears(entry: Entry, words: list[str]) -> bool:
    """Whether the words are a name of the entry but for plurals: "data parallelism trains" is no parallel training."""
    said = [word.lower().removesuffix("s") for word in words]
    names = (_WORD.findall(name.lower()) for name in (entry.term, *entry.aliases))
    return any([word.removesuffix("s") for word in name] == said for name in names)


def _is_name(word: str) -> bool:
    return len(word) > _SHORT or not (word.islower() or word.istitle())


def _link(entry: Entry, text: str) -> str:
    return f'<a class="term" href="{href(term=entry.id)}" title="{encode(entry.definition[:160])}">{encode(text)}</a>'
