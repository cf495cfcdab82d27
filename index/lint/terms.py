"""Words that the glossary uses and does not explain: acronyms, terms without an entry, references that lead nowhere."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from index.acronyms import acronyms
from index.aliases import ACRONYM
from index.lint.finding import Finding
from index.names import name_key, names_of
from index.repair import plain
from index.types import Entry
from index.words import STOP_WORDS, stem

# A term is used often when it stands in this many entries, and is one where its words stand together far more often
# than by chance (normalised pointwise mutual information; Bouma, "Normalized (pointwise) mutual information", 2009).
OFTEN, BOUND, MOST_TERMS = 6, 0.4, 40
# An acronym in one entry alone is mostly a name of something else.
USED = 2
# Roman numbers, letters with a number, and units.
_NO_ACRONYM = re.compile(r"[IVXLC]+|[A-Z]\d*|[KMGTP]i?B|[KMG]?HZ|[KMGT]W|RPM|OK|USA|EU|UK|US")
# Words in capitals, and what guides to style let stand without its long form.
_EVERYBODYS = frozenset(
    "AND NOT OR XOR TODO README FAQ ID OS PC UI URL HTML HTTP HTTPS PDF JSON XML YAML CSV JPEG PNG GIF SQL "
    "CPU GPU RAM USB API AM PM NVIDIA AMD IBM AWS".split()
)
_ACRONYM = re.compile(rf"(?<![\w$\\{{-])(?:{ACRONYM.pattern})(?![\w}}-])")
_WORD = re.compile(r"[A-Za-z]{3,}")
# What a template puts before each of its points.
_LABEL = re.compile(r"\*\*[^*]{2,60}\*\*:|\*\*[^*]{2,60}:\*\*")
_SEE = re.compile(r"\(see(?: also)?:? ([^()]{2,60})\)|(?:^|[.;] )See(?: also)?:? ([^.;()\n]{2,60})[.;\n]")
_RELATED = re.compile(r"- \*\*(?:See(?: also)?|Related(?: terms)?|Broader|Narrower)\*\*:? (.+)", re.IGNORECASE)


def unexplained(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Acronyms that no entry spells out or is named by, the most used first."""
    known = {name.lower() for name in acronyms(entries)}
    known |= {word.lower() for entry in entries for name in (entry.term, *entry.aliases) for word in name.split()}
    used: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for acronym in dict.fromkeys(_acronyms(entry)):
            if not {acronym.lower(), acronym.lower().removesuffix("s")} & known and acronym not in _EVERYBODYS:
                used[acronym].append(entry)
    for acronym, users in sorted(used.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(users) < USED:
            continue
        says = f"'{acronym}' is not spelled out in the glossary ({_entries(len(users))})"
        whole = re.compile(rf"(?<!\w){re.escape(acronym)}(?!\w)")
        line = next(line for line in users[0].body.split("\n") if whole.search(line))
        yield Finding("acronym", users[0].id, says, f"write it out once: Long Form ({acronym})", _around(line, acronym))


def missing(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Terms of two words that many entries use and none is on, the most used first."""
    names = names_of(entries)
    spoken = " | ".join(names)
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entry in entries:
        own = dict(_pairs(entry))
        words.update({word for pair in own for word in pair})
        pairs.update(own.keys())
        for pair, spelt in own.items():
            first.setdefault(pair, (entry, spelt))
    found = [
        (count, pair)
        for pair, count in pairs.items()
        if count >= OFTEN and _bound(count, words[pair[0]], words[pair[1]], len(entries)) >= BOUND
    ]
    for count, pair in sorted(found, key=lambda one: (-one[0], one[1]))[:MOST_TERMS]:
        if " ".join(pair) not in spoken:
            entry, spelt = first[pair]
            yield Finding(
                "no entry", entry.id, f"'{spelt}' is used in {_entries(count)} and has none", "write one", spelt
            )


def dangling(entries: Sequence[Entry]) -> Iterator[Finding]:
    """References to a term that is no entry's name, or the name of several."""
    names = names_of(entries)
    for entry in entries:
        for said, excerpt in _references(entry.body):
            ids = names.get(name_key(said), ())
            if not ids:
                says, fix = f"see '{said}': no entry has that name", "write one, or name another"
            elif len(ids) > 1:
                says, fix = f"see '{said}': {_entries(len(ids))} have that name", "say which"
            else:
                continue
            yield Finding("dangling", entry.id, says, fix, excerpt)


def _references(body: str) -> Iterator[tuple[str, str]]:
    for found in _SEE.finditer(body):
        yield (found[1] or found[2]).strip(), found[0].strip()
    for found in _RELATED.finditer(body):
        for said in re.split(r"[;,]", found[1]):
            if said.strip():
                yield said.strip(" ."), found[0]


def _acronyms(entry: Entry) -> Iterator[str]:
    for block in entry.blocks:
        if block.kind in ("paragraph", "bullet", "number", "table"):
            for found in _ACRONYM.finditer(plain(entry.body[block.start : block.end])):
                letters = sum(mark.isupper() for mark in found[0])
                if letters == len(found[0]) and not _NO_ACRONYM.fullmatch(found[0]):
                    yield found[0]


def _pairs(entry: Entry) -> Iterator[tuple[tuple[str, str], str]]:
    for block in entry.blocks:
        if block.boilerplate or block.kind not in ("paragraph", "bullet", "number"):
            continue
        text = _LABEL.sub(" | ", entry.body[block.start : block.end])
        for clause in re.split(r"[^\w\s'’-]+", text):
            found = clause.split()
            for one, other in zip(found, found[1:], strict=False):
                said = all(_WORD.fullmatch(word) and word.lower() not in STOP_WORDS for word in (one, other))
                if said and not one.lower().endswith("ly"):  # an adverb begins no term
                    yield (stem(one.lower()), stem(other.lower())), f"{one} {other}"


def _bound(together: int, one: int, other: int, total: int) -> float:
    share = together / total
    return math.log(together * total / (one * other)) / -math.log(share) if share < 1 else 0.0


def _around(line: str, word: str) -> str:
    at = line.index(word)
    return line[max(0, at - 30) : at + len(word) + 10]


def _entries(count: int) -> str:
    return f"{count} entry" if count == 1 else f"{count} entries"
