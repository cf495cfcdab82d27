"""A folder of any of the formats -> a named glossary; again and again, embedding only what is new."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.build import build_of
from index.card import card
from index.edits import Edit, edited, read_edits, write_edits
from index.embed import load_embedder
from index.glossaries import WITHOUT, Glossary, glossary, root
from index.ids import kept_ids
from index.kept import Kept
from index.manifest import Manifest, corpus_hashes, sha256
from index.reuse import Remembering
from index.seeds import Reading, read_seeds
from index.store import Index, load
from index.types import Embedder, IndexRefused, SeedError

EDITS = "edits.jsonl"
# Entries up to which a card made in passing tells the damage too: seconds.
_MOST_LINTED = 2_000


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was read and built. Of its texts `fresh` were embedded, `reused` had their vectors from the last index or
    from a run that was broken off, which left `resumed` of them, and `equal` are the same as one before them."""

    reading: Reading
    manifest: Manifest
    fresh: int
    reused: int
    equal: int
    resumed: int


def ingest(glossary: Glossary, embedder: Embedder) -> Ingested:
    """Read the glossary's folder and its edits and make the index of them the current one.

    What is embedded is kept until the index is whole: a run that was broken off is taken up where it ended. Raises
    SeedError for a folder that is none, that has no entries, or, if the glossary is strict, has a fault; and OSError
    when the index cannot be written. What was there before stays in use then.
    """
    if not glossary.source.is_dir():
        raise SeedError(f"{glossary.source}: no such folder; name the folder of the glossary's files")
    edits, last = read_edits(glossary.edits), _last(glossary.index)
    reading = read_seeds(glossary.source, "strict" if glossary.strict else "lenient")
    if last is not None:
        reading = replace(reading, entries=kept_ids(reading.entries, last.entries.values()))
    reading = edited(reading, edits, EDITS)
    corpus = corpus_hashes(glossary.source) | ({EDITS: sha256(glossary.edits)} if edits else {})
    kept = Kept(glossary.home / "embedded", embedder.weights)
    remembering = Remembering(embedder, last, kept)
    manifest = build_of(reading, corpus, glossary.index, remembering)
    kept.forget()
    glossary.save()
    lines = card(reading, corpus, glossary.source, glossary.name, _MOST_LINTED)
    (glossary.home / "card.md").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    counts = (remembering.fresh, remembering.reused, remembering.equal, remembering.resumed)
    return Ingested(reading, manifest, *counts)


def without_entries(index: Path, ids: Sequence[str]) -> Glossary:
    """A copy of a named glossary, called NAME-without, that lacks these entries: what is asked of them has no answer.

    Raises IndexRefused where the folder is not the index of a named glossary.
    """
    if index.parent.parent != root():
        raise IndexRefused(f"{index} is not of a named glossary; make one with: factory-chat ingest FOLDER --name NAME")
    named = glossary(index.parent.name)
    copy = Glossary(named.name + WITHOUT, named.source, named.strict)
    shutil.rmtree(copy.home, ignore_errors=True)
    shutil.copytree(named.home, copy.home)
    write_edits(copy.edits, read_edits(named.edits) | {name: Edit(name, removed=True) for name in ids})
    ingest(copy, load_embedder(load(named.index).manifest.model))
    return copy


def _last(folder: Path) -> Index | None:
    """The index in use; None where there is none that can be trusted, which is then built from nothing."""
    try:
        return load(folder)
    except IndexRefused:
        return None
