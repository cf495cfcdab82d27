"""A few sentences of an entry, with questions that they answer and questions near to these that they do not: what the
judge learns of answers (`eval.train_judge`)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from eval.made_answers import NEAR, Sayings
from eval.twins import Twins, is_held, placed, read_twins
from eval.verifier import Pair
from index.unanswered import read_lacking
from rag.answering import together

# Each sentence that answers something is drawn so often, with so many sentences in all; the others are taken of the
# nearest, each with a chance. Of each kind of question no more than so many. None of these was tried otherwise.
PASSES, SIZES, _NEAREST, _CHANCE, _MOST = 2, (2, 3, 3, 4), 8, 0.7, 8
_ANSWERED, _BESIDE_TWINS, _LACKING, _ELSEWHERE = 3, 2, 2, 2
# A question that is so like one which the text answers may be answered by it, too.
_ALIKE = 0.7
# Of an entry's lacking facts and its other questions, so many of the nearest are drawn from.
_DRAWN = 6, 12
# So many sentences beside the one that answers, in the texts to measure with.
_MEASURED = 2

Vectors = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class _Asked:
    """A question, its vector, and the rows of the sentences that answer it (none for one that its entry does not)."""

    text: str
    vector: Vectors
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Source:
    """What texts and questions are drawn from: the sentences that may be quoted, by entry its written questions and the
    questions for what it lacks, and by sentence its twins."""

    sayings: Sayings
    written: Mapping[int, Sequence[_Asked]]
    lacking: Mapping[int, Sequence[_Asked]]
    twins: Mapping[int, Sequence[Twins]]
    vectors: Mapping[str, Vectors]

    @classmethod
    def of(cls, sayings: Sayings) -> "Source":
        """All that there is for an assistant's index."""
        index = sayings.assistant.index
        written, twins, lacking = defaultdict(list), defaultdict(list), defaultdict(list)
        rows = np.asarray(index.expansion.vectors.rows, dtype=np.float32)
        for query, vector in zip(index.expansion.queries, rows, strict=True):
            written[_entry(sayings, query.sentences[0])].append(_Asked(query.text, vector, frozenset(query.sentences)))
        for one, row in placed(read_twins(), index).items():
            twins[row].append(one)
        facts = [one for one in (*read_lacking(), *read_lacking(NEAR)) if not one.term]
        texts = [(text, fact.header) for fact in facts for text in fact.queries]
        embedded = sayings.assistant.embedder.embed([text for text, _ in texts])
        for (text, header), vector in zip(texts, embedded, strict=True):
            for place, entry in enumerate(index.entries.values()):
                if entry.header == header:
                    lacking[place].append(_Asked(text, vector))
        both = [text for some in twins.values() for one in some for text in (one.question, one.near)]
        known = dict(zip(both, sayings.assistant.embedder.embed(both), strict=True))
        return cls(sayings, written, lacking, twins, known)

    def about(self, row: int, random: Random) -> list[Pair]:
        """A text with the sentence in a row of the index, with each question that is held against it."""
        entry, meant = _entry(self.sayings, row), self._meant(row)
        size = random.choice(SIZES)
        near = self._near(row, meant)[:_NEAREST]
        rows = [row, *[one for one in near if random.random() < _CHANCE][: size - 1]]
        random.shuffle(rows)
        answered = list(dict.fromkeys(self._answered(row, rows, random)))
        others = list(dict.fromkeys(self._others(entry, rows, meant, random)))
        asked = [(text, True) for text in answered] + [(text, False) for text in others if text not in answered]
        random.shuffle(asked)
        return self._pairs(rows, asked[:_MOST])

    def measured(self, row: int) -> Iterator[Pair]:
        """Both questions of each of a sentence's twins, with the sentence and the nearest of its entry."""
        for one in self.twins[row]:
            rows = sorted([row, *self._near(row, self.vectors[one.near])[:_MEASURED]])
            yield from self._pairs(rows, [(one.question, True), (one.near, False)])

    def _pairs(self, rows: Sequence[int], asked: Sequence[tuple[str, bool]]) -> list[Pair]:
        found = [self.sayings.by_row[row] for row in rows]
        text, subject = together(found), found[0].entry.term
        return [Pair(f"{rows[0]}", question, text, subject, answers) for question, answers in asked]

    def _meant(self, row: int) -> Vectors:
        """The mean vector of the questions that a sentence answers."""
        own = [one.vector for one in self.written[_entry(self.sayings, row)] if row in one.rows]
        mean: Vectors = np.mean([*own, *(self.vectors[one.question] for one in self.twins.get(row, ()))], axis=0)
        return mean

    def _near(self, row: int, vector: Vectors) -> list[int]:
        """The other sentences of a sentence's entry, the nearest to a vector first."""
        index, entry = self.sayings.assistant.index, _entry(self.sayings, row)
        own = [int(one) for one in np.flatnonzero(index.sentence_entry == entry) if one in self.sayings.by_row]
        order = np.argsort(-(index.sentence_vectors.rows[own] @ vector), kind="stable")
        return [own[place] for place in order if own[place] != row]

    def _answered(self, row: int, rows: Sequence[int], random: Random) -> Iterator[str]:
        """Questions that a text of these rows answers, most of them by the one row."""
        twins = self.twins.get(row, ())
        yield from (one.question for one in twins)
        own = [one.text for one in self.written[_entry(self.sayings, row)] if row in one.rows]
        yield from random.sample(own, min(len(own), _BESIDE_TWINS if twins else _ANSWERED))
        yield from (random.choice(self.twins[one]).question for one in rows if one != row and self.twins.get(one))

    def _others(self, entry: int, rows: Sequence[int], meant: Vectors, random: Random) -> Iterator[str]:
        """Questions near to a text of these rows that it does not answer."""
        yield from (one.near for row in rows for one in self.twins.get(row, ()))
        mean = self.sayings.assistant.index.sentence_vectors.rows[list(rows)].mean(axis=0)
        lacking = sorted(self.lacking[entry], key=lambda one: -float(one.vector @ mean))[: _DRAWN[0]]
        yield from (one.text for one in random.sample(lacking, min(len(lacking), _LACKING)))
        inside = [one.vector for one in self.written[entry] if not one.rows.isdisjoint(rows)]
        outside = [one for one in self.written[entry] if one.rows.isdisjoint(rows)]
        near = sorted(outside, key=lambda one: -float(one.vector @ meant))[: _DRAWN[1]]
        unlike = [one.text for one in near if not inside or float(np.max(np.array(inside) @ one.vector)) < _ALIKE]
        yield from random.sample(unlike, min(len(unlike), random.randint(1, _ELSEWHERE)))


def made_asked(source: Source, seed: int) -> list[Pair]:
    """Texts about every sentence that answers something, but those of the entries that are held back, with questions
    that they answer and such that they do not; the question is the claim."""
    random = Random(seed)
    rows = [row for row in _answering(source) if not _is_held(source, row)]
    return [pair for _ in range(PASSES) for row in rows for pair in source.about(row, random)]


def held_asked(source: Source) -> list[Pair]:
    """Twins of the entries that are held back, to measure with."""
    return [pair for row in sorted(source.twins) if _is_held(source, row) for pair in source.measured(row)]


def _answering(source: Source) -> list[int]:
    first = {row for asked in source.written.values() for one in asked for row in one.rows}
    return sorted(row for row in first | set(source.twins) if row in source.sayings.by_row)


def _is_held(source: Source, row: int) -> bool:
    index = source.sayings.assistant.index
    return row in source.sayings.by_row and is_held(index.ids[index.sentence_entry[row]])


def _entry(sayings: Sayings, row: int) -> int:
    return int(sayings.assistant.index.sentence_entry[row])
