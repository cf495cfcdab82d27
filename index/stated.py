"""What sentences state that others could contradict: a number for a quantity, a year, what a numbered stage does.

Covered: a number with the thing
that it counts ("850,000 AI cores"), a year behind a name ("AutoAugment (Google, 2019)"), a numbered stage with what it
is about. Not covered: shares and factors ("4-16x less memory", "50-70 %"); a rule for them named more false pairs than
true ones (eval/LOG.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.words import STOP_WORDS, content_words, stem

# Content words that two sentences must share, besides what is counted, to speak of one thing.
ALIKE = 2
_NEAR = 8
_COUNT = re.compile(
    r"(?<![\w.,$])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)? (?:million|billion|trillion))\s+((?:[A-Za-z-]+ ?){1,2})"
)
_YEAR = re.compile(r"\b([A-Z][\w-]+) \(([A-Z]\w+),? ((?:19|20)\d\d)\)")
_STAGE = re.compile(r"\b(?:stage|phase|level|zero)[ -](\d)\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:\(([^()]{3,60})\)|[:=—]\s*([^.;,()]{3,60}))")
_BEFORE = re.compile(r"((?:[\w-]+ ){1,3})\((?:\w+\s)?$")
# Said of every stage, so it tells none from another.
_EVERY_STAGE = frozenset(stem(word) for word in "partition partitioned shard sharded zero stage".split())


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing stated: `what` (keys, one in common is enough), its `value` in the entry's words, what values are
    compared by, and the words near by that must be alike (None where `what` settles it)."""

    what: frozenset[str]
    value: str
    said: frozenset[str]
    near: frozenset[str] | None = None


def contradicts(one: Sequence[Stated], other: Sequence[Stated]) -> tuple[str, str] | None:
    """The two values by which two sentences contradict each other, in their own words; None where they do not."""
    for a in one:
        for b in other:
            alike = a.near is None or b.near is None or len(a.near & b.near) >= ALIKE
            if a.what & b.what and not a.said & b.said and alike:
                return a.value, b.value
    return None


def stated(text: str) -> list[Stated]:
    """What a sentence states that another entry could contradict."""
    return [*_counts(text), *_years(text), *_stages(text)]


def _counts(text: str) -> Iterator[Stated]:
    for match in _COUNT.finditer(text):
        words = [word for word in match[2].split() if word.lower() not in STOP_WORDS]
        what = frozenset(f"count of {stem(word.lower())}" for word in words)
        near = frozenset(content_words(" ".join(text[match.end() :].split()[:_NEAR])))
        yield Stated(what, f"{match[1]} {' '.join(words)}", frozenset({match[1]}), near)


def _years(text: str) -> Iterator[Stated]:
    for match in _YEAR.finditer(text):
        yield Stated(frozenset({f"year of {match[1]} {match[2]}"}), match[0], frozenset({match[3]}))


def _stages(text: str) -> Iterator[Stated]:
    near = frozenset(content_words(text)) - _EVERY_STAGE
    for match in _STAGE.finditer(text):
        after, before = _AFTER.match(text, match.end()), _BEFORE.search(text, 0, match.start())
        found = (after[1] or after[2]) if after else before[1] if before else ""
        said = frozenset(content_words(found)) - _EVERY_STAGE
        if said:
            yield Stated(frozenset({f"stage {match[1]}"}), f"stage {match[1]}: {' '.join(found.split())}", said, near)
