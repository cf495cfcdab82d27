"""Pairs of a question and a sentence that answers it or does not, from the written questions: what
`eval.train_answers` learns from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from eval.verifier import Pair
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


@dataclass(frozen=True, eq=False)
class Sayings:
    """An assistant, and its sentences that may be quoted, by their rows in the index."""

    assistant: Assistant
    by_row: Mapping[int, Candidate]

    def pair(self, text: str, row: int, answers: bool) -> Iterator[Pair]:
        """One pair, or none for a sentence that is never quoted."""
        if found := self.by_row.get(row):
            yield Pair(f"{row}", text, shown(found), found.entry.term, answers)


def made_answers(assistant: Assistant, seed: int) -> list[Pair]:
    """All pairs, in a random order: the question is the claim, the sentence its evidence."""
    random, index = Random(seed), assistant.index
    hits = [Hit(entry_id, "", 0.0, {}) for entry_id in index.ids]
    sayings = Sayings(assistant, {one.row: one for one in sentences(hits, assistant)})
    right = [
        pair for query in index.expansion.queries for pair in sayings.pair(query.text, query.sentences[0], answers=True)
    ]
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
