"""Words for scoring: one tokenizer for building, searching and verifying, and BM25 over two fields."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

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
    """Lower-case runs of letters or digits, in order; Greek letters by their names, "++" (C++, Grad-CAM++) as words."""
    low = text.lower().replace("++", " plus plus ")
    return _WORD.findall(low if low.isascii() else low.translate(_GREEK))


def content_words(text: str) -> list[str]:
    """Stems of the words that carry a subject, in order, repeats kept."""
    return list(_remembered(text) if len(text) <= _SENTENCE else _content(text))


def stemmer_version() -> str:
    """What decides the stems of a text: this module's own source and the stemmer's version."""
    source = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return f"{source} {Stemmer.version()}"


def stemmed(texts: Sequence[str]) -> list[list[str]]:
    """The `content_words` of each text."""
    return [content_words(text) for text in texts]


def _content(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in raw_words(text) if word not in STOP_WORDS)


# Sentences come again with every question that finds their entry; remembering them saves a tenth of a warm answer.
_remembered = lru_cache(maxsize=20_000)(_content)
_SENTENCE = 500


@dataclass(frozen=True, eq=False)
class Postings:
    """BM25 of one field, made at build time: word n has the postings starts[n]:starts[n + 1].

    A posting is a row (a passage) and the score that the word gives it; `number` numbers the words, `count` is the
    number of rows.
    """

    number: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    count: int

    def score(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Score of each row for some words; repeated words count again, unknown ones nothing."""
        total = np.zeros(self.count, dtype=np.float32)
        for number in (self.number[word] for word in words if word in self.number):
            own = slice(self.starts[number], self.starts[number + 1])
            total[self.rows[own]] += self.scores[own]
        return total

    def score_of(self, words: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The same for some rows, in their order, without a look at the others: a word's postings ascend by row."""
        total = np.zeros(len(rows), dtype=np.float32)
        for number in (self.number[word] for word in words if word in self.number):
            own = slice(self.starts[number], self.starts[number + 1])
            held = self.rows[own]
            at = np.minimum(np.searchsorted(held, rows), len(held) - 1)
            total += np.where(held[at] == rows, self.scores[own][at], np.float32(0))
        return total

    def save(self, folder: Path) -> None:
        """Write arrays and words as plain .npy and JSON."""
        folder.mkdir(parents=True)
        for name in ("starts", "rows", "scores"):
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        facts = {"count": self.count, "words": list(self.number)}
        (folder / "words.json").write_text(json.dumps(facts), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Map what `save` wrote."""
        facts = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        starts, rows, scores = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in ("starts", "rows", "scores")
        )
        return cls({word: place for place, word in enumerate(facts["words"])}, starts, rows, scores, facts["count"])


class FieldedBM25:
    """BM25 over names and texts of the passages, scored apart and added with weights."""

    def __init__(self, names: Postings, texts: Postings) -> None:
        self._names, self._texts = names, texts

    @classmethod
    def build(cls, names: Sequence[str], texts: Sequence[str]) -> "FieldedBM25":
        """Index one name field and one text field for each passage, in the order of the passages."""
        return cls.of_stems(stemmed(names), stemmed(texts))

    @classmethod
    def of_stems(cls, names: list[list[str]], texts: list[list[str]]) -> "FieldedBM25":
        """The same for fields that are stemmed already."""
        return cls(_postings(names), _postings(texts))

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Score of each passage for stemmed words; words outside the vocabulary count nothing."""
        return np.asarray(NAME_WEIGHT * self._names.score(words) + self._texts.score(words), dtype=np.float32)

    def scores_of(self, words: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The same for some passages, in their order."""
        names, texts = self._names.score_of(words, rows), self._texts.score_of(words, rows)
        return np.asarray(NAME_WEIGHT * names + texts, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write both fields as plain arrays and JSON, without pickle."""
        self._names.save(folder / "names")
        self._texts.save(folder / "texts")

    @classmethod
    def load(cls, folder: Path) -> "FieldedBM25":
        """Map what `save` wrote."""
        return cls(Postings.load(folder / "names"), Postings.load(folder / "texts"))


def _postings(tokens: list[list[str]]) -> Postings:
    """Scores by bm25s (Lu, arXiv 2407.03618), Lucene's variant."""
    import bm25s  # imports scipy, half a second that questions do without

    # bm25s would number the words in the order of a set, which differs from one process to the next.
    number = {word: place for place, word in enumerate(sorted(set(chain.from_iterable(tokens))))}
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index(
        ([[number[word] for word in words] for words in tokens], number), create_empty_token=False, show_progress=False
    )
    made = index.scores
    return Postings(
        number=number,
        starts=made["indptr"].astype(np.int64),
        rows=made["indices"].astype(np.int32),
        scores=made["data"].astype(np.float32),
        count=len(tokens),
    )
