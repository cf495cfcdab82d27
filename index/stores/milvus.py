"""Milvus, asked through its own client: collections, their aliases, rows put and deleted, the nearest ones found.

A row is a passage or a sentence; see `index.stores.rows`, and `index.stores.layout` for how they lie.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from index.stores.layout import Plan, layout
from index.stores.rows import Kind, Row
from index.stores.store import ANYWHERE, StoreUnavailable, Where
from index.types import Vectors

# A message of gRPC may hold 64 MB and a filter some thousand ids; 500 rows are 1 to 2 MB.
_AT_A_TIME = 500
# How many candidates the vectors' graph keeps while it is searched: docs/stores.md has what fewer miss.
_WIDEST = 512
_SECONDS_TO_ASK, _SECONDS_TO_WRITE, _SECONDS_TO_OPEN = 5.0, 60.0, 600.0


class Milvus:
    """One Milvus, by its address: http://host:19530, or a file *.db, which milvus-lite then keeps."""

    def __init__(self, uri: str, token: str = "", seconds: float = _SECONDS_TO_ASK) -> None:
        """`seconds` is how long a question may take. Raises StoreUnavailable where nothing answers there."""
        self.uri, self._seconds = uri, seconds
        with self._asked():
            from pymilvus import MilvusClient

            # Set after its import, which sets it: every refusal would be logged with its whole stack.
            for noisy in ("pymilvus", *(("grpc._server",) if uri.endswith(".db") else ())):
                logging.getLogger(noisy).setLevel(logging.CRITICAL)
            self._client = MilvusClient(uri=uri, token=token, timeout=seconds)

    def collections(self, beginning: str) -> list[str]:
        """Names of the collections that begin so."""
        with self._asked():
            return sorted(name for name in self._client.list_collections() if name.startswith(beginning))

    def create(self, collection: str, kind: Kind, dimensions: int, plan: Plan) -> None:
        """Make an empty collection for rows of a kind, indexed as the plan says, and ready to be searched."""
        schema, indexes = layout(kind, dimensions, plan)
        with self._asked():
            self._client.create_collection(
                collection, schema=schema, index_params=indexes, num_shards=plan.shards, replica_number=plan.replicas
            )

    def open(self, collection: str) -> None:
        """Have a collection, or the one that a name points at, in memory: only then can it be searched."""
        with self._asked():
            self._client.load_collection(collection, timeout=_SECONDS_TO_OPEN)

    def drop(self, collection: str) -> None:
        """Remove a collection and what points at it."""
        with self._asked():
            for alias in self.aliases(collection):
                self._client.drop_alias(alias)
            self._client.drop_collection(collection)

    def aliases(self, collection: str) -> list[str]:
        """The names that point at a collection."""
        with self._asked():
            return sorted(self._client.list_aliases(collection)["aliases"])

    def point(self, alias: str, collection: str) -> None:
        """Have a name point at a collection from now on: whoever asks by the name sees the one or the other, whole."""
        with self._asked():
            known = [name for other in self.collections("") for name in self._client.list_aliases(other)["aliases"]]
            (self._client.alter_alias if alias in known else self._client.create_alias)(collection, alias)

    def forget(self, alias: str) -> None:
        """Remove a name; the collection stays."""
        with self._asked():
            self._client.drop_alias(alias)

    def count(self, collection: str, glossary: str) -> int:
        """How many rows of a glossary there are. All that was put before is seen, by who asks after this as well."""
        with self._asked():
            found = self._client.query(
                collection,
                filter=condition(glossary, ANYWHERE),
                output_fields=["count(*)"],
                consistency_level="Strong",
                timeout=_SECONDS_TO_OPEN,
            )
        return int(found[0]["count(*)"])

    def ids(self, collection: str, glossary: str) -> set[str]:
        """Ids of the rows of a glossary."""
        found: set[str] = set()
        self.open(collection)
        if not self.count(collection, glossary):
            return found
        with self._asked():
            where = {"filter": condition(glossary, ANYWHERE), "consistency_level": "Strong"}
            pages = self._client.query_iterator(collection, output_fields=["id"], batch_size=5_000, **where)
            while page := pages.next():
                found |= {row["id"] for row in page}
            pages.close()
        return found

    def put(self, collection: str, rows: Iterator[Row]) -> int:
        """Put rows in, over those of the same ids, and say how many. Raises StoreUnavailable."""
        count = 0
        with self._asked():
            for some in _parts(rows):
                # Twice the same id in one call would stay twice in it.
                by_id = {row["id"]: row for row in some}
                self._client.upsert(collection, list(by_id.values()), timeout=_SECONDS_TO_WRITE)
                count += len(by_id)
        return count

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        """Take rows out; ids that are not there are let be."""
        with self._asked():
            for some in _parts(ids):
                self._client.delete(collection, ids=some, timeout=_SECONDS_TO_WRITE)

    def delete_entries(self, collection: str, glossary: str, entries: Sequence[str]) -> None:
        """Take all rows of some entries out; unknown entries are let be."""
        with self._asked():
            for some in _parts(entries):
                self._client.delete(
                    collection,
                    filter=f"{condition(glossary, ANYWHERE)} and entry in {_quoted(some)}",
                    timeout=_SECONDS_TO_WRITE,
                )

    def nearest(self, alias: str, near: "Near", where: str, count: int) -> list[str]:
        """Ids of the entries that the `count` best rows belong to, the best first, each once."""
        with self._asked():
            found = self._client.search(
                alias,
                data=[near.wanted],
                anns_field=near.field,
                limit=count,
                filter=where,
                output_fields=["entry"],
                search_params={"params": {"ef": max(_WIDEST, count)}} if near.field == "vector" else {},
                consistency_level="Bounded",
                timeout=self._seconds,
            )
        return list(dict.fromkeys(hit["entity"]["entry"] for hit in found[0]))

    def close(self) -> None:
        """Let go of it."""
        self._client.close()

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            from grpc import RpcError
            from pymilvus.exceptions import MilvusException
        except ImportError as error:
            raise StoreUnavailable("Milvus needs a package: pip install 'ai-factory-chat[milvus]'") from error
        try:
            yield
        except (MilvusException, RpcError) as error:
            said = getattr(error, "message", None) or getattr(error, "details", str)()
            raise StoreUnavailable(
                f"Milvus at {self.uri} did not do what it was asked: {said}. See whether it runs, and whether "
                "FACTORY_CHAT_MILVUS_URI and FACTORY_CHAT_MILVUS_TOKEN are right: a wrong token looks like no server."
            ) from error


@dataclass(frozen=True, eq=False)
class Near:
    """What rows are to be near to: a vector in the field "vector", or words in the field of a text's BM25."""

    field: str
    wanted: Vectors | str


def condition(glossary: str, where: Where) -> str:
    """A filter of Milvus for the rows of a glossary that `where` lets through."""
    parts = [f"glossary == {json.dumps(glossary)}"]
    parts += [
        f"{field} in {_quoted(values)}"
        for field, values in (("category", where.categories), ("letter", where.letters))
        if values
    ]
    return " and ".join(parts)


def _parts(items: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while some := list(islice(left, _AT_A_TIME)):
        yield some


def _quoted(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
