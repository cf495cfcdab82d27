"""An index as an engine holds it: a row for each passage, each sentence, and each question that an entry is known to
answer, known by what it was made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.stores.store import letter_of
from index.words import content_words

Kind = Literal["passages", "sentences", "queries"]


class Row(TypedDict, total=False):
    """What is put into an engine; `names` and `words` (stems with blanks between) are those of passages alone."""

    id: str
    glossary: str
    entry: str
    category: str
    letter: str
    vector: NDArray[np.float32]
    names: str
    words: str


class Place(NamedTuple):
    """Where a row comes from: its entry's position, its row among the vectors, and what it is called in its entry."""

    entry: int
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows of a kind have beside their vectors: texts whose words are scored."""

    texts: tuple[str, ...]


KINDS: Mapping[Kind, Shape] = {
    "passages": Shape(("names", "words")),
    "sentences": Shape(()),
    "queries": Shape(()),
}


def editions(index: Index) -> list[str]:
    """For each entry a hash of all that its rows are made of: equal ones have equal rows."""
    return [_edition(index, place) for place in range(len(index.ids))]


def numbered(index: Index, kind: Kind, glossary: str) -> dict[str, Place]:
    """Id -> place in the index of all rows of a kind. An entry that changes gets new ids, and keeps its old rows apart
    from them for those who still read the build before."""
    tag, edition = tag_of(glossary), editions(index)
    return {f"{tag}-{edition[place.entry]}-{place.name}": place for place in _places(index, kind)}


def rows(index: Index, kind: Kind, glossary: str, wanted: Mapping[str, Place]) -> Iterator[Row]:
    """The rows of some ids, made one by one."""
    held = {
        "passages": index.passage_vectors.rows,
        "sentences": index.sentence_vectors.rows,
        "queries": index.expansion.vectors.rows,
    }
    vectors = held[kind]
    for row_id, place in wanted.items():
        entry = index.entries[index.ids[place.entry]]
        made = Row(
            id=row_id,
            glossary=glossary,
            entry=entry.id,
            category=entry.category,
            letter=letter_of(entry),
            vector=np.array(vectors[place.row]),
        )
        if kind == "passages":
            made["names"] = " ".join(content_words(" ".join((entry.term, *entry.aliases))))
            made["words"] = " ".join(content_words(index.passages[place.row].text))
        yield made


def _places(index: Index, kind: Kind) -> Iterator[Place]:
    if kind == "queries":
        for row, query in enumerate(index.expansion.queries):
            for entry in sorted({int(index.sentence_entry[sentence]) for sentence in query.sentences}):
                yield Place(entry, row, tag_of(query.text))
        return
    own = index.passage_rows if kind == "passages" else index.sentence_rows
    for entry in range(len(index.ids)):
        yield from (Place(entry, row, str(number)) for number, row in enumerate(own(entry)))


def tag_of(text: str) -> str:
    """A short name for a glossary, or any text, of signs that every engine takes."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _edition(index: Index, place: int) -> str:
    entry = asdict(index.entries[index.ids[place]])
    del entry["sources"]  # where it was read says nothing of what it is
    passages = [asdict(index.passages[row]) for row in index.passage_rows(place)]
    sentences = [asdict(index.sentences[row]) for row in index.sentence_rows(place)]
    whole = json.dumps([index.manifest.weights, entry, passages, sentences], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
