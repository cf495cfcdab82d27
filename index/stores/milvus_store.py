"""The store that asks Milvus: the engine names the entries worth a close look, the index's files tell how close."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.store import Index
from index.stores.local import likeness
from index.stores.milvus import Milvus, Near, condition
from index.stores.rows import KINDS, Kind, tag_of
from index.stores.store import Query, Seen, StoreUnavailable

PREFIX = "factory_chat"
# Rows asked for by each sign; see eval/LOG.md for what fewer cost.
COUNTS: Mapping[Kind, int] = {"passages": 100, "sentences": 200, "queries": 300}


@dataclass(frozen=True, slots=True)
class Build:
    """One build of a glossary, whose rows `index.stores.push` has put into the engine. `glossary` is "" for the one
    without a name, `digest` that of the manifest."""

    glossary: str
    digest: str

    def alias(self, kind: Kind) -> str:
        """The name by which the engine knows it: it appears when all rows of the build are there."""
        return f"{PREFIX}_{kind}_{tag_of(self.glossary)}_{self.digest[:12]}"


@dataclass(frozen=True, eq=False)
class MilvusStore:
    """Asks for the build that `index` is of, or for those of several glossaries that stand side by side in it."""

    index: Index
    engine: Milvus
    builds: tuple[Build, ...]
    counts: Mapping[Kind, int] = field(default_factory=lambda: COUNTS)

    def look(self, queries: Sequence[Query]) -> list[Seen]:
        """See `index.stores.store.Store`: what is best by passages, by sentences, by the
        questions that these answer, by names' and by texts' words."""
        return likeness(queries, [self._let(query) for query in queries], self.index)

    def _let(self, query: Query) -> list[int]:
        found = dict.fromkeys((*query.named, *self._found(query)))
        # The engine may hold other builds beside this one.
        known = [entry_id for entry_id in found if entry_id in self.index.entries]
        return sorted(self.index.place[one] for one in known if query.where.lets(self.index.entries[one]))

    def _found(self, query: Query) -> Iterator[str]:
        for build in self.builds:
            where = condition(build.glossary, query.where)
            # Rows have the ids of their own glossary; beside others its name stands before them.
            before = f"{build.glossary}:" if build.glossary and build.glossary in self.index.editions else ""
            for kind, count in self.counts.items():
                nears = [Near("vector", query.vector[0])]
                if query.words:
                    nears += [Near(f"{text}_bm25", " ".join(query.words)) for text in KINDS[kind].texts]
                for near in nears:
                    found = self.engine.nearest(build.alias(kind), near, where, count)
                    yield from (f"{before}{entry_id}" for entry_id in found)


def joined(index: Index, stores: Iterable[MilvusStore | None]) -> MilvusStore | None:
    """The store for an index that those of some stores were made into, by `index.side_by_side`; None where they have
    none."""
    own = [store for store in stores if store]
    return replace(own[0], index=index, builds=tuple(one for store in own for one in store.builds)) if own else None


def open_milvus(index: Index, engine: Milvus, glossary: str) -> MilvusStore:
    """The store of a build. Raises StoreUnavailable, with the mending command, for a build that the engine lacks."""
    build = Build(glossary, index.manifest.digest)
    aliases = {name for one in engine.collections(PREFIX) for name in engine.aliases(one)}
    if any(build.alias(kind) not in aliases for kind in KINDS):
        named = f" --glossary {glossary}" if glossary else ""
        raise StoreUnavailable(
            f"Milvus at {engine.uri} does not hold the index {index.manifest.digest[:12]}. "
            f"Mend it with: python -m index push{named}"
        )
    for kind in KINDS:
        engine.open(build.alias(kind))
    return MilvusStore(index, engine, (build,))
