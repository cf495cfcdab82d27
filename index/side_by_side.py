"""Several glossaries side by side: their entries told apart by their ids, and all of them asked as one."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.concepts import concepts_of
from index.expansion import Expansion
from index.manifest import Manifest
from index.names import name_key, names_of
from index.store import Index
from index.tokens import TokenStore
from index.types import Edition, Entry
from index.unanswered import joined
from index.vectors import FlatVectors
from index.vocabulary import vocabulary_of
from index.words import FieldedBM25


def glossary_in(entry_id: str) -> str:
    """The name that stands before the colon in an id; "" for one without."""
    return entry_id.rpartition(":")[0]


def edition(entry_id: str, editions: Mapping[str, Edition]) -> Edition | None:
    """The glossary that an entry is from, where it is known."""
    return editions.get(glossary_in(entry_id))


def called(index: Index, name: str) -> Index:
    """The index of one glossary with its name before each id, `NAME:ID`: unique among several, and stable."""
    entries = [replace(entry, id=f"{name}:{entry.id}") for entry in index.entries.values()]
    return replace(
        index,
        entries={entry.id: entry for entry in entries},
        passages=tuple(replace(p, id=f"{name}:{p.id}", entry_id=f"{name}:{p.entry_id}") for p in index.passages),
        sentences=tuple(replace(one, passage_id=f"{name}:{one.passage_id}") for one in index.sentences),
        names={key: tuple(f"{name}:{one}" for one in ids) for key, ids in index.names.items()},
        concepts={f"{name}:{entry_id}": number for entry_id, number in index.concepts.items()},
        editions=dict.fromkeys([name], next(iter(index.editions.values()))) if index.editions else {},
    )


def together(indexes: Sequence[Index]) -> Index:
    """One index of several that were built with the same weights and have no id in common; at least one.

    Vectors are taken over, words are counted anew: some seconds for a thousand entries.
    """
    entries = {entry_id: entry for index in indexes for entry_id, entry in index.entries.items()}
    passages = tuple(passage for index in indexes for passage in index.passages)
    before = np.cumsum([0, *(len(index.entries) for index in indexes)])
    passage_entry, sentence_entry = (
        np.concatenate([getattr(index, name) + start for index, start in zip(indexes, before, strict=False)])
        for name in ("passage_entry", "sentence_entry")
    )
    vectors = np.concatenate([index.passage_vectors.rows for index in indexes])
    names = names_of(entries.values())
    return Index(
        entries=entries,
        passages=passages,
        sentences=tuple(sentence for index in indexes for sentence in index.sentences),
        passage_vectors=FlatVectors.of(vectors),
        sentence_vectors=FlatVectors.of(np.concatenate([index.sentence_vectors.rows for index in indexes])),
        expansion=Expansion.joined([(index.expansion, len(index.sentences)) for index in indexes]),
        unanswered=joined([(index.unanswered, _named_elsewhere(index, indexes)) for index in indexes]),
        tokens=TokenStore.joined([index.tokens for index in indexes]),
        words=FieldedBM25.build([_names(entries[p.entry_id]) for p in passages], [p.text for p in passages]),
        vocabulary=vocabulary_of(entries.values(), passages),
        names=names,
        manifest=_manifest(indexes),
        passage_entry=passage_entry,
        sentence_entry=sentence_entry,
        concepts=concepts_of(entries, names, vectors, passage_entry),
        editions={name: one for index in indexes for name, one in index.editions.items()},
    )


def _names(entry: Entry) -> str:
    return " ".join((entry.term, *entry.aliases))


def _named_elsewhere(index: Index, indexes: Sequence[Index]) -> set[str]:
    """What one glossary cannot answer and another one may: questions that name an entry of it."""
    found: set[str] = set()
    for other in indexes:
        if other is not index:
            # What the other one is asked in vain as well stays unanswered.
            texts = set(index.unanswered.questions.texts).difference(other.unanswered.questions.texts)
            longest = max((len(key.split()) for key in other.names), default=0)
            found |= {text for text in texts if any(run in other.names for run in _runs(name_key(text), longest))}
    return found


def _runs(text: str, longest: int) -> Iterator[str]:
    """All runs of at most so many words of a text."""
    words = text.split()
    for start in range(len(words)):
        yield from (" ".join(words[start:end]) for end in range(start + 1, min(len(words), start + longest) + 1))


def _manifest(indexes: Sequence[Index]) -> Manifest:
    """The manifest of an index that lies on no disk: what its parts are made of, and a digest of theirs."""
    parts = [index.manifest for index in indexes]
    corpora = [(name, index.manifest.corpus) for index in indexes for name in index.editions]
    return replace(
        parts[0],
        built=max(part.built for part in parts),
        corpus={f"{name}/{file}": sha256 for name, corpus in corpora for file, sha256 in corpus.items()},
        entries=sum(part.entries for part in parts),
        passages=sum(part.passages for part in parts),
        sentences=sum(part.sentences for part in parts),
        files={},
        digest=hashlib.sha256(" ".join(part.digest for part in parts).encode()).hexdigest(),
    )
