"""What a question asks for and no sentence of the entries says: how far the best sentence is from answering it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.vocabulary import Vocabulary
from index.words import content_words, raw_words, stem
from rag.lexicon import WEAK, keys, listed
from rag.types import Question
from rag.wanted import Told, is_type, wanted

# Of plain words, which a person is free to choose, those with listed synonyms tell less than those of the field, and
# those that no entry has cannot be expected in an answer. See eval/LOG.md.
_LISTED, _UNHEARD = 0.5, 0.3
# Keeps the shares of questions with hardly a word to cover near 0.
_LITTLE = 0.5
# A number that stands by what is counted: how much of the gap of its sentence still counts.
_COUNTED = 0.7
_ASKED = 0.6
_BESIDE = 0.5
# So far before its noun a number stands at most: "64 decoder layers", "2-3 fully connected layers".
_REACH = 3
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_NUMBER = re.compile(r"\d|^(?:n|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|millions)$")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Each from 0 (said) to 1. `untold`: the kind of fact that is asked for (see `rag.wanted`) stands in no sentence
    that has the other words of the question; `uncounted`: what is to be counted stands by no number in such a sentence;
    `unfound`: no sentence has the noun phrase that is asked for, and the rest; `unsaid`: the share of all words, by
    weight, that even the best sentence lacks."""

    untold: float = 0.0
    uncounted: float = 0.0
    unfound: float = 0.0
    unsaid: float = 0.0


def gaps(question: Question, names: Collection[str], sentences: Sequence[Told], vocabulary: Vocabulary) -> Gaps:
    """How far the sentences are from an answer; `names` are the stems of the entries' names, which go without saying.

    Words are those of the sentence that asks, with a weight by their idf. A sentence has a word in its own form,
    derived from the same root, or by a listed synonym.
    """
    asked = wanted(question.searched)
    phrase = {stem(word) for word in asked.phrase}
    words = [word for word in dict.fromkeys(content_words(asking(question.searched))) if word in question.focus]
    weight = {word: _weight(word, vocabulary) for word in words if word not in names}

    told = {word: value for word, value in weight.items() if not (asked.kinds and is_type(word, asked))}
    rest = told | {word: max(told[word], _ASKED) for word in phrase & set(told)}
    beside = {word: value * (1 if word in phrase else _BESIDE) for word, value in weight.items()}
    others = {word: value for word, value in weight.items() if word not in phrase}
    counted = asked.counted and bool(phrase)
    head = stem(asked.phrase[-1]) if asked.phrase else ""
    plain = bool(phrase & set(weight)) and not asked.kinds and not counted
    beside_number = [one for one in sentences if counted and _stands_by_number(head, one)]
    by_number = _least(others, beside_number) if counted else 0.0
    tell = [[one for one in sentences if kind.search(one.text)] for kind in asked.kinds]
    return Gaps(
        untold=max((_least(rest, suitable) for suitable in tell), default=0.0),
        uncounted=_COUNTED * by_number if beside_number else by_number,
        unfound=_least(beside, sentences) if plain else 0.0,
        unsaid=_least(told if question.named else weight, sentences),
    )


def says_how_many(question: str, sentence: str) -> bool:
    """Whether a question asks how many of something there are, and a sentence has a number beside that."""
    asked = wanted(question)
    if not asked.counted or not asked.phrase:
        return False
    return _stands_by_number(stem(asked.phrase[-1]), Told(sentence, frozenset(content_words(sentence))))


def asking(text: str) -> str:
    """The last question of a text of several sentences; else all of it."""
    sentences = [one for one in _SENTENCE_END.split(text) if content_words(one)]
    questions = [one for one in sentences if one.endswith("?")]
    return questions[-1] if len(sentences) > 1 and questions else text


def _weight(word: str, vocabulary: Vocabulary) -> float:
    if word in WEAK:
        return 0.0
    share = vocabulary.idf[word] / vocabulary.rarest if word in vocabulary.idf else _UNHEARD
    return share * (_LISTED if listed(word) else 1.0)


def _least(weights: Mapping[str, float], sentences: Sequence[Told]) -> float:
    """The share of the weights that the best sentence lacks; 1 without a sentence."""
    known = [(keys(word), value) for word, value in weights.items() if value]
    lacks = [sum(value for by, value in known if by.isdisjoint(_held(one.words))) for one in sentences]
    return min(lacks) / (sum(weights.values()) + _LITTLE) if lacks else 1.0


@lru_cache(20_000)
def _held(words: frozenset[str]) -> frozenset[str]:
    """All by which the words of a sentence can be found."""
    return frozenset().union(*map(keys, words))


def _stands_by_number(noun: str, sentence: Told) -> bool:
    """Whether a number stands shortly before the noun, or its digits right behind it ("stage 3")."""
    if keys(noun).isdisjoint(_held(sentence.words)):
        return False
    words = raw_words(sentence.text)
    nouns = [place for place, word in enumerate(words) if not keys(noun).isdisjoint(keys(stem(word)))]
    numbers = [place for place, word in enumerate(words) if _NUMBER.search(word)]
    return any(0 < at - n <= _REACH or (n - at == 1 and words[n][0].isdigit()) for at in nouns for n in numbers)
