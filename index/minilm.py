"""MiniLM without its usual libraries: word pieces in, unit vectors out, from the weights that they would use.

What sentence-transformers does in seconds of imports, done with the tokenizer's own library and an encoder that is
given: tokens, the encoder's last layer, the mean of it. The tests hold it against sentence-transformers.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from tokenizers import Tokenizer

from index.bert import Hidden
from index.types import Vectors
from index.weights import Tensors, weights_hash
from index.words import STOP_WORDS

Encoder = Callable[[Hidden, NDArray[np.bool_]], Hidden]
# Word pieces of a batch. On sorted texts 384 to 4,096 took the same time within 7 %; memory grows with it.
_BATCH = 1024
# So many word pieces of several texts are encoded as one row, where each text sees only itself: nothing is padded, and
# the weights are read once. Attention grows with the square of a row, and costs more than padding where rows are long.
_ROW = 256


# Texts that are kept as they were read: a build counts the pieces of what it embeds afterwards.
_KEPT = 8_192


class Piece(NamedTuple):
    """A text as the encoder reads it: the ids of its word pieces, and which of them belong to content words; `size` is
    how many there were before the text was cut."""

    ids: NDArray[np.int32]
    content: NDArray[np.bool_]
    size: int


class Encoders(NamedTuple):
    """What encodes the glossary's texts and what encodes questions, each made when it is first asked for."""

    documents: Callable[[], Encoder]
    questions: Callable[[], Encoder]


class MiniLM:
    """all-MiniLM-L6-v2; see `Embedder` for the meaning of its parts. `workers` batches are encoded at a time."""

    def __init__(self, name: str, folder: Path, tensors: Tensors, encoders: Encoders, workers: int = 1) -> None:
        self.name = name
        self.weights = weights_hash(folder)
        self.max_pieces = int(json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # The file asks for 128 pieces, neither more nor less.
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._words = tensors["embeddings.word_embeddings.weight"]
        first_kind = tensors["embeddings.token_type_embeddings.weight"][0]
        self._places = tensors["embeddings.position_embeddings.weight"][: self.max_pieces] + first_kind
        self._encoders = encoders
        self._workers = workers
        self._read = lru_cache(_KEPT)(self._read_anew)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts, float32, shape (len(texts), dimensions)."""
        return self._vectors(texts, self._encoders.documents(), [])

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """Vectors of the texts as `embed` gives them, and of the pieces of their content words, from one pass."""
        tokens = self._no_tokens(texts)
        return self._vectors(texts, self._encoders.documents(), tokens), tuple(tokens)

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same of questions, which have an encoder of their own."""
        tokens = self._no_tokens(texts)
        return self._vectors(texts, self._encoders.questions(), tokens), tuple(tokens)

    def pieces(self, text: str) -> int:
        """Number of word pieces of the text, [CLS] and [SEP] included, before any truncation."""
        return self._read(text).size

    def _read_anew(self, text: str) -> Piece:
        pieces = self._tokenizer.encode(text)
        ids, words, count = pieces.ids, pieces.tokens, len(pieces)
        if len(ids) > self.max_pieces:
            ids, words = ([*all_of[: self.max_pieces - 1], all_of[-1]] for all_of in (ids, words))
        content = [word.lstrip("#").isalnum() and word not in STOP_WORDS for word in words]
        return Piece(np.array(ids, dtype=np.int32), np.array(content, dtype=np.bool_), count)

    def _no_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        return [np.zeros((0, self._words.shape[1]), dtype=np.float32)] * len(texts)

    def _vectors(self, texts: Sequence[str], encoder: Encoder, tokens: list[Vectors]) -> Vectors:
        """The unit vectors of the texts; those of their content words are put into `tokens`, unless it is empty."""
        read = [self._read(text) for text in texts]
        means = np.zeros((len(texts), self._words.shape[1]), dtype=np.float32)
        for rows, hidden in self._encoded(read, encoder):
            for row, vectors in zip(rows, hidden, strict=True):
                own = vectors[: len(read[row].ids)]
                means[row] = own.mean(axis=0)
                if tokens:
                    tokens[row] = unit(own[read[row].content])
        return unit(means)

    def _encoded(self, texts: Sequence[Piece], encoder: Encoder) -> Iterator[tuple[Sequence[int], Iterable[Hidden]]]:
        """Rows of the texts and their last layer, padded; texts of like length together, long ones first."""
        sizes = [len(text.ids) for text in texts]
        if len(texts) > 1 and sum(sizes) <= _ROW:
            yield range(len(texts)), self._encode_as_one(texts, sizes, encoder)
            return
        batches = list(_batches(sizes))
        if self._workers == 1 or len(batches) == 1:
            yield from ((rows, self._encode(texts, encoder, rows)) for rows in batches)
            return
        with ThreadPoolExecutor(self._workers) as pool:
            yield from zip(batches, pool.map(partial(self._encode, texts, encoder), batches), strict=True)

    def _encode_as_one(self, texts: Sequence[Piece], sizes: Sequence[int], encoder: Encoder) -> Iterable[Hidden]:
        ids = np.concatenate([text.ids for text in texts])
        places = np.concatenate([self._places[:size] for size in sizes])
        owner = np.repeat(np.arange(len(texts)), sizes)
        hidden = encoder((self._words[ids] + places)[None], (owner[:, None] == owner)[None])
        return np.split(hidden[0], np.cumsum(sizes)[:-1])

    def _encode(self, texts: Sequence[Piece], encoder: Encoder, rows: Sequence[int]) -> Hidden:
        longest = len(texts[rows[0]].ids)
        ids = np.zeros((len(rows), longest), dtype=np.int32)
        mask = np.zeros((len(rows), longest), dtype=np.bool_)
        for place, row in enumerate(rows):
            size = len(texts[row].ids)
            ids[place, :size], mask[place, :size] = texts[row].ids, True
        return encoder(self._words[ids] + self._places[:longest], mask)


def unit(vectors: ArrayLike) -> Vectors:
    """Rows of length 1 in fp32. Not left to a model, whose bf16 leaves lengths off by a few thousandths."""
    exact: Vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    exact /= np.maximum(np.linalg.norm(exact, axis=1, keepdims=True), 1e-12)
    return exact


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows of texts, the longest first, as many together as fit into a batch."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start = 0
    while start < len(order):
        end = start + max(1, _BATCH // lengths[order[start]])
        yield order[start:end]
        start = end
