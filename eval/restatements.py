"""What the writer learns from: facts of the glossary and their restatements, each written for it (restatements.jsonl).

A restatement keeps every content word of its fact in their order and adds none: a label becomes part of the sentence, a
list gets its "and", telegram style its articles. What is fluent already stands as it is. So that copying is learnt and
no fact, each is also seen with other words, made-up ones among them, and other numbers.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from index.words import STOP_WORDS

FILE = Path(__file__).parent / "restatements.jsonl"
SUBJECT = "{S}"
_SHARE = 0.4  # of the words that stand in both, so many are exchanged
_INVENTED = 0.5  # ... half of them for words that no language has
_WORD = re.compile(r"[A-Za-z]{4,}")
_DIGITS = re.compile(r"\d+")
_ARTICLE = re.compile(r"\b([Aa])n? (?=(\w+))")
_OF_SUBJECT = re.compile(r"\b[Tt]he ((?:\w+ ){1,2})of \{S\}")
_SYLLABLES = [
    f"{start}{end}" for start in "b br d f g gr k l m n p r s t tr v z".split() for end in "a e i o u".split()
]
_ENDINGS = (
    "ization",
    "ations",
    "ation",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "ers",
    "er",
    "ly",
    "al",
    "ed",
    "es",
    "s",
)


class Unreadable(ValueError):
    """A line of the file is not as it should be. The message names it."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A fact, as readable text, and what a good writer makes of it."""

    entry_id: str
    fact: str
    restated: str


def restatements(file: Path = FILE) -> list[Restatement]:
    """All of a file, with "it" for the subject where a fact leaves it out."""
    found: list[Restatement] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            row: dict[str, str] = json.loads(line)
            found.append(Restatement(row["entry"], row["fact"], _with_pronoun(row["restated"])))
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f'{file}:{number}: not {{"entry", "fact", "restated"}} as JSON: {error!r}') from error
    return found


def renamed(given: Restatement, vocabulary: Sequence[str], rng: Random) -> Restatement:
    """The same fact about other things: some words and every number are exchanged, alike in both texts."""
    told = exchanged((given.fact, given.restated), vocabulary, rng)
    return Restatement(given.entry_id, told(given.fact), told(given.restated))


def exchanged(texts: tuple[str, str], vocabulary: Sequence[str], rng: Random) -> Callable[[str], str]:
    """What tells a text about other things: some of the words that both texts have, and every number of the first, are
    exchanged for others."""
    others: dict[str, str] = {}
    for word in sorted(_shared(*texts)):
        if rng.random() < _SHARE:
            others[word] = _like(word, vocabulary, rng)
    made = set(others.values())
    figures = {figure: _figure(figure, rng) for figure in sorted({*_DIGITS.findall(texts[0])})}

    def told(text: str) -> str:
        text = _WORD.sub(lambda match: _cased(others.get(match[0].lower(), match[0]), match[0]), text)
        text = _ARTICLE.sub(lambda match: _article(match) if match[2].lower() in made else match[0], text)
        return _DIGITS.sub(lambda match: figures.get(match[0], match[0]), text)

    return told


def vocabulary_of(given: Sequence[Restatement]) -> list[str]:
    """The lower-case words of the facts that others may be exchanged for, sorted."""
    return sorted({word for one in given for word in _WORD.findall(one.fact) if word.islower()} - STOP_WORDS)


def _with_pronoun(text: str) -> str:
    text = _OF_SUBJECT.sub(lambda match: ("Its " if match[0][0] == "T" else "its ") + match[1].rstrip(), text)
    return ("It" + text.removeprefix(SUBJECT) if text.startswith(SUBJECT) else text).replace(SUBJECT, "it")


def _shared(*texts: str) -> set[str]:
    """Words that stand in both texts equally often, so that exchanging them changes nothing else."""
    first, second = (Counter(map(str.lower, _WORD.findall(text))) for text in texts)
    return {word for word, times in first.items() if times == second[word]} - STOP_WORDS


def _like(word: str, vocabulary: Sequence[str], rng: Random) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) > len(one) + 2), "")
    alike = [other for other in vocabulary if other.endswith(ending)] if ending else list(vocabulary)
    if alike and rng.random() > _INVENTED:
        return rng.choice(alike)
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3))) + (ending or rng.choice("klmnrt"))


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _article(before: re.Match[str]) -> str:
    return f"{before[1]}{'n' if before[2][0].lower() in 'aeiou' else ''} "


def _figure(figure: str, rng: Random) -> str:
    first = str(rng.randint(1, 9)) if figure[0] != "0" else "0"
    return first + "".join(str(rng.randint(0, 9)) for _ in figure[1:])
