"""Embedding only what is new: texts whose vectors an index already holds get them from there."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from index.passages import context
from index.repair import plain
from index.store import Index
from index.tokens import SCALE
from index.types import Embedder, Vectors


class Remembering:
    """An embedder that knows the texts of an index; see `Embedder` for the meaning of its parts.

    A vector belongs to its exact text and to the model's weights, nothing else: so it is the same vector as before,
    wherever the text stands now. `fresh` and `reused` count the texts embedded and those that were known.
    """

    def __init__(self, embedder: Embedder, index: Index | None) -> None:
        """Raises nothing: an index of another model or of other settings is not used."""
        self.name, self.weights, self.max_pieces = embedder.name, embedder.weights, embedder.max_pieces
        self.pieces: Callable[[str], int] = embedder.pieces
        self._embedder = embedder
        self._index = index if index is not None and index.manifest.weights == embedder.weights else None
        self._passages = _rows_of(_passages(self._index)) if self._index else {}
        self._texts = dict(_vectors(self._index)) if self._index else {}
        self.fresh = self.reused = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text: those of known sentences and questions from the index."""
        new = [text for text in texts if text not in self._texts]
        self._count(texts, new)
        vectors = iter(self._embedder.embed(new)) if new else iter(())
        rows = [self._texts[text] if text in self._texts else next(vectors) for text in texts]
        return np.stack(rows) if rows else self._embedder.embed([])

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same for passages, with the vectors of their words."""
        new = [text for text in texts if text not in self._passages]
        self._count(texts, new)
        vectors, tokens = self._embedder.embed_tokens(new) if new or not texts else (np.empty((0, 0), np.float32), ())
        fresh = iter(zip(vectors, tokens, strict=True))
        pairs = [self._known(self._passages[text]) if text in self._passages else next(fresh) for text in texts]
        if not pairs:
            return vectors, tokens
        return np.stack([vector for vector, _ in pairs]), tuple(words for _, words in pairs)

    def _known(self, row: int) -> tuple[Vectors, Vectors]:
        assert self._index is not None
        packed = self._index.tokens
        words = packed.vectors[packed.starts[row] : packed.starts[row + 1]]
        return self._index.passage_vectors.rows[row], words.astype(np.float32) / np.float32(SCALE)

    def _count(self, texts: Sequence[str], new: Sequence[str]) -> None:
        self.fresh += len(new)
        self.reused += len(texts) - len(new)


def _rows_of(texts: Sequence[str]) -> Mapping[str, int]:
    return {text: row for row, text in enumerate(texts)}


def _passages(index: Index) -> list[str]:
    return [f"{context(index.entries[passage.entry_id])}: {passage.text}" for passage in index.passages]


def _vectors(index: Index) -> Iterator[tuple[str, Vectors]]:
    """Each sentence and each question of an index, with its vector."""
    entries = list(index.entries.values())
    owned = zip(index.sentences, index.sentence_entry, strict=True)
    texts = [plain(entries[place].body[sentence.start : sentence.end]) for sentence, place in owned]
    yield from zip(texts, index.sentence_vectors.rows, strict=True)
    yield from zip((query.text for query in index.expansion.queries), index.expansion.vectors.rows, strict=True)
