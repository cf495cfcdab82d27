"""Small indexes and their stores: in this process, and in a milvus-lite of the tests' own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.store import Index, load
from index.stores.local import LocalStore
from index.stores.milvus import Milvus
from index.stores.milvus_store import open_milvus
from index.stores.push import push
from index.stores.store import Query, Store, Where
from index.words import content_words
from tests.index_fakes import HashEmbedder, write_glossary

Open = Callable[[Index, str], Store]
SUBJECTS = "kilns mills lathes presses cranes valves belts pumps drills forges looms ovens".split()


def built(folder: Path, *made: tuple[str, str]) -> Index:
    """The index of a glossary of entries, each a header and a text."""
    text = "".join(f"{header}\n{said}\n" for header, said in made)
    folder.mkdir(parents=True, exist_ok=True)
    seeds = write_glossary(folder / "seeds", text)
    build(seeds, folder / "built", HashEmbedder())
    return load(folder / "built", seeds)


def entries(subjects: Sequence[str] = SUBJECTS) -> list[tuple[str, str]]:
    """An entry for each subject, of two categories by turns."""
    return [
        (
            f"{one} care, {('heavy', 'light')[place % 2]}",
            f"**{one.capitalize()} Care** is a **way to keep {one}**. It needs oil number {place}.\n"
            f"Worn {one} are mended in week {place}. Every worker of the {one} knows it.",
        )
        for place, one in enumerate(subjects)
    ]


def with_categories(index: Index, *categories: str) -> Index:
    """The index with its entries' categories set one by one."""
    pairs = zip(index.entries.items(), categories, strict=True)
    return replace(index, entries={entry_id: replace(entry, category=one) for (entry_id, entry), one in pairs})


def asked(text: str, where: Where | None = None, named: Sequence[str] = ()) -> Query:
    """What the store is asked for a text."""
    return Query(HashEmbedder().embed([text]), content_words(text), named, where or Where())


def milvus_lite(folder: Path) -> Milvus:
    """A Milvus in a file; skips the test where its packages are missing."""
    for package in ("pymilvus", "milvus_lite"):
        pytest.importorskip(package, reason=f"the extra [milvus] is not installed: there is no {package}")
    return Milvus(str(folder / "milvus.db"))


def opener(name: str, folder: Path) -> Open:
    """How a build comes into a store of that name."""
    if name == "local":
        return lambda index, glossary: LocalStore(index)
    engine = milvus_lite(folder)

    def opened(index: Index, glossary: str) -> Store:
        push(index, engine, glossary)
        return open_milvus(index, engine, glossary)

    return opened
