"""An index into an engine: what is new is put, a name for the build is given, what is old is taken out when told so.

Whoever reads the build before goes on reading it: its rows and its name stay until `prune`. A push that was broken off
is taken up where it stopped, and one that was done has nothing to do.
"""

from dataclasses import dataclass

from index.store import Index
from index.stores.layout import Plan
from index.stores.milvus import Milvus
from index.stores.milvus_store import PREFIX, Build
from index.stores.rows import KINDS, Kind, numbered, rows, tag_of
from index.stores.store import StoreUnavailable


@dataclass(frozen=True, slots=True)
class Pushed:
    """Rows that were put, that were there already, and that were taken out."""

    put: int
    kept: int
    taken: int


def push(index: Index, engine: Milvus, glossary: str, anew: Plan | None = None) -> Pushed:
    """Have the engine hold a build. With a plan in `anew`, in new collections of that layout, to which the build's name
    moves when they are full: those who ask in the meantime see the old ones. Raises StoreUnavailable."""
    found: dict[Kind, str] = {}
    put = kept = 0
    for kind in KINDS:
        collection = found[kind] = _collection(index, engine, kind, anew)
        wanted, held = numbered(index, kind, glossary), engine.ids(collection, glossary)
        missing = {row_id: row for row_id, row in wanted.items() if row_id not in held}
        put += engine.put(collection, rows(index, kind, glossary, missing))
        kept += len(wanted) - len(missing)
    for kind, collection in found.items():
        engine.count(collection, glossary)  # nobody is to be shown a collection that he does not see whole
        engine.point(Build(glossary, index.manifest.digest).alias(kind), collection)
    return Pushed(put, kept, 0)


def prune(index: Index, engine: Milvus, glossary: str) -> Pushed:
    """Take out what is of other builds of the glossary, their names, and the collections that are empty then.

    For when nobody reads those builds any more. Raises StoreUnavailable.
    """
    taken = kept = 0
    for kind in KINDS:
        alias, beginning = Build(glossary, index.manifest.digest).alias(kind), f"{PREFIX}_{kind}_"
        names = {collection: engine.aliases(collection) for collection in engine.collections(beginning)}
        home = next((collection for collection, own in names.items() if alias in own), None)
        if home is None:
            raise StoreUnavailable(f"Milvus at {engine.uri} does not hold this build: run python -m index push first")
        for collection, own in names.items():
            others = [name for name in own if name.startswith(f"{beginning}{tag_of(glossary)}_") and name != alias]
            for other in others:
                engine.forget(other)
            held = engine.ids(collection, glossary)
            old = sorted(held - numbered(index, kind, glossary).keys() if collection == home else held)
            engine.delete(collection, old)
            taken, kept = taken + len(old), kept + len(held) - len(old)
            # A later one without a name is being filled.
            if len(own) == len(others) and collection < home:
                engine.drop(collection)
    return Pushed(0, kept, taken)


def _collection(index: Index, engine: Milvus, kind: Kind, anew: Plan | None) -> str:
    """The newest collection for vectors of these weights, made where there is none, or where a new one is wanted."""
    beginning = f"{PREFIX}_{kind}_{tag_of(index.manifest.weights)}_"
    there = engine.collections(beginning)
    if there and anew is None:
        return there[-1]
    number = int(there[-1].removeprefix(beginning)) + 1 if there else 1
    name = f"{beginning}{number:04}"
    engine.create(name, kind, index.passage_vectors.rows.shape[1], anew or Plan())
    return name
