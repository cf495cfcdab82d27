"""Acronyms and what they stand for, mined from the bodies: `Long Form (LF)`, `LF (Long Form)`, `| LF | Long Form |`.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from index.aliases import ACRONYM, SMALL, abbreviates
from index.repair import plain
from index.types import Entry
from index.words import STOP_WORDS

_BRACKET = re.compile(r"\(([^()\n]{2,70})\)")
_CELLS = re.compile(rf"\|\s*({ACRONYM.pattern})\s*\|\s*([A-Z][^|\n]{{5,60}}?)\s*\|")
_WORD = re.compile(r"[A-Za-z][\w'’/-]*|\d+")


def acronyms(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """Acronym -> its long forms, the most frequent first. Long forms that differ only in case or ending are one."""
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        for short, long in spelt_out(plain(entry.body)):
            found.setdefault(short, Counter())[long] += 1
    return {short: _distinct(forms) for short, forms in sorted(found.items())}


def beside(shorts: Iterable[str], entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """Acronym -> the words, in lower case, that stand right before or after it where it is written in its own case;
    words without a subject are left out."""
    texts = [plain(entry.body) for entry in entries]
    found = {}
    for short in shorts:
        near = re.compile(rf"(?:\b(\w+)[ -])?(?<!\w){re.escape(short)}(?!\w)(?:[ -](\w+))?")
        holding = (text for text in texts if short in text)
        words = {word.lower() for text in holding for pair in near.findall(text) for word in pair if word}
        found[short] = tuple(sorted(words - STOP_WORDS))
    return found


def spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """The acronyms that a readable text spells out, each with its long form."""
    for bracket in _BRACKET.finditer(text):
        inside = re.split(r"[;:]", bracket[1])[0].strip()
        before = text[: bracket.start()].rstrip()
        if ACRONYM.fullmatch(inside) and (long := _long_form(inside, before)):
            yield inside, long
        last = _last_word(before)
        if ACRONYM.fullmatch(last) and " " in inside and abbreviates(last, inside) and _initials(last, inside):
            yield last, inside
    for cells in _CELLS.finditer(text):
        if abbreviates(cells[1], cells[2]):
            yield cells[1], cells[2]


def _last_word(text: str) -> str:
    words = _WORD.findall(text[-40:])
    return words[-1] if words and text.endswith(words[-1]) else ""


def _long_form(short: str, before: str) -> str:
    """The shortest run of words right before the bracket whose letters give the acronym; "" if there is none."""
    sentence = re.split(r"[.;:!?\n|()]", before)[-1]
    words = list(_WORD.finditer(sentence))
    most = min(len(short) + 5, 2 * len(short))
    for first in range(len(words) - 1, max(-1, len(words) - 1 - most), -1):
        long = sentence[words[first].start() :].strip()
        if words[first][0].lower() not in SMALL and abbreviates(short, long) and _initials(short, long):
            return long
    return ""


def _initials(short: str, long: str) -> bool:
    """Whether most letters of the acronym begin a word: letters from anywhere make chance pairs."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower())
    firsts = [word[0].lower() for word in re.findall(r"[A-Za-z0-9]+", long)]
    hits = 0
    for letter in letters:
        if letter in firsts:
            firsts = firsts[firsts.index(letter) + 1 :]
            hits += 1
    return hits >= max(2, len(letters) - 1)


def _distinct(forms: Counter[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for form, _ in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])):
        kept.setdefault(re.sub(r"(?:ism|s)$", "", re.sub(r"[^a-z0-9]", "", form.lower())), form)
    return tuple(kept.values())
