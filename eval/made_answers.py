"""Pairs of a question and a sentence that answers it or does not, from the written questions, and such of which nobody
knows: what `eval.train_answers` learns from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from eval.twins import Twins, placed
from eval.verifier import Pair, distinct
from index.unanswered import Lacking, read_lacking
from rag.answering import shown
from rag.assistant import Assistant
from rag.candidates import sentences
from rag.signs import Candidate
from rag.types import Hit

NEAR = Path(__file__).parent / "questions" / "lacking-near.jsonl"
"""Questions for facts that an entry nearly says; too near to be in index/unanswered.jsonl."""

# Of a question without an answer so many of the nearest sentences are wrong ones; of one with an answer a sentence of
# the same entry is, one of the nearest but the first, which often answers it too, that answers no question so like it.
_NEAREST, _AMONG, _ALIKE = 3, 8, 0.75
# Of these two kinds there are more than enough.
_OF_AN_ENTRY, _OF_TERMS = 7_000, 3_000
# In the pool each question has so many of the nearest sentences, and one of those that come next.
_POOLED, _DRAWN_FROM = 4, 26


@dataclass(frozen=True, eq=False)
class Sayings:
    """An assistant, and its sentences that may be quoted, by their rows in the index."""

    assistant: Assistant
    by_row: Mapping[int, Candidate]

    @classmethod
    def of(cls, assistant: Assistant) -> "Sayings":
        """All of an assistant's."""
        hits = [Hit(entry_id, "", 0.0, {}) for entry_id in assistant.index.ids]
        return cls(assistant, {one.row: one for one in sentences(hits, assistant)})

    def pair(self, text: str, row: int, answers: bool | None) -> Iterator[Pair]:
        """One pair, or none for a sentence that is never quoted."""
        if found := self.by_row.get(row):
            yield Pair(f"{row}", text, shown(found), found.entry.term, answers)


def made_answers(sayings: Sayings, seed: int) -> list[Pair]:
    """All pairs but those of twins, in a random order: the question is the claim, the sentence its evidence."""
    random, queries = Random(seed), sayings.assistant.index.expansion.queries
    right = [pair for query in queries for pair in sayings.pair(query.text, query.sentences[0], answers=True)]
    same, terms = list(_of_an_entry(sayings, random)), list(_of_terms(sayings))
    for kind in (same, terms):
        random.shuffle(kind)
    facts = _of_facts(sayings, [*read_lacking(), *read_lacking(NEAR)])
    pairs = [*right, *facts, *same[:_OF_AN_ENTRY], *terms[:_OF_TERMS]]
    random.shuffle(pairs)
    return pairs


def _of_an_entry(sayings: Sayings, random: Random) -> Iterator[Pair]:
    """Questions with an answer, each with another sentence of its entry."""
    index = sayings.assistant.index
    vectors, queries = index.expansion.vectors.rows, index.expansion.queries
    for number, query in enumerate(queries):
        alike = np.flatnonzero(vectors @ vectors[number] > _ALIKE)
        taken = {row for other in alike for row in queries[other].sentences}
        own = np.flatnonzero(index.sentence_entry == index.sentence_entry[query.sentences[0]])
        near = own[np.argsort(-(index.sentence_vectors.rows[own] @ vectors[number]))]
        others = [int(row) for row in near if row not in query.sentences]
        if len(others) > _NEAREST:
            left = [row for row in others[1 : _AMONG + 1] if row not in taken]
            yield from sayings.pair(query.text, random.choice(left), answers=False) if left else ()


def _of_facts(sayings: Sayings, lacking: Sequence[Lacking]) -> Iterator[Pair]:
    """Questions for facts that an entry lacks, with its nearest sentences."""
    index = sayings.assistant.index
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(index.entries.values()):
        places.setdefault(entry.header, []).append(place)
    asked = [(text, one.header) for one in lacking for text in one.queries if one.header in places]
    vectors = sayings.assistant.embedder.embed([text for text, _ in asked])
    for (text, header), vector in zip(asked, vectors, strict=True):
        own = np.flatnonzero(np.isin(index.sentence_entry, places[header]))
        for row in own[np.argsort(-(index.sentence_vectors.rows[own] @ vector))][:_NEAREST]:
            yield from sayings.pair(text, int(row), answers=False)


def _of_terms(sayings: Sayings) -> Iterator[Pair]:
    """Questions about terms that have no entry, each with the nearest sentence of all."""
    texts = [text for one in read_lacking() if one.term for text in one.queries]
    index = sayings.assistant.index
    nearest = (sayings.assistant.embedder.embed(texts) @ index.sentence_vectors.rows.T).argmax(axis=1)
    for text, row in zip(texts, nearest.tolist(), strict=True):
        yield from sayings.pair(text, row, answers=False)


def of_twins(sayings: Sayings, twins: Sequence[Twins]) -> Iterator[Pair]:
    """The question of each with its sentence; the one near to it with that sentence and the nearest of its entry."""
    index, rows = sayings.assistant.index, placed(twins, sayings.assistant.index)
    vectors = sayings.assistant.embedder.embed([one.near for one in rows])
    for (one, row), vector in zip(rows.items(), vectors, strict=True):
        yield from sayings.pair(one.question, row, answers=True)
        own = np.flatnonzero(index.sentence_entry == index.sentence_entry[row])
        own = np.array([other for other in own.tolist() if other in sayings.by_row], dtype=np.intp)
        near = own[np.argsort(-(index.sentence_vectors.rows[own] @ vector), kind="stable")][:_NEAREST]
        for wrong in dict.fromkeys((row, *near.tolist())):
            yield from sayings.pair(one.near, wrong, answers=False)


def between_twins(sayings: Sayings, twins: Sequence[Twins]) -> Iterator[Pair]:
    """Both questions of each with the one sentence, to measure with."""
    for one, row in placed(twins, sayings.assistant.index).items():
        yield from sayings.pair(one.question, row, answers=True)
        yield from sayings.pair(one.near, row, answers=False)


def asked(sayings: Sayings, twins: Sequence[Twins]) -> Iterator[str]:
    """All written questions, with an answer and without, those of these twins among them."""
    yield from (query.text for query in sayings.assistant.index.expansion.queries)
    yield from (text for one in (*read_lacking(), *read_lacking(NEAR)) for text in one.queries)
    yield from (text for one in twins for text in (one.question, one.near))


def pool(sayings: Sayings, texts: Iterable[str], seed: int) -> list[Pair]:
    """Questions with sentences that are near, without labels; each pair once."""
    random, texts = Random(seed), list(dict.fromkeys(texts))
    rows = np.array(sorted(sayings.by_row))
    vectors = sayings.assistant.index.sentence_vectors.rows[rows]
    pairs: list[Pair] = []
    for text, vector in zip(texts, sayings.assistant.embedder.embed(texts), strict=True):
        near = rows[np.argsort(-(vectors @ vector), kind="stable")][: _POOLED + _DRAWN_FROM].tolist()
        for row in (*near[:_POOLED], random.choice(near[_POOLED:])):
            pairs += sayings.pair(text, row, answers=None)
    return distinct(pairs)
