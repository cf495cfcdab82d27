"""The store that asks Milvus: the engine names the entries worth a close look, the index's files tell how close."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from index.store import Index
from index.stores.local import likeness
from index.stores.milvus import Milvus, Near, condition
from index.stores.rows import KINDS, Kind, tag_of
from index.stores.store import Query, Seen, StoreUnavailable

PREFIX = "factory_chat"
# Rows asked for by each sign; see eval/LOG.md for what fewer cost.
COUNTS: Mapping[Kind, int] = {"passages": 100, "sentences": 200, "queries": 100}


@dataclass(frozen=True, eq=False)
class MilvusStore:
    """Asks for one build of a glossary's index, whose rows `index.stores.push` has put into the engine."""

    index: Index
    engine: Milvus
    glossary: str
    counts: Mapping[Kind, int] = field(default_factory=lambda: COUNTS)

    def look(self, query: Query) -> Seen:
        """See `index.stores.store.Store`: what is best by passages, by sentences, by the
        questions that these answer, by names' and by texts' words."""
        found = dict.fromkeys((*query.named, *self._found(query)))
        # The engine may hold other builds beside this one.
        known = [entry_id for entry_id in found if entry_id in self.index.entries]
        let = [entry_id for entry_id in known if query.where.lets(self.index.entries[entry_id])]
        return likeness(query, self.index, sorted(self.index.place[entry_id] for entry_id in let))

    def _found(self, query: Query) -> Iterator[str]:
        where = condition(self.glossary, query.where)
        for kind, count in self.counts.items():
            nears = [Near("vector", query.vector[0])]
            if query.words:
                nears += [Near(f"{text}_bm25", " ".join(query.words)) for text in KINDS[kind].texts]
            for near in nears:
                yield from self.engine.nearest(alias_of(self.index, kind, self.glossary), near, where, count)


def alias_of(index: Index, kind: Kind, glossary: str) -> str:
    """The name by which the engine knows one build: it appears when all rows of the build are there."""
    return f"{PREFIX}_{kind}_{tag_of(glossary)}_{index.manifest.digest[:12]}"


def open_milvus(index: Index, engine: Milvus, glossary: str) -> MilvusStore:
    """The store of a build. Raises StoreUnavailable, with the mending command, for a build that the engine lacks."""
    aliases = {name for one in engine.collections(PREFIX) for name in engine.aliases(one)}
    if any(alias_of(index, kind, glossary) not in aliases for kind in KINDS):
        named = f" --glossary {glossary}" if glossary else ""
        raise StoreUnavailable(
            f"Milvus at {engine.uri} does not hold the index {index.manifest.digest[:12]}. "
            f"Mend it with: python -m index push{named}"
        )
    for kind in KINDS:
        engine.open(alias_of(index, kind, glossary))
    return MilvusStore(index, engine, glossary)
