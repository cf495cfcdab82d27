"""Embedding only what is new: a text whose vectors are known from an index, from a build that was broken off, or from
an equal text before it, gets them from there."""

from collections.abc import Callable, Sequence

import numpy as np

from index.kept import Kept, Part
from index.passages import context
from index.repair import plain
from index.store import Index
from index.tokens import SCALE, TokenStore
from index.types import Embedder, Vectors

Known = dict[str, tuple[Part, int]]
"""Where the vectors of a text stand: the part, and the row in it."""


class Remembering:
    """An embedder that knows the texts of an index; see `Embedder` for the meaning of its parts.

    A vector belongs to its exact text and to the model's weights, nothing else: so it is the same vector as before,
    wherever the text stands now (of a question that comes with the project, to 8 bits; see `index.written`). `fresh`
    counts the texts embedded, `reused` those that were known before, `equal` those that this build had met already;
    `resumed` is how many a build that was broken off had left.
    """

    def __init__(self, embedder: Embedder, index: Index | None, kept: Kept | None = None) -> None:
        """Raises nothing: an index of another model or of other settings is not used."""
        self.name, self.weights, self.max_pieces = embedder.name, embedder.weights, embedder.max_pieces
        self.pieces: Callable[[str], int] = embedder.pieces
        self._embedder, self._kept = embedder, kept
        self._passages: Known = {}
        self._sentences: Known = {}
        for part in kept.parts() if kept else ():
            _learn(part, self._sentences if part.tokens is None else self._passages)
        self.resumed = len(self._passages) + len(self._sentences)
        if index is not None and index.manifest.weights == embedder.weights:
            _learn(Part(_passages(index), index.passage_vectors.rows, index.tokens), self._passages)
            _learn(Part(_sentences(index), index.sentence_vectors.rows), self._sentences)
            queries = [query.text for query in index.expansion.queries]
            _learn(Part(queries, index.expansion.vectors.rows), self._sentences)
            _learn(Part(index.unanswered.questions.texts, index.unanswered.vectors.rows), self._sentences)
        self._met: set[str] = set()
        self.fresh = self.reused = self.equal = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text: those of known sentences and questions from where they are."""
        if new := self._new(texts, self._sentences):
            self._learn_new(Part(new, self._embedder.embed(new)), self._sentences)
        if not texts:
            return self._embedder.embed([])
        return np.stack([part.vectors[row] for part, row in map(self._sentences.__getitem__, texts)])

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """As the model reads them; no question is known beforehand."""
        return self._embedder.embed_questions(texts)

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same for passages, with the vectors of their words."""
        if new := self._new(texts, self._passages):
            vectors, tokens = self._embedder.embed_tokens(new)
            self._learn_new(Part(new, vectors, TokenStore.build(tokens)), self._passages)
        if not texts:
            return self._embedder.embed_tokens([])
        found = [self._passages[text] for text in texts]
        return np.stack([part.vectors[row] for part, row in found]), tuple(_words(part, row) for part, row in found)

    def _new(self, texts: Sequence[str], known: Known) -> list[str]:
        """The texts that must be embedded, each once; all are counted."""
        new = [text for text in dict.fromkeys(texts) if text not in known]
        first = {text for text in texts if text not in self._met}
        self._met |= first
        self.fresh += len(new)
        self.reused += len(first) - len(new)
        self.equal += len(texts) - len(first)
        return new

    def _learn_new(self, part: Part, known: Known) -> None:
        _learn(self._kept.keep(part) if self._kept else part, known)


def _learn(part: Part, known: Known) -> None:
    known.update((text, (part, row)) for row, text in enumerate(part.texts))


def _words(part: Part, row: int) -> Vectors:
    assert part.tokens is not None
    words = part.tokens.vectors[part.tokens.starts[row] : part.tokens.starts[row + 1]]
    return words.astype(np.float32) / np.float32(SCALE)


def _passages(index: Index) -> list[str]:
    return [f"{context(index.entries[passage.entry_id])}: {passage.text}" for passage in index.passages]


def _sentences(index: Index) -> list[str]:
    entries = list(index.entries.values())
    pairs = zip(index.sentences, index.sentence_entry, strict=True)
    return [plain(entries[place].body[sentence.start : sentence.end]) for sentence, place in pairs]
