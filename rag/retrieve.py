"""Question -> the entries that may answer it, best first: names, BM25 and dense scores, weighed and added."""

from collections.abc import Iterable
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.types import Vectors
from index.words import content_words
from rag.assistant import Assistant
from rag.types import Hit, Question

Scores = NDArray[np.float32]
DEPTH = 10
# Weights of the parts of an entry's score: found on the dev questions, see eval/LOG.md.
WEIGHTS = {"name": 0.35, "passage": 1.0, "sentence": 0.6, "words": 0.5, "tokens": 2.0}
# Entries whose passages are compared word by word: late interaction costs too much for all of them.
CANDIDATES = 40


@dataclass(frozen=True, eq=False)
class Views:
    """The question's similarity to every passage and sentence, kept for the steps after retrieval.

    `passages` and `sentences` are cosines, `words` BM25 scores by passage, `tokens` the question's own word vectors.
    """

    passages: Scores
    sentences: Scores
    words: Scores
    tokens: Vectors


def look(question: Question, assistant: Assistant) -> Views:
    """Embed the question once and score everything against it (exact search; the seeds have a few thousand rows)."""
    vector, tokens = assistant.embedder.embed_tokens([question.searched])
    index = assistant.index
    return Views(
        passages=_cosines(index.passage_vectors, vector),
        sentences=_cosines(index.sentence_vectors, vector),
        words=index.words.scores(content_words(question.searched)),
        tokens=tokens[0],
    )


def retrieve(question: Question, views: Views, index: Index, depth: int = DEPTH) -> tuple[Hit, ...]:
    """The `depth` best entries, best first; ties go to the entry that comes first in the glossary.

    An entry's score is the weighted sum of: whether the question names it, the best cosine of its passages and that of
    its sentences, the best BM25 score of its passages relative to the best of all, and for the foremost entries the
    best MaxSim of their passages. A question that names several entries gets the best one of each name first.
    """
    parts = _parts(question, views, index)
    first = np.sum([WEIGHTS[name] * part for name, part in parts.items()], axis=0)
    parts["tokens"] = _late(views, index, np.argsort(-first, kind="stable")[:CANDIDATES])
    totals = first + WEIGHTS["tokens"] * parts["tokens"]
    ids = list(index.entries)
    order = np.argsort(-totals, kind="stable").tolist()
    leading = _one_of_each_name(question, [ids[row] for row in order])
    order.sort(key=lambda row: leading.index(ids[row]) if ids[row] in leading else len(leading))
    return tuple(
        Hit(
            entry_id=ids[row],
            passage_id=_best_passage(row, views, index),
            score=round(float(totals[row]), 6),
            parts={name: round(float(values[row]), 6) for name, values in parts.items()},
        )
        for row in order[:depth]
    )


def _best_passage(row: int, views: Views, index: Index) -> str:
    """Id of the passage of an entry that is nearest to the question."""
    own = np.flatnonzero(index.passage_entry == row)
    return index.passages[int(own[np.argmax(views.passages[own])])].id


def _cosines(vectors: faiss.Index, query: Vectors) -> Scores:
    """Inner products with all rows of a flat FAISS index, in the order of the rows."""
    scores, rows = vectors.search(query, vectors.ntotal)
    ordered = np.empty(vectors.ntotal, dtype=np.float32)
    ordered[rows[0]] = scores[0]
    return ordered


def _parts(question: Question, views: Views, index: Index) -> dict[str, Scores]:
    """The parts of the score, one value an entry, in the order of the index's entries."""
    count = len(index.entries)
    words = _best(views.words, index.passage_entry, count)
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    named = np.zeros(count, dtype=np.float32)
    named[[place[entry_id] for ids in question.named for entry_id in ids]] = 1.0
    return {
        "name": named,
        "passage": _best(views.passages, index.passage_entry, count),
        "sentence": _best(views.sentences, index.sentence_entry, count),
        "words": words / max(float(words.max()), 1e-6),
    }


def _late(views: Views, index: Index, entries: NDArray[np.intp]) -> Scores:
    """MaxSim of the best passage of some entries, 0 for all others."""
    passages = np.flatnonzero(np.isin(index.passage_entry, entries))
    scores = np.zeros(len(index.entries), dtype=np.float32)
    np.maximum.at(scores, index.passage_entry[passages], index.tokens.maxsim(views.tokens, passages.tolist()))
    return scores


def _best(scores: Scores, owner: NDArray[np.intp], count: int) -> Scores:
    """The highest score of each owner."""
    best = np.full(count, -1.0, dtype=np.float32)
    np.maximum.at(best, owner, scores)
    return best


def _one_of_each_name(question: Question, ranked: Iterable[str]) -> list[str]:
    """For a question that names several things: the best-ranked entry of each, in the order of the ranking."""
    if len(question.named) < 2:
        return []
    order = {entry_id: rank for rank, entry_id in enumerate(ranked)}
    return sorted({min(ids, key=order.__getitem__) for ids in question.named}, key=order.__getitem__)
