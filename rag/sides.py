"""The two sides of a comparison: which they are by the question's words, and which one a sentence is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from index.types import Entry
from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.types import Question
from rag.unknown import proper_names

_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bbetween (?P<left>[^,.?!:]+?) and (?P<right>[^,.?!:]+)",
        r"\b(?:compar(?:e|ing)|contrast|distinguish|tell) (?P<left>[^,.?!:]+?) (?:and|with|to|from|against|vs\.?) "
        r"(?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) (?:vs\.?|versus) (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) (?:(?:any|much|really) )?(?:\w+er|worse|(?:more|less) \w+) than (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) (?:differs?|different|distinct) from (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) the same(?: thing)? as (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?),? or (?P<right>[^,.?!:]+)",
        r"(?P<left>[^,.?!:]+?) and (?P<right>[^,.?!:]+)",
    )
)
# So many of them hold a word that compares.
_EXPRESS = 6
# So many words may stand before the kind in the name of a thing: "fully sharded data parallelism".
_LONGEST_NAME = 4
# The words of a side stand next to the word that joins both: "how does it run on a CPU or a GPU cluster".
_NEAR = 4
# What follows the second one is what they are compared in: "Databricks vs Snowflake for ML training".
_AS_TO = re.compile(r"\s+(?:for|in|on|when|regarding|with respect to|as to)\b.*", re.IGNORECASE)
# What a name stands for has words of other things: "FSDP (Fully Sharded Data Parallel)".
_SPELT_OUT = re.compile(r"\s*\([^()]*\s[^()]*(?:\)|$)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, the stems that only it has, the entries that it names, and the stems
    that its names end with, which tell the kind of thing that it is."""

    name: str
    words: frozenset[str]
    entry_ids: frozenset[str]
    kinds: frozenset[str] = frozenset()


Pair = tuple[Side, Side]


def sides(question: Question, entries: Sequence[Entry]) -> Pair:
    """Both sides: the two names of the question, else its words on both sides of "and", "or", "vs"; else the first
    two of the entries found, which come best first."""
    if len(question.named) > 1:
        one, two = (_named(entries, frozenset(ids)) for ids in question.named[:2])
        return _without(one, two), _without(two, one)
    for pattern in _PAIRS:
        found = pattern.search(question.searched)
        if found:
            one, two = (
                Side(text, frozenset(content_words(text)), _called(text, entries), _kinds([text]))
                for text in _names_of(found)
            )
            if one.words - two.words and two.words - one.words:
                return _without(one, two), _without(two, one)
    first, second = (frozenset(entry.id for entry in entries[place : place + 1]) for place in (0, 1))
    return _named(entries, first), _named(entries, second)


def names_of_sides(text: str) -> list[str]:
    """What two things that a text puts beside one another are called; [] where it does not."""
    found = next(filter(None, (pattern.search(text) for pattern in _PAIRS)), None)
    return [name for name in _names_of(found) if name] if found else []


def lacks_a_side(question: Question, sources: Sequence[frozenset[str]]) -> bool:
    """Whether one of two that are compared stands in none of the sources, given by their stems: a proper name, or,
    where the words compare expressly, plain words of which not even one does."""
    found = next(filter(None, (pattern.search(question.searched) for pattern in _PAIRS)), None)
    if question.ask != "compare" or not found:
        return False
    known, expressly = frozenset().union(*sources), found.re in _PAIRS[:_EXPRESS]
    return any(_is_elsewhere(side, known, expressly) for side in _names_of(found))


def _is_elsewhere(side: str, known: frozenset[str], expressly: bool) -> bool:
    proper = [word for name in proper_names(f" {side}") if name[0].isalpha() for word in content_words(name)]
    if proper:
        return not known.issuperset(proper)
    words = content_words(side) if expressly and STOP_WORDS.isdisjoint(raw_words(side)) else []
    return any(word.isalpha() for word in words) and known.isdisjoint(words)


