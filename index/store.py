"""The index on disk: plain JSON and arrays in a new folder, swapped in by one atomic rename.

`index/built/` holds one folder a build and a file CURRENT that names the one in use. Until CURRENT is replaced, readers
see the old index; a build that is broken off leaves only a folder that the next build removes.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.concepts import concepts_of
from index.current import current, make_current, unfinished
from index.expansion import Expansion
from index.glossaries import edition_of
from index.manifest import MEND, Manifest, corpus_hashes, read_manifest, write_manifest
from index.names import names_of
from index.tokens import TokenStore
from index.types import Block, Edition, Entry, IndexRefused, Names, Passage, Sentence, Source, Vectors
from index.unanswered import Unanswered
from index.vectors import FlatVectors
from index.vocabulary import Vocabulary
from index.words import FieldedBM25

SEEDS = Path(__file__).parent.parent / "seeds"
DEFAULT_FOLDER = Path(__file__).parent / "built"


@dataclass(frozen=True, eq=False)
class Index:
    """Everything that is searched. Rows of `passage_vectors` and `sentence_vectors` follow passages and sentences.

    `passage_entry` and `sentence_entry` give the position of a row's entry in `entries`, `concepts` what each is on.
    The rows of an entry follow one another, in the order of the entries. `editions` are the glossaries that they are
    from, by what stands before the colon in their ids, "" for ids without one.
    """

    entries: Mapping[str, Entry]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    passage_vectors: FlatVectors
    sentence_vectors: FlatVectors
    expansion: Expansion
    unanswered: Unanswered
    tokens: TokenStore
    words: FieldedBM25
    vocabulary: Vocabulary
    names: Names
    manifest: Manifest
    passage_entry: NDArray[np.intp]
    sentence_entry: NDArray[np.intp]
    concepts: Mapping[str, int]
    editions: Mapping[str, Edition] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the entries, in their order."""
        return tuple(self.entries)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The position of each entry in `entries`, by its id."""
        return {entry_id: place for place, entry_id in enumerate(self.ids)}

    def passage_rows(self, place: int) -> range:
        """The rows of the passages of the entry at a position."""
        return range(*np.searchsorted(self.passage_entry, (place, place + 1)).tolist())

    def sentence_rows(self, place: int) -> range:
        """The rows of the sentences of the entry at a position."""
        return range(*np.searchsorted(self.sentence_entry, (place, place + 1)).tolist())


@dataclass(frozen=True, eq=False)
class Content:
    """What a build hands over to be saved; see `Index`."""

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    passage_vectors: Vectors
    sentence_vectors: Vectors
    expansion: Expansion
    unanswered: Unanswered
    tokens: TokenStore
    words: FieldedBM25
    vocabulary: Vocabulary


def save(content: Content, folder: Path, origin: Mapping[str, Any]) -> Manifest:
    """Write the content into a new folder below `folder` and make it the current one.

    `origin` holds the manifest's fields built, model, weights, settings and corpus. Raises OSError, with the folder and
    the way out, when the disk is full or read-only; the old index then stays in use.
    """
    try:
        with unfinished(folder) as new:
            _write(content, new)
            counts = {name: len(getattr(content, name)) for name in ("entries", "passages", "sentences")}
            manifest = write_manifest(new, {**origin, **counts})
            # A full disk may cut an array short without a word: what cannot be read back is not put to use.
            _read(new, manifest)
            make_current(new, f"{manifest.digest[:12]}-{new.name.rpartition('-')[2]}")
    except (OSError, RuntimeError, ValueError) as error:
        raise OSError(
            f"The index cannot be written into {folder}: {error}. {_room(folder)}Make room there and make it writable, "
            "or name another folder with --out. An index that was there stays in use."
        ) from error
    return manifest


def load(folder: Path = DEFAULT_FOLDER, seeds: Path | None = None) -> Index:
    """Read and check the current index, also that it was built from the files that lie in `seeds` now.

    Without `seeds`, only the index in the default folder is held against the project's own seeds. Raises IndexRefused,
    with the mending command, for an absent, stale, damaged or newer index.
    """
    home = current(folder)
    if home is None:
        raise IndexRefused(f"There is no index in {folder}. {MEND}")
    try:
        manifest = read_manifest(home)
        if seeds is None and folder == DEFAULT_FOLDER and SEEDS.is_dir():
            seeds = SEEDS
        if seeds is not None and corpus_hashes(seeds) != manifest.corpus:
            raise IndexRefused(f"The index is stale: the files in {seeds} have changed since it was built. {MEND}")
        return replace(_read(home, manifest), editions={"": edition_of(folder, manifest)})
    except (OSError, RuntimeError):
        if current(folder) == home:
            raise
        return load(folder, seeds)  # it was replaced, and then removed, while it was being read


def _read(home: Path, manifest: Manifest) -> Index:
    entries = tuple(_entry(row) for row in _rows(home / "entries.jsonl"))
    passages = tuple(Passage(**row) for row in _rows(home / "passages.jsonl"))
    sentences = tuple(Sentence(**row) for row in _rows(home / "sentences.jsonl"))
    place = {entry.id: row for row, entry in enumerate(entries)}
    owner = {passage.id: place[passage.entry_id] for passage in passages}
    names = names_of(entries)
    passage_vectors = FlatVectors.load(home / "passages.faiss")
    passage_entry = np.array([owner[passage.id] for passage in passages], dtype=np.intp)
    sentence_entry = np.array([owner[sentence.passage_id] for sentence in sentences], dtype=np.intp)
    return Index(
        entries={entry.id: entry for entry in entries},
        passages=passages,
        sentences=sentences,
        passage_vectors=passage_vectors,
        sentence_vectors=FlatVectors.load(home / "sentences.faiss"),
        expansion=Expansion.load(home),
        unanswered=Unanswered.load(home),
        tokens=TokenStore.load(home),
        words=FieldedBM25.load(home / "words"),
        vocabulary=Vocabulary.load(home),
        names=names,
        manifest=manifest,
        passage_entry=passage_entry,
        sentence_entry=sentence_entry,
        concepts=concepts_of(place, names, passage_vectors.rows, passage_entry),
    )


def _room(folder: Path) -> str:
    """How much room there is on the folder's disk, where that can be told."""
    try:
        return f"{shutil.disk_usage(folder).free / 1e6:.1f} MB are free there. "
    except OSError:
        return ""


def _write(content: Content, home: Path) -> None:
    for name in ("entries", "passages", "sentences"):
        rows = (json.dumps(asdict(row), ensure_ascii=False) for row in getattr(content, name))
        (home / f"{name}.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    FlatVectors.of(content.passage_vectors).save(home / "passages.faiss")
    FlatVectors.of(content.sentence_vectors).save(home / "sentences.faiss")
    for part in (content.expansion, content.unanswered, content.tokens, content.vocabulary):
        part.save(home)
    content.words.save(home / "words")


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    # Not splitlines(): it also cuts at marks such as U+2028 that may stand within a text.
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def _entry(row: dict[str, Any]) -> Entry:
    row["keywords"], row["aliases"] = tuple(row["keywords"]), tuple(row["aliases"])
    row["definition_at"] = tuple(row["definition_at"]) if row["definition_at"] else None
    row["blocks"] = tuple(Block(**block) for block in row["blocks"])
    row["sources"] = tuple(Source(**source) for source in row["sources"])
    return Entry(**row)
