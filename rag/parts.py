"""The parts of an entry's score: each says in its own way how well an entry fits a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.types import Vectors
from rag.types import Question

Scores = NDArray[np.float32]
# A word of the question speaks for an entry by what it is nearer there than in this many other candidates.
_CROWD = 10
# Keeps a part that hardly differs among the candidates from deciding between them.
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True, eq=False)
class Views:
    """The question's similarity to every passage and sentence, kept for the steps after retrieval.

    `passages` and `sentences` are cosines, `words` BM25 scores by passage, `tokens` the question's own word vectors.
    """

    passages: Scores
    sentences: Scores
    words: Scores
    tokens: Vectors


def first_parts(question: Question, views: Views, index: Index) -> dict[str, Scores]:
    """The parts that cost little, one value an entry: whether the question names it, the best cosine of its passages
    and of its sentences, and its best BM25 score relative to the best of all."""
    count = len(index.entries)
    words = _best(views.words, index.passage_entry, count)
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    named = np.zeros(count, dtype=np.float32)
    named[[place[entry_id] for ids in question.named for entry_id in ids]] = 1.0
    return {
        "name": named,
        "passage": _best(views.passages, index.passage_entry, count),
        "sentence": _best(views.sentences, index.sentence_entry, count),
        "words": words / max(float(words.max(initial=0.0)), 1e-6),
    }


def late_parts(views: Views, index: Index, entries: Sequence[int]) -> dict[str, Scores]:
    """The parts that compare word by word (late interaction), one value for each of some entries.

    `maxsim`: the mean, over the question's words, of the best cosine in one passage (ColBERT); `reverse`: the mean,
    over the entry's words, of the best cosine with one of the question's; `contrast`: by how much the question's words
    are nearer to the entry than to most others.
    """
    passages = np.flatnonzero(np.isin(index.passage_entry, list(entries)))
    near = index.tokens.compare(views.tokens, passages.tolist())
    place = {entry: row for row, entry in enumerate(entries)}
    owner = np.array([place[int(entry)] for entry in index.passage_entry[passages]], dtype=np.intp)
    count, width = len(entries), near.best.shape[1]
    if not width:
        return {name: np.zeros(count, dtype=np.float32) for name in ("maxsim", "reverse", "contrast")}
    best = np.zeros((count, width), dtype=np.float32)
    np.maximum.at(best, owner, near.best)
    crowd = np.sort(best, axis=0)[-min(_CROWD, count)]
    echo, sizes = (np.bincount(owner, values, count) for values in (near.echo, near.sizes))
    return {
        "maxsim": _best(near.best.mean(axis=1), owner, count),
        "reverse": np.asarray(echo / np.maximum(sizes, 1), dtype=np.float32),
        "contrast": np.maximum(best - crowd, 0).mean(axis=1),
    }


def standardised(scores: Scores) -> Scores:
    """Distances from the mean in standard deviations, so that parts of different spread can be weighed."""
    return np.asarray((scores - scores.mean()) / (scores.std() + _LEAST_SPREAD), dtype=np.float32)


def _best(scores: Scores, owner: NDArray[np.intp], count: int) -> Scores:
    """The highest score of each owner."""
    best = np.full(count, -1.0, dtype=np.float32)
    np.maximum.at(best, owner, scores)
    return best
