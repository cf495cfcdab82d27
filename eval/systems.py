"""This project as a system under evaluation, whole and with its parts switched off one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np
from numpy.typing import NDArray

from eval.questions import Case
from eval.results import AnswerRow
from eval.run import System
from index.expansion import Expansion
from index.tokens import TokenStore
from index.types import Embedder, Vectors
from index.unanswered import Unanswered
from index.words import FieldedBM25
from rag.answer import answer, turn_of
from rag.assistant import Assistant
from rag.render import as_json
from rag.types import Turn


def system_of(assistant: Assistant, name: str = "assistant") -> System:
    """The assistant as it answers in the chat, with what it was made of."""
    manifest = assistant.index.manifest
    about = {
        "writer": assistant.writer.name if assistant.writer else "off",
        "embedder": manifest.model,
        "index": manifest.digest,
        "snapshot": manifest.snapshot,
        "corpus": dict(manifest.corpus),
    }
    return System(name, partial(ask, assistant), about)


def ask(assistant: Assistant, case: Case) -> AnswerRow:
    """The answer to the last turn, after the earlier turns were asked."""
    given = answer(case.turns[-1], history_of(assistant, case), assistant)
    return cast(AnswerRow, as_json(given, assistant.index))


def history_of(assistant: Assistant, case: Case) -> tuple[Turn, ...]:
    """What is remembered of the earlier turns, which are asked in order so that the history is a real one."""
    history: tuple[Turn, ...] = ()
    for text in case.turns[:-1]:
        history = (*history, turn_of(text, answer(text, history, assistant)))
    return history


def bare(assistant: Assistant) -> Assistant:
    """The assistant as it is for a glossary that comes without questions."""
    index, size = assistant.index, assistant.index.sentence_vectors.rows.shape[1]
    return replace(assistant, index=replace(index, expansion=Expansion.none(size), unanswered=Unanswered.none(size)))


def ablations(assistant: Assistant) -> Iterator[System]:
    """The assistant without its language model, if it has one, and then without one more part each, left empty.

    Its constants were chosen with all parts in place, so a part's worth is overstated rather than understated.
    """
    whole = replace(assistant, writer=None)
    index = whole.index
    if assistant.writer:
        yield system_of(whole, "no language model")
    yield system_of(replace(whole, index=replace(index, names={})), "no names")
    yield system_of(bare(whole), "no written questions")
    none = Unanswered.none(index.sentence_vectors.rows.shape[1])
    yield system_of(replace(whole, index=replace(index, unanswered=none)), "no unanswered questions")
    yield system_of(replace(whole, embedder=cast(Embedder, OneEncoder(whole.embedder))), "no question encoder")
    silent = cast(FieldedBM25, NoWords(len(index.passages)))
    yield system_of(replace(whole, index=replace(index, words=silent)), "no BM25")
    no_tokens = TokenStore(index.tokens.vectors[:0], np.zeros_like(index.tokens.starts))
    yield system_of(replace(whole, index=replace(index, tokens=no_tokens)), "no late interaction")
    yield system_of(replace(whole, embedder=NoEmbedder(whole.embedder.embed(["x"]).shape[1])), "no embeddings")
    yield system_of(replace(whole, vocabulary=replace(whole.vocabulary, counts={})), "no spelling")


class OneEncoder:
    """An embedder that reads questions as it reads the glossary."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.embed_questions = embedder.embed_tokens

    def __getattr__(self, name: str) -> object:
        return getattr(self._embedder, name)


class NoWords:
    """Finds no word in any of the passages."""

    def __init__(self, passages: int) -> None:
        self._passages = passages

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Zeros."""
        return np.zeros(self._passages, dtype=np.float32)


class NoEmbedder:
    """Gives every text the same zero vector, so that all cosines are 0."""

    name = weights = "none"
    max_pieces = 256

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Zeros, one row a text."""
        return np.zeros((len(texts), self._dimensions), dtype=np.float32)

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """Zeros, and no word of any text."""
        return self.embed(texts), tuple(self.embed([]) for _ in texts)

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same: questions are read as other texts are."""
        return self.embed_tokens(texts)

    def pieces(self, text: str) -> int:
        """Words and the two end marks, as if each word were known."""
        return len(text.split()) + 2
