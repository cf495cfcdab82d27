"""Which word of the evidence each word of a claim restates: the same stem, one of its meaning, an acronym's long form.

Where a word could restate several, the one near the restatements of its neighbours is taken, by dynamic programming
over the claim (Viterbi), so that a phrase moved as a whole stays together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.words import STOP_WORDS
from rag.lexicon import WEAK, WEAK_HEADS, base, synonymous

_PIECE = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+\d+\w*|[^\W\d_]+(?:['’]t)?|[.;:,—–()]|[<>≤≥≈~/×%]"
)
_DASH = re.compile(r" (?:-|–|\|) ")
_CUT = frozenset(". ; : — ( )".split())
_TURN = frozenset("while whereas but and which although though when if because once unless until so".split())
# What begins another statement, with a subject of its own.
_NEW = frozenset(". ; —".split())
_CONTRAST = frozenset("while whereas but".split())
# How names are written: capitals or digits within.
NAMED = re.compile(r"[A-Z]{2,}[\w-]*s?|[A-Z]?[a-z]+[A-Z]\w*|[A-Za-z]+\d+\w*")
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
    )
} | {"dozen": "12", "twenty": "20", "thirty": "30", "fifty": "50", "hundred": "100", "thousand": "1000"}
# A dash after as many words or fewer ends a label, not a statement.
_LABEL = 4
# What one place further apart costs, up to _FAR places, and what a word that is not the same stem costs.
_FAR, _OTHER = 12, 3.0
# The statement of the words that only name the subject, and what it costs to restate one of those instead of the text.
ABOUT = -1
_NAMED = 4.0


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its lower-case text, its stem, the clause and the statement (clauses up to the next full stop or
    contrast) it stands in, whether it carries a subject, as it was written.

    `label`: it stands before the colon or dash that what is said of it follows.
    `weak`: it carries one, but so little that a writer adds it freely.
    """

    text: str
    stem: str
    clause: int
    statement: int
    content: bool
    weak: bool
    written: str
    label: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """All words and numbers of a text in order, and the comparators and slashes between them."""
    found: list[Token] = []
    clause = statement = first = 0
    last = ""
    for written in _PIECE.findall(_DASH.sub(" — ", text)):
        word = written.lower().replace("’", "'")
        if word in _CUT or word in ("–", ","):
            clause += 1
            label = word == ":" or (word == "—" and len(found) - first <= _LABEL)
            if label:
                found[first:] = [replace(token, label=True) for token in found[first:]]
            # "A (what it is), B (what it is)": each item is a statement.
            statement += (word in _NEW and not label) or (word == "," and last == ")")
            last = word
            first = len(found) if word in _NEW or label else first
            continue
        if word in _TURN:
            clause += 1
            statement += word in _CONTRAST
        last = ""
        bare = word.replace(",", "") if word[0].isdigit() else NUMBER_WORDS.get(word, word)
        content = word[0].isalnum() and (word not in STOP_WORDS or bare != word) and not (word == "one")
        root = base(bare.rstrip("s") if written[:-1].isupper() and len(written) > 2 else bare)
        found.append(Token(bare, root, clause, statement, content, root in WEAK, written))
    return tuple(_strong_before(found))


def _strong_before(words: list[Token]) -> list[Token]:
    """The words; those that say little as heads are no longer weak before the word that they tell apart."""
    return [
        replace(word, weak=False)
        if word.stem in WEAK_HEADS and then and then.content and then.clause == word.clause
        else word
        for word, then in zip_longest(words, words[1:])
    ]


def subject_tokens(names: str) -> tuple[Token, ...]:
    """The words of the names of what the evidence is about, each name a clause of its own outside all statements."""
    return tuple(
        replace(token, clause=-1 - number, statement=ABOUT)
        for number, name in enumerate(names.split(", "))
        for token in tokens(name)
    )


def align(said: Sequence[Token], shown: Sequence[Token]) -> dict[int, int]:
    """Place of a claim's content word -> place of the evidence's word that it restates, where it has one."""
    options = [(place, _options(place, said, shown)) for place, token in enumerate(said) if token.content]
    options = [(place, found) for place, found in options if found]
    best: list[list[tuple[float, int]]] = []
    for number, (_, found) in enumerate(options):
        row = []
        for at, cost in found:
            if not number:
                row.append((cost, 0))
                continue
            before = options[number - 1][1]
            steps = [best[-1][i][0] + _step(before[i][0], at) for i in range(len(before))]
            least = min(range(len(before)), key=steps.__getitem__)
            row.append((steps[least] + cost, least))
        best.append(row)
    aligned: dict[int, int] = {}
    chosen = min(range(len(best[-1])), key=lambda i: best[-1][i][0]) if best else 0
    for number in range(len(options) - 1, -1, -1):
        aligned[options[number][0]] = options[number][1][chosen][0]
        chosen = best[number][chosen][1]
    return aligned


def _step(before: int, at: int) -> float:
    return min(abs(at - before - 1), _FAR) if at != before else 2.0


def _options(place: int, said: Sequence[Token], shown: Sequence[Token]) -> list[tuple[int, float]]:
    word = said[place]
    same = [
        (at, _NAMED * (token.statement == ABOUT))
        for at, token in enumerate(shown)
        if token.content and token.stem == word.stem
    ]
    alike = [
        (at, _OTHER + _NAMED * (token.statement == ABOUT))
        for at, token in enumerate(shown)
        if token.content
        and token.stem != word.stem
        and not word.text[0].isdigit()
        and synonymous(word.stem, token.stem)
    ]
    return same + alike or _initials(word, shown) or _spelled(place, said, shown)


def _initials(word: Token, shown: Sequence[Token]) -> list[tuple[int, float]]:
    """Where the words begin whose initials an acronym is made of: "LLMs" for "large language models"."""
    letters = word.written.rstrip("s")
    if len(letters) < 2 or not letters.isupper():
        return []
    return _runs(letters.lower(), shown)


def _spelled(place: int, said: Sequence[Token], shown: Sequence[Token]) -> list[tuple[int, float]]:
    """Where an acronym stands whose long form the word is part of."""
    found = []
    for at, token in enumerate(shown):
        letters = token.written.rstrip("s")
        if len(letters) > 1 and letters.isupper():
            starts = _runs(letters.lower(), said)
            if any(start <= place < start + len(letters) for start, _ in starts):
                found.append((at, _OTHER))
    return found


def _runs(letters: str, words: Sequence[Token]) -> list[tuple[int, float]]:
    size = len(letters)
    return [
        (at, _OTHER)
        for at in range(len(words) - size + 1)
        if all(word.text[0] == letter for word, letter in zip(words[at : at + size], letters, strict=True))
    ]
