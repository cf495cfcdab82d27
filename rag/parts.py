"""The parts of an entry's score: each says in its own way how well an entry fits a question."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.tokens import Nearness
from index.types import Vectors
from index.unanswered import Likeness
from rag.answering import Reader
from rag.types import Question

Scores = NDArray[np.float32]
# A word of the question speaks for an entry by what it is nearer there than in this many other candidates.
_CROWD = 10
# Keeps a part that hardly differs among the candidates from deciding between them.
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True, eq=False)
class Views:
    """The question's similarity to every passage and sentence, kept for the steps after retrieval.

    `passages` and `sentences` are cosines (of a sentence or of a question that it is known to answer), `words` BM25
    scores by passage, `tokens` the question's own word vectors, `late` the MaxSim of the passages that have been
    compared with them, by row (see `maxsim`), `entries` the positions of the entries that were looked at, None for all,
    `unanswered` how like the question is to those that nothing here answers (see `index.stores.store.Seen`), `answers`
    what has been read of how well the best sentences answer what is asked (see `rag.decide.read_best`).
    """

    passages: Scores
    sentences: Scores
    words: Scores
    tokens: Vectors
    late: dict[int, float] = field(default_factory=dict)
    entries: NDArray[np.intp] | None = None
    unanswered: Likeness = Likeness()
    answers: dict[str, Reader] = field(default_factory=dict)


def first_parts(question: Question, views: Views, index: Index) -> dict[str, Scores]:
    """The parts that cost little, one value an entry: whether the question names it, the best cosine of its passages
    and of its sentences, and its best BM25 score relative to the best of all."""
    count = len(index.entries)
    words = _best(views.words, index.passage_entry, count)
    named = np.zeros(count, dtype=np.float32)
    named[[index.place[entry_id] for ids in question.named for entry_id in ids]] = 1.0
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
    place = np.full(len(index.entries), -1)
    place[list(entries)] = np.arange(len(entries))
    passages = np.flatnonzero(place[index.passage_entry] >= 0)
    owner = place[index.passage_entry[passages]]
    near = _compared(passages.tolist(), views, index)
    count, width = len(entries), near.best.shape[1]
    if not width:
        return {name: np.zeros(count, dtype=np.float32) for name in ("maxsim", "reverse", "contrast")}
    best = np.zeros((count, width), dtype=np.float32)
    firsts = _firsts(owner)
    best[owner[firsts]] = np.maximum(np.maximum.reduceat(near.best, firsts), 0)
    crowd = np.sort(best, axis=0)[-min(_CROWD, count)]
    echo, sizes = (np.bincount(owner, values, count) for values in (near.echo, near.sizes))
    return {
        "maxsim": _best(near.best.mean(axis=1), owner, count),
        "reverse": np.asarray(echo / np.maximum(sizes, 1), dtype=np.float32),
        "contrast": np.maximum(best - crowd, 0).mean(axis=1),
    }


def maxsim(rows: Sequence[int], views: Views, index: Index) -> list[float]:
    """MaxSim of some passages, each compared only once for a question."""
    _compared([row for row in rows if row not in views.late], views, index)
    return [views.late[row] for row in rows]


def standardised(scores: Scores) -> Scores:
    """Distances from the mean in standard deviations, so that parts of different spread can be weighed."""
    return np.asarray((scores - scores.mean()) / (scores.std() + _LEAST_SPREAD), dtype=np.float32)


def _best(scores: Scores, owner: NDArray[np.intp], count: int) -> Scores:
    """The highest score of each owner, whose scores follow one another; -1 for one without any."""
    best = np.full(count, -1.0, dtype=np.float32)
    firsts = _firsts(owner)
    best[owner[firsts]] = np.maximum.reduceat(scores, firsts)
    return best


def _firsts(owner: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where the rows of another owner begin."""
    return np.flatnonzero(np.diff(owner, prepend=-1))


def _compared(rows: Sequence[int], views: Views, index: Index) -> Nearness:
    """How near some passages come to the question's tokens; their MaxSim is noted."""
    near = index.tokens.compare(views.tokens, rows)
    means = near.best.mean(axis=1).tolist() if near.best.size else [0.0] * len(rows)
    views.late.update(zip(rows, means, strict=True))
    return near
