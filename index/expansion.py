"""Questions that sentences are known to answer: further texts that a sentence is found by, and that are never quoted.

Document expansion by queries (Nogueira et al., arXiv 1904.08375), here by written ones. Who asks about a thing without
its name uses words that its entry lacks; another's question about the same thing often has them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.packed import PackedVectors
from index.types import Entry, Passage, SeedError, Sentence

WRITTEN = Path(__file__).parent / "expansion.jsonl"
"""The questions that come with the project; of another glossary's entries it has none."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the rows of the sentences that answer it."""

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Questions that one sentence of an entry answers. `quote` is how the sentence begins in the entry's body."""

    header: str
    quote: str
    queries: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Expansion:
    """The queries of an index and their vectors, row by row."""

    queries: tuple[Query, ...]
    vectors: PackedVectors

    @classmethod
    def none(cls, size: int) -> "Expansion":
        """No queries, for vectors of so many dimensions."""
        return cls((), PackedVectors.none(size))

    @classmethod
    def joined(cls, parts: Sequence[tuple["Expansion", int]]) -> "Expansion":
        """One of several, each given with how many sentences its index has; the sentences follow one another."""
        queries: list[Query] = []
        before = 0
        for part, sentences in parts:
            queries += (Query(one.text, tuple(row + before for row in one.sentences)) for one in part.queries)
            before += sentences
        return cls(tuple(queries), PackedVectors.of(np.concatenate([part.vectors.rows for part, _ in parts])))

    def lifted(self, sentences: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosines of all sentences with a question, each no lower than that of a query which it answers."""
        lifted = sentences.copy()
        if self.queries:
            rows, firsts, of_query = self._answers
            lifted[rows] = np.maximum(lifted[rows], np.maximum.reduceat(queries[of_query], firsts))
        return lifted

    @cached_property
    def _answers(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """The sentences that answer queries, where each one's queries begin, and the queries of all in this order."""
        sentences = np.fromiter(chain.from_iterable(query.sentences for query in self.queries), dtype=np.intp)
        numbers = np.repeat(np.arange(len(self.queries)), [len(query.sentences) for query in self.queries])
        order = np.argsort(sentences, kind="stable")
        rows, firsts = np.unique(sentences[order], return_index=True)
        return rows, firsts, numbers[order]

    def save(self, folder: Path) -> None:
        """Write the queries as JSON and the packed vectors."""
        rows = json.dumps([(one.text, one.sentences) for one in self.queries], ensure_ascii=False)
        (folder / "queries.json").write_text(f"{rows}\n", encoding="utf-8")
        self.vectors.save(folder, "queries")

    @classmethod
    def load(cls, folder: Path) -> "Expansion":
        """Read what `save` wrote; the vectors are mapped."""
        rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
        queries = tuple(Query(text, tuple(sentences)) for text, sentences in rows)
        return cls(queries, PackedVectors.load(folder, "queries"))


def read_answered(file: Path = WRITTEN) -> tuple[Answered, ...]:
    """What a file says is asked: a JSON object a line with `header`, `quote` and `queries`.

    Raises SeedError with the file and line of what is not one.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(_answered(line, f"{file.name}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _answered(line: str, place: str) -> Answered:
    try:
        row: dict[str, Any] = json.loads(line)
        header, quote, queries = row["header"], row["quote"], row["queries"]
        if not all(isinstance(text, str) and text.strip() for text in (header, quote, *queries)):
            raise ValueError("header, quote and each of the queries must be text")
    except (ValueError, KeyError, TypeError) as error:
        wanted = '{"header": "...", "quote": "how the sentence begins", "queries": ["...?"]}'
        raise SeedError(f"{place}: not a line of the form {wanted}: {error}") from error
    return Answered(header, quote, tuple(queries))


def queries_of(
    answered: Sequence[Answered], entries: Sequence[Entry], passages: Sequence[Passage], sentences: Sequence[Sentence]
) -> tuple[Query, ...]:
    """The queries that sentences of these entries answer, each once, in the order of `answered`.

    What is not there (another glossary, a sentence that was changed) is left out.
    """
    bodies: dict[str, list[Entry]] = {}
    for entry in entries:
        bodies.setdefault(entry.header, []).append(entry)
    spans = _spans(passages, sentences)
    found: dict[str, dict[int, None]] = {}
    for one in answered:
        for entry in bodies.get(one.header, ()):
            places = (match.start() for match in re.finditer(re.escape(one.quote), entry.body))
            # A quote may begin within a sentence: what was two of them when it was asked about can be one now.
            rows = [row for place in places for start, end, row in spans.get(entry.id, ()) if start <= place < end]
            for text in one.queries if rows else ():
                found.setdefault(text, {})[rows[0]] = None
    return tuple(Query(text, tuple(rows)) for text, rows in found.items())


def _spans(passages: Sequence[Passage], sentences: Sequence[Sentence]) -> Mapping[str, list[tuple[int, int, int]]]:
    """For each entry, where its sentences begin and end and which rows they are."""
    owner = {passage.id: passage.entry_id for passage in passages}
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for row, sentence in enumerate(sentences):
        spans.setdefault(owner[sentence.passage_id], []).append((sentence.start, sentence.end, row))
    return spans
