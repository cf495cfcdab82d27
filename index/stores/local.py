"""The store in this process: vectors in FAISS, words by bm25s, mapped from the index's files and searched exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.stores.store import ANYWHERE, Query, Scores, Seen


@dataclass(frozen=True, eq=False)
class LocalStore:
    """Looks at every entry that the query lets through."""

    index: Index

    def look(self, queries: Sequence[Query]) -> list[Seen]:
        """See `index.stores.store.Store`."""
        return likeness(queries, [self._let(query) for query in queries], self.index)

    def _let(self, query: Query) -> list[int] | None:
        if query.where == ANYWHERE:
            return None
        return [place for place, entry in enumerate(self.index.entries.values()) if query.where.lets(entry)]


def likeness(queries: Sequence[Query], entries: Sequence[Sequence[int] | None], index: Index) -> list[Seen]:
    """How like each query the rows of its entries are, which are given by their positions in ascending order, None for
    all. The written questions, half of what has to be read, are read once for all queries."""
    vectors = np.concatenate([query.vector for query in queries])
    answered, lacking = (written.vectors.cosines(vectors) for written in (index.expansion, index.unanswered))
    return [
        _seen(query, own, answered[row], lacking[row], index)
        for row, (query, own) in enumerate(zip(queries, entries, strict=True))
    ]


def _seen(query: Query, entries: Sequence[int] | None, answered: Scores, lacking: Scores, index: Index) -> Seen:
    unanswered = index.unanswered.likeness(lacking, answered)
    if entries is None:
        return Seen(
            passages=index.passage_vectors.cosines(query.vector),
            sentences=index.expansion.lifted(index.sentence_vectors.cosines(query.vector), answered),
            words=index.words.scores(query.words),
            unanswered=unanswered,
        )
    passages, sentences = _rows(index.passage_rows, entries), _rows(index.sentence_rows, entries)
    cosines = index.sentence_vectors.cosines_of(query.vector, sentences)
    lifted = index.expansion.lifted(_spread(cosines, sentences, len(index.sentences), -1), answered)
    return Seen(
        passages=_spread(index.passage_vectors.cosines_of(query.vector, passages), passages, len(index.passages), -1),
        sentences=_spread(lifted[sentences], sentences, len(index.sentences), -1),
        words=_spread(index.words.scores_of(query.words, passages), passages, len(index.passages), 0),
        unanswered=unanswered,
        entries=np.array(entries, dtype=np.intp),
    )


def _rows(own: Callable[[int], range], entries: Sequence[int]) -> NDArray[np.intp]:
    return np.array([row for place in entries for row in own(place)], dtype=np.intp)


def _spread(scores: Scores, rows: NDArray[np.intp], count: int, otherwise: float) -> Scores:
    """Scores of some rows at their places among all."""
    spread = np.full(count, otherwise, dtype=np.float32)
    spread[rows] = scores
    return spread
