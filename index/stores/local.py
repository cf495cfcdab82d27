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

    def look(self, query: Query) -> Seen:
        """See `index.stores.store.Store`."""
        if query.where == ANYWHERE:
            return likeness(query, self.index)
        entries = enumerate(self.index.entries.values())
        return likeness(query, self.index, [place for place, entry in entries if query.where.lets(entry)])


def likeness(query: Query, index: Index, entries: Sequence[int] | None = None) -> Seen:
    """How like the query the rows of some entries are, given by their positions in ascending order, or of all."""
    queries = index.expansion.vectors.cosines(query.vector)
    unanswered = index.unanswered.likeness(query.vector, queries)
    if entries is None:
        return Seen(
            passages=index.passage_vectors.cosines(query.vector),
            sentences=index.expansion.lifted(index.sentence_vectors.cosines(query.vector), queries),
            words=index.words.scores(query.words),
            unanswered=unanswered,
        )
    passages, sentences = _rows(index.passage_rows, entries), _rows(index.sentence_rows, entries)
    cosines = index.sentence_vectors.cosines_of(query.vector, sentences)
    lifted = index.expansion.lifted(_spread(cosines, sentences, len(index.sentences), -1), queries)
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
