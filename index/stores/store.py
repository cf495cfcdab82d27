"""Where a question is looked for: in this process, or in an engine that runs on machines of its own.

A store says which entries are worth a close look and how like the question their rows are. The figures always come from
the index's own files, by the same arithmetic: an engine only narrows down what is looked at, so that its scores, which
mean something else in each engine, decide nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.types import Entry, IndexRefused, Vectors
from index.unanswered import Likeness

Scores = NDArray[np.float32]


class StoreUnavailable(IndexRefused):
    """An engine cannot be asked, or does not hold what it is asked for. The message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which entries may be found: of one of these categories, under one of these letters. None given lets all through.

    A letter is the first sign of an entry's header in upper case, as on the glossary's pages.
    """

    categories: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    def lets(self, entry: Entry) -> bool:
        """Whether an entry may be found."""
        fits = not self.categories or entry.category in self.categories
        return fits and (not self.letters or letter_of(entry) in self.letters)


ANYWHERE = Where()


@dataclass(frozen=True, eq=False)
class Query:
    """What is looked for: a unit vector, shape (1, dimensions), stemmed words, and the ids of entries that are named
    (looked at in any case, if `where` lets them)."""

    vector: Vectors
    words: Sequence[str]
    named: Sequence[str] = ()
    where: Where = field(default=ANYWHERE)


@dataclass(frozen=True, eq=False)
class Seen:
    """How like the query the rows are: `passages` and `sentences` cosines by row (a sentence has that of a question
    which it is known to answer, where this is higher), `words` BM25 by passage; `unanswered` is how like it is to
    questions that nothing here answers (see `index.unanswered`).

    `entries` are the positions of the entries that were looked at, ascending; None for all. Rows of the others have
    the cosine -1 and no score for their words.
    """

    passages: Scores
    sentences: Scores
    words: Scores
    unanswered: Likeness = Likeness()
    entries: NDArray[np.intp] | None = None


class Store(Protocol):
    """Finds entries of one build of an index."""

    def look(self, queries: Sequence[Query]) -> list[Seen]:
        """For each query the entries worth a close look, and the likeness of their rows. Raises StoreUnavailable."""
        ...


def letter_of(entry: Entry) -> str:
    """The letter under which an entry stands."""
    return entry.header[:1].upper()
