"""Words for scoring: one tokenizer for building, searching and verifying, and BM25 over two fields."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

# Words that carry no subject. Question words stay out as well: "what" and "how" shape the answer, not the search.
STOP_WORDS = frozenset(
    """a about all also an and any are as at be been being between but by can could did do does doing each else for from
    get give given had has have having he her here his how i if in into is it its itself just let like make many may me
    might more most much must my no nor not of off on one only or other our out over own please quite rather really s
    same shall she should so some such t tell than that the their them then there these they this those through to too
    under up us use used uses using very was way we were what whats when where whether which while who whom whose why
    will with within without would you your explain describe define definition mean means meaning called name term word
    difference differences compare compared versus vs""".split()
)
_WORD = re.compile(r"[a-z0-9]+")
# Formulas have "α" where people type "alpha".
_GREEK = str.maketrans(
    {
        letter: f" {name} "
        for letter, name in zip(
            "αβγδεζηθικλμνξπρστυφχψωµ",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi "
            "psi omega mu".split(),
            strict=True,
        )
    }
)
# Field weights: a word in an entry's names says more about it than the same word in its text (BM25F's idea, Robertson
# et al. 2004, with the fields scored apart).
NAME_WEIGHT = 0.6


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Snowball English stem of a lower-case word."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def raw_words(text: str) -> list[str]:
    """Lower-case runs of letters or digits, in order; Greek letters by their names."""
    return _WORD.findall(text.lower().translate(_GREEK))


def content_words(text: str) -> list[str]:
    """Stems of the words that carry a subject, in order, repeats kept."""
    return [stem(word) for word in raw_words(text) if word not in STOP_WORDS]


class FieldedBM25:
    """BM25 (bm25s, Lucene variant) over names and texts of the passages, scored apart and added with weights."""

    def __init__(self, names: bm25s.BM25, texts: bm25s.BM25) -> None:
        self._fields = ((NAME_WEIGHT, names), (1.0, texts))

    @classmethod
    def build(cls, names: Sequence[str], texts: Sequence[str]) -> "FieldedBM25":
        """Index one name field and one text field for each passage, in the order of the passages."""
        return cls(*(_bm25([content_words(text) for text in field]) for field in (names, texts)))

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Score of each passage for stemmed words; words outside the vocabulary count nothing."""
        total = np.zeros(self._fields[0][1].scores["num_docs"], dtype=np.float32)
        for weight, field in self._fields:
            # bm25s fails on an empty query.
            known = [word for word in words if word in field.vocab_dict]
            if known:
                total += weight * field.get_scores(known)
        return total

    def save(self, folder: Path) -> None:
        """Write both fields as plain arrays and JSON, without pickle."""
        for part, (_, field) in zip(("names", "texts"), self._fields, strict=True):
            field.save(folder / part, show_progress=False, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "FieldedBM25":
        """Read what `save` wrote."""
        return cls(*(bm25s.BM25.load(folder / part, allow_pickle=False) for part in ("names", "texts")))


def _bm25(tokens: list[list[str]]) -> bm25s.BM25:
    # bm25s would number the words in the order of a set, which differs from one process to the next.
    number = {word: place for place, word in enumerate(sorted(set(chain.from_iterable(tokens))))}
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index(
        ([[number[word] for word in words] for words in tokens], number), create_empty_token=False, show_progress=False
    )
    return index
