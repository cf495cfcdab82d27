"""A made glossary of any size, to see how times grow: entries put together from passages of real ones, freshly named.

Its vectors are not embedded (60,000 passages would take a quarter of an hour) but are those of the real passages with
noise, so that scores spread as real ones do. Times are what it is for; its answers mean nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from index.blocks import blocks
from index.expansion import Expansion
from index.minilm import unit
from index.names import names_of
from index.store import Index
from index.tokens import TokenStore
from index.types import Entry, Passage, Sentence, Vectors
from index.vectors import FlatVectors
from index.vocabulary import vocabulary_of
from index.words import FieldedBM25

SEED = 11
PASSAGES_AN_ENTRY = 5
# Cosines between a vector and its noisy copy are about .9: neighbours, but none of them the same.
NOISE = 0.5
_SYLLABLES = "bal cor dun el fir gan hol is jor kel lum mir nor pel quor ras sil tor ul ver wix zan".split()


@dataclass(frozen=True, slots=True)
class Made:
    """Entries with their passages and sentences, and the real row that each passage and sentence was taken from."""

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    passage_rows: tuple[int, ...]
    sentence_rows: tuple[int, ...]


def made_index(real: Index, passages: int) -> Index:
    """An index of so many passages, made from a real one. The same numbers give the same index."""
    made = _make(real, passages)
    names = {entry.id: entry.term for entry in made.entries}
    place = {entry.id: row for row, entry in enumerate(made.entries)}
    owner = {passage.id: place[passage.entry_id] for passage in made.passages}
    return replace(
        real,
        entries={entry.id: entry for entry in made.entries},
        passages=made.passages,
        sentences=made.sentences,
        passage_vectors=FlatVectors.of(_noisy(real.passage_vectors.rows, made.passage_rows)),
        sentence_vectors=FlatVectors.of(_noisy(real.sentence_vectors.rows, made.sentence_rows)),
        expansion=_moved(real.expansion, made.sentence_rows),
        tokens=_tokens(real.tokens, made.passage_rows),
        words=FieldedBM25.build([names[one.entry_id] for one in made.passages], [one.text for one in made.passages]),
        vocabulary=vocabulary_of(made.entries, made.passages),
        names=names_of(made.entries),
        concepts=place,
        passage_entry=np.array([owner[passage.id] for passage in made.passages], dtype=np.intp),
        sentence_entry=np.array([owner[sentence.passage_id] for sentence in made.sentences], dtype=np.intp),
    )


def _make(real: Index, passages: int) -> Made:
    chance = np.random.default_rng(SEED)
    number = {passage.id: row for row, passage in enumerate(real.passages)}
    own: list[list[int]] = [[] for _ in real.passages]
    for row, sentence in enumerate(real.sentences):
        own[number[sentence.passage_id]].append(row)
    names, parts = _names(chance), []
    for begin in range(0, passages, PASSAGES_AN_ENTRY):
        size = min(PASSAGES_AN_ENTRY, passages - begin)
        taken = chance.choice(len(real.passages), size=size, replace=False).tolist()
        parts.append(_entry(real, next(names), taken, own))
    return Made(
        entries=tuple(entry for part in parts for entry in part.entries),
        passages=tuple(passage for part in parts for passage in part.passages),
        sentences=tuple(sentence for part in parts for sentence in part.sentences),
        passage_rows=tuple(row for part in parts for row in part.passage_rows),
        sentence_rows=tuple(row for part in parts for row in part.sentence_rows),
    )


def _entry(real: Index, name: str, taken: Sequence[int], own: Sequence[Sequence[int]]) -> Made:
    """One entry of that name from some passages, with their sentences at their new places."""
    entry_id = name.lower().replace(" ", "-")
    body, passages, sentences = "", [], []
    for place, row in enumerate(taken, 1):
        old = real.passages[row]
        shift = len(body) - old.start
        body += real.entries[old.entry_id].body[old.start : old.end] + "\n"
        new = Passage(f"{entry_id}#{place}", entry_id, f"{name}. {old.text}", old.start + shift, old.end + shift)
        passages.append(new)
        sentences += [
            Sentence(new.id, real.sentences[one].start + shift, real.sentences[one].end + shift) for one in own[row]
        ]
    model = next(iter(real.entries.values()))
    entry = replace(
        model, id=entry_id, term=name, header=name.lower(), keywords=(), aliases=(), category="", definition=""
    )
    entry = replace(entry, definition_at=None, body=body, blocks=blocks(body))
    rows = tuple(one for row in taken for one in own[row])
    return Made((entry,), tuple(passages), tuple(sentences), tuple(taken), rows)


def _names(chance: np.random.Generator) -> Iterator[str]:
    """Endless names of two words that no glossary has."""
    for number in count():
        first, second = ("".join(chance.choice(_SYLLABLES, size=3).tolist()) for _ in range(2))
        yield f"{first.capitalize()} {second.capitalize()} {number}"


def _noisy(vectors: Vectors, rows: Sequence[int]) -> Vectors:
    chance = np.random.default_rng(SEED)
    noise = chance.standard_normal((len(rows), vectors.shape[1]), dtype=np.float32)
    noise *= NOISE / np.sqrt(vectors.shape[1])
    noise += vectors[list(rows)]
    return unit(noise)


def _moved(real: Expansion, rows: Sequence[int]) -> Expansion:
    """The real queries, answered by the first sentence made of one that answers them, else by the first of all."""
    first: dict[int, int] = {}
    for made, row in enumerate(rows):
        first.setdefault(row, made)
    queries = (replace(one, sentences=tuple({first.get(row, 0) for row in one.sentences})) for one in real.queries)
    return Expansion(tuple(queries), real.vectors)


def _tokens(real: TokenStore, rows: Sequence[int]) -> TokenStore:
    """The real passages' own word vectors: they are compared for a few passages only."""
    spans = [(int(real.starts[row]), int(real.starts[row + 1])) for row in rows]
    starts = np.cumsum([0, *(end - start for start, end in spans)], dtype=np.int64)
    vectors = np.empty((int(starts[-1]), real.vectors.shape[1]), dtype=np.int8)
    for place, (start, end) in enumerate(spans):
        vectors[starts[place] : starts[place + 1]] = real.vectors[start:end]
    return TokenStore(vectors, starts)
