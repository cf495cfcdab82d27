"""How rows lie in a collection of Milvus: its fields, and what each is indexed by.

BM25 is the engine's own, over the stems that we score by ourselves, so that both mean the same words. Unit vectors with
inner products are the one metric that every version of Milvus, and milvus-lite, its double in the tests, takes the same
way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.stores.rows import KINDS, Kind

# Parameters of HNSW as Malkov and Yashunin (arXiv 1603.09320) name them; docs/stores.md has what they cost and find.
_GRAPH = {"M": 16, "efConstruction": 200}
INDEX_TYPES: Mapping[str, Mapping[str, object]] = {"HNSW": _GRAPH, "HNSW_SQ": {**_GRAPH, "sq_type": "SQ8"}}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.75}
# The longest text that a field of Milvus takes, in bytes (milvus-lite counts characters).
_LONGEST, _LONGEST_ID = 65_535, 1_024


@dataclass(frozen=True, slots=True)
class Plan:
    """How a collection is laid out: the vectors' index, shards to write into, replicas to search in."""

    index_type: str = "HNSW"
    shards: int = 1
    replicas: int = 1


def layout(kind: Kind, dimensions: int, plan: Plan) -> tuple[Any, Any]:
    """The schema and the indexes of a collection of a kind, as pymilvus takes them."""
    from pymilvus import DataType, Function, FunctionType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    indexes = MilvusClient.prepare_index_params()
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=_LONGEST_ID)
    for name in ("glossary", "entry", "category", "letter"):
        schema.add_field(name, DataType.VARCHAR, max_length=_LONGEST_ID)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    indexes.add_index("vector", index_type=plan.index_type, metric_type="IP", params=INDEX_TYPES[plan.index_type])
    for name in KINDS[kind].texts:
        schema.add_field(name, DataType.VARCHAR, max_length=_LONGEST, enable_analyzer=True)
        schema.add_field(f"{name}_bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(Function(name, FunctionType.BM25, [name], [f"{name}_bm25"]))
        indexes.add_index(f"{name}_bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25)
    return schema, indexes
