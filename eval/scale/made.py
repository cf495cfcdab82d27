"""A made corpus of any size: vectors spread as real ones, words of real passages, and who is nearest by an exact scan.

A vector is a mixture of a real one with one of its neighbours, and noise along the real ones' principal axes: so it has
neighbours as near as a real one has. Its words are those of two halves of real passages. Times, memory and recall are
what it is for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.minilm import unit
from index.store import Index
from index.stores.rows import Kind, Row
from index.types import Vectors
from index.words import content_words

SEED = 11
GLOSSARY = "made"
_CHUNK = 1_000
_NEIGHBOURS = 8
# Of the spread of the real vectors along each axis.
_NOISE = 0.5
LETTERS = "ABCDEFGHIJKLMNOPQRST"
ROWS_AN_ENTRY = 5


@dataclass(frozen=True, eq=False)
class Corpus:
    """What rows are made from: real vectors with their nearest ones, their axes, and passages' words."""

    vectors: Vectors
    near: NDArray[np.intp]
    axes: Vectors
    words: tuple[tuple[str, ...], ...]

    def part(self, number: int) -> tuple[Vectors, list[str]]:
        """Vectors and words of the rows of one thousand; the same number gives the same ones."""
        chance = np.random.default_rng((SEED, number))
        one = chance.integers(len(self.vectors), size=_CHUNK)
        other = self.near[one, chance.integers(_NEIGHBOURS, size=_CHUNK)]
        share = chance.random((_CHUNK, 1), dtype=np.float32)
        noise = chance.standard_normal((_CHUNK, len(self.axes)), dtype=np.float32) @ self.axes
        made = unit(share * self.vectors[one] + (1 - share) * self.vectors[other] + _NOISE * noise)
        texts = chance.integers(len(self.words), size=(_CHUNK, 2)).tolist()
        return made, [" ".join((*_half(self.words[a], 0), *_half(self.words[b], 1))) for a, b in texts]


def corpus_of(index: Index) -> Corpus:
    """What can be made from an index."""
    vectors = np.concatenate([index.passage_vectors.rows, index.sentence_vectors.rows])
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    _, spread, axes = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    scaled = axes * (spread / np.sqrt(len(vectors)))[:, None]
    words = tuple(tuple(content_words(passage.text)) for passage in index.passages)
    return Corpus(vectors, np.argsort(-cosines, axis=1)[:, :_NEIGHBOURS], scaled.astype(np.float32), words)


def made_rows(corpus: Corpus, kind: Kind, count: int, held: Mapping[str, object] | set[str]) -> Iterator[Row]:
    """The first `count` rows but those that are held."""
    for start in range(0, count, _CHUNK):
        vectors, words = corpus.part(start // _CHUNK)
        for place in range(min(_CHUNK, count - start)):
            number = start + place
            if str(number) in held:
                continue
            entry = number // ROWS_AN_ENTRY
            letter = LETTERS[entry % len(LETTERS)]
            row = Row(
                id=str(number),
                glossary=GLOSSARY,
                entry=str(entry),
                category=f"c{entry % 7}",
                letter=letter,
                vector=vectors[place],
            )
            if kind == "passages":
                row["names"], row["words"] = f"entry{entry}", words[place]
            yield row


def nearest_rows(corpus: Corpus, count: int, asked: Vectors, most: int) -> NDArray[np.intp]:
    """Numbers of the rows nearest to each of the vectors asked for, by an exact scan, shape (asked, most)."""
    best = np.full((len(asked), 0), -np.inf, dtype=np.float32)
    rows = np.zeros((len(asked), 0), dtype=np.intp)
    for start in range(0, count, _CHUNK):
        vectors = corpus.part(start // _CHUNK)[0][: count - start]
        best = np.concatenate([best, asked @ vectors.T], axis=1)
        numbers = np.broadcast_to(np.arange(start, start + len(vectors)), (len(asked), len(vectors)))
        rows = np.concatenate([rows, numbers], axis=1)
        order = np.argsort(-best, axis=1, kind="stable")[:, :most]
        best, rows = np.take_along_axis(best, order, axis=1), np.take_along_axis(rows, order, axis=1)
    return rows


def _half(words: tuple[str, ...], which: int) -> tuple[str, ...]:
    middle = len(words) // 2
    return words[middle:] if which else words[:middle]
