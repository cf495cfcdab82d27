"""An index as an engine holds it: a row for each passage and each sentence, known by what it was made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from index.store import Index
from index.stores.store import letter_of
from index.words import content_words

Kind = Literal["passages", "sentences"]


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


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows of a kind have beside their vectors: texts whose words are scored."""

    texts: tuple[str, ...]


KINDS: Mapping[Kind, Shape] = {"passages": Shape(("names", "words")), "sentences": Shape(())}


def editions(index: Index) -> list[str]:
    """For each entry a hash of all that its rows are made of: equal ones have equal rows."""
    return [_edition(index, place) for place in range(len(index.ids))]


def numbered(index: Index, kind: Kind, glossary: str) -> dict[str, int]:
    """Id -> row in the index of all rows of a kind. An entry that changes gets new ids, and keeps its old rows apart
    from them for those who still read the build before."""
    own = index.passage_rows if kind == "passages" else index.sentence_rows
    tag = tag_of(glossary)
    return {
        f"{tag}-{edition}-{number}": row
        for place, edition in enumerate(editions(index))
        for number, row in enumerate(own(place))
    }


def rows(index: Index, kind: Kind, glossary: str, wanted: Mapping[str, int]) -> Iterator[Row]:
    """The rows of some ids, each with its row in the index, made one by one."""
    owner = index.passage_entry if kind == "passages" else index.sentence_entry
    vectors = index.passage_vectors.rows if kind == "passages" else index.sentence_vectors.rows
    for row_id, row in wanted.items():
        entry = index.entries[index.ids[owner[row]]]
        made = Row(
            id=row_id,
            glossary=glossary,
            entry=entry.id,
            category=entry.category,
            letter=letter_of(entry),
            vector=np.array(vectors[row]),
        )
        if kind == "passages":
            made["names"] = " ".join(content_words(" ".join((entry.term, *entry.aliases))))
            made["words"] = " ".join(content_words(index.passages[row].text))
        yield made


def tag_of(glossary: str) -> str:
    """A short name for a glossary of signs that every engine takes."""
    return hashlib.sha256(glossary.encode()).hexdigest()[:8]


def _edition(index: Index, place: int) -> str:
    entry = asdict(index.entries[index.ids[place]])
    del entry["sources"]  # where it was read says nothing of what it is
    passages = [asdict(index.passages[row]) for row in index.passage_rows(place)]
    sentences = [asdict(index.sentences[row]) for row in index.sentence_rows(place)]
    whole = json.dumps([index.manifest.weights, entry, passages, sentences], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