def _names_of(found: re.Match[str]) -> tuple[str, str]:
    return _name(found["left"].split()[-_NEAR:]), _name(_AS_TO.sub("", found["right"]).split()[:_NEAR])


def _name(words: Sequence[str]) -> str:
    """Without what only leads up to it: "is clip by norm", of "What is clip by norm versus clip by value?"."""
    return " ".join(dropwhile(lambda word: word.lower() in STOP_WORDS, words))


def _called(text: str, entries: Sequence[Entry]) -> frozenset[str]:
    """The foremost of the entries whose name is the text, but for one more word: "filtering", "Data Filtering"."""
    words = set(content_words(text))
    names = (
        (entry, set(content_words(name))) for entry in dict.fromkeys(entries) for name in (entry.term, *entry.aliases)
    )
    return frozenset([entry.id for entry, name in names if words <= name and len(name) <= len(words) + 1][:1])


def side_of(entry: Entry, label: str, said: str, pair: Pair) -> int | None:
    """0 or 1 for words of an entry about one side, None for words about both or neither. What is labelled with the name
    of one is about that, also where the other one's entry says it: "FSDP / ZeRO" in a table under DDP."""
    called = set(content_words(_SPELT_OUT.sub("", label) or label))
    labelled = [not side.words.isdisjoint(called) for side in pair]
    if labelled[0] != labelled[1]:
        return labelled.index(True)
    owned = [entry.id in side.entry_ids for side in pair]
    if owned[0] != owned[1]:
        return owned.index(True)
    for text in (said, " ".join((entry.term, *entry.aliases))):
        words = set(content_words(text))
        shares = [len(side.words & words) / max(1, len(side.words)) for side in pair]
        if shares[0] != shares[1]:
            return shares.index(max(shares))
    return None


def speaks_of_both(said: str, pair: Pair) -> bool:
    """Whether a text has words of both sides."""
    words = set(content_words(said))
    return all(side.words & words for side in pair)


def on_subject(entry: Entry, pair: Pair, best: Entry) -> bool:
    """Whether an entry may tell of sides that are known by the question's words; `best` is the foremost entry.

    Where that has half the words of each side, it holds the comparison: another one has to hold all the words of
    both, or be named by all of one side's, since one shared word is easily about something else ("subthreshold
    leakage", "data leakage"). Where it has not, a side is looked for elsewhere: in entries whose name has a word of it.
    """
    if entry is best:
        return True
    names = set(content_words(" ".join((entry.term, *entry.aliases))))
    held = set(content_words(best.body))
    whole = [set(content_words(side.name)) for side in pair]
    if any(2 * len(words & held) < len(words) for words in whole):
        return any(side.words & names for side in pair)
    return any(words <= names for words in whole) or set().union(*whole) <= set(content_words(entry.body))


def speaks_of_another(said: str, pair: Pair) -> bool:
    """Whether a text begins with another thing of the kind that is compared: "Hybrid parallelism uses data parallelism
    within nodes", where that is compared with tensor parallelism."""
    opening = raw_words(said)[:_LONGEST_NAME]
    stems = [stem(word) for word in opening]
    kinds = pair[0].kinds & pair[1].kinds
    place = next((place for place, word in enumerate(stems) if word in kinds), 0)
    own = pair[0].words | pair[1].words
    return place > 0 and own.isdisjoint(stems[:place]) and STOP_WORDS.isdisjoint(opening[:place])


def _named(entries: Sequence[Entry], entry_ids: frozenset[str]) -> Side:
    own = [entry for entry in entries if entry.id in entry_ids]
    names = [name for entry in own for name in (entry.term, *entry.aliases)]
    return Side(own[0].term if own else "", frozenset(content_words(" ".join(names))), entry_ids, _kinds(names))


def _kinds(names: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(words[-1]) for name in names if (words := raw_words(name.partition("(")[0])))


def _without(one: Side, other: Side) -> Side:
    return Side(one.name, one.words - other.words, one.entry_ids - other.entry_ids, one.kinds)
