"""Entries that say the same: equal bodies under two headers, nearly equal bodies, and terms that several bear."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import combinations

from index.lint.finding import Finding
from index.names import name_key
from index.types import Entry
from index.words import raw_words

# Near-duplicates share this much of their runs of five words (Jaccard; Broder, "On the resemblance and containment of
# documents", 1997). Siblings of the seeds, which are no copies, stay below .11.
ALIKE, RUN = 0.5, 5
# Pairs are looked for among the smallest hashes of each text's runs, which alike texts share (Broder's sketches).
_SKETCH, _SHARED = 64, 8
# A run that more entries share than this is a template's: it tells nothing, and pairs of its entries are many.
_COMMON = 20


def copies(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Duplicates and near-duplicates; each pair is found once, at its later entry."""
    holders: dict[int, list[int]] = defaultdict(list)
    sizes = []
    for place, entry in enumerate(entries):
        sketch = nsmallest(_SKETCH, _runs(entry.body))
        sizes.append(len(sketch))
        for run in sketch:
            holders[run].append(place)
    shared = Counter(pair for places in holders.values() if len(places) <= _COMMON for pair in combinations(places, 2))
    for one, other in sorted(
        pair for pair, count in shared.items() if count >= min(_SHARED, sizes[pair[0]], sizes[pair[1]])
    ):
        mine, theirs = _runs(entries[one].body), _runs(entries[other].body)
        alike = len(mine & theirs) / len(mine | theirs)
        if alike >= ALIKE:
            whole = " ".join(entries[one].body.split()) == " ".join(entries[other].body.split())
            says = f"the same text as {entries[one].id}" if whole else f"{alike:.0%} the same as {entries[one].id}"
            yield Finding("duplicate" if whole else "near-duplicate", entries[other].id, says, "keep one of them")


def namesakes(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Terms that several entries bear: a question for one of them may be answered from another."""
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        bearers[name_key(entry.term)].append(entry)
    for group in bearers.values():
        if len(group) > 1:
            others = ", ".join(entry.id for entry in group[1:])
            same = len({entry.header for entry in group}) < len(group)
            fix = "merge them, or give each a category" if same else "merge them, or give each a term of its own"
            yield Finding("same name", group[0].id, f"'{group[0].term}' is also the term of {others}", fix)


def _runs(body: str) -> frozenset[int]:
    words = raw_words(body)
    runs = (" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)
