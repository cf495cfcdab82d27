from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.stores.layout import Plan
from index.stores.milvus import Milvus, Near, condition
from index.stores.rows import Row
from index.stores.store import StoreUnavailable, Where
from tests.stores_fakes import milvus_lite

VECTORS = np.eye(8, dtype=np.float32)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Milvus:
    return milvus_lite(tmp_path_factory.mktemp("engine"))


def some(*places: int, entry: str = "", glossary: str = "g") -> Iterator[Row]:
    return (
        Row(
            id=f"{glossary}-{place}",
            glossary=glossary,
            entry=entry or f"e{place}",
            category="c",
            letter="E",
            vector=VECTORS[place],
            names=f"name{place}",
            words=f"word word{place}",
        )
        for place in places
    )


def nearest(engine: Milvus, collection: str, near: Near, where: Where | None = None) -> list[str]:
    return engine.nearest(collection, near, condition("g", where or Where()), 3)


@pytest.mark.parametrize("index_type", ["HNSW", "HNSW_SQ"])
def test_rows_are_put_over_found_and_taken_out(engine: Milvus, index_type: str) -> None:
    name = f"rows_{index_type}"
    engine.create(name, "passages", 8, Plan(index_type))
    assert engine.put(name, some(0, 1, 2, 3)) == 4
    assert engine.put(name, some(3, 3, entry="moved")) == 1
    assert engine.ids(name, "g") == {"g-0", "g-1", "g-2", "g-3"} and engine.ids(name, "other") == set()
    assert nearest(engine, name, Near("vector", VECTORS[3]))[0] == "moved"
    assert nearest(engine, name, Near("words_bm25", "word2")) == ["e2"]
    assert nearest(engine, name, Near("names_bm25", "name1")) == ["e1"]
    engine.delete(name, ["g-0", "unknown"])
    engine.delete_entries(name, "other", ["e1"])
    engine.delete_entries(name, "g", ["e2", "never there"])
    assert engine.ids(name, "g") == {"g-1", "g-3"}


def test_more_rows_than_go_into_a_call_all_arrive(engine: Milvus) -> None:
    engine.create("many", "sentences", 8, Plan())
    rows = [
        Row(id=f"{place}", glossary="g", entry=f"e{place}", category="", letter="", vector=VECTORS[place % 8])
        for place in range(1_201)
    ]
    assert engine.put("many", iter(rows)) == 1_201
    assert len(engine.ids("many", "g")) == 1_201


def test_a_name_moves_from_one_collection_to_another(engine: Milvus) -> None:
    for turn in (1, 2):
        engine.create(f"turn_{turn}", "passages", 8, Plan())
        engine.put(f"turn_{turn}", some(0, entry=f"of {turn}"))
        engine.point("now", f"turn_{turn}")
        assert nearest(engine, "now", Near("vector", VECTORS[0])) == [f"of {turn}"]
    assert engine.aliases("turn_1") == [] and engine.aliases("turn_2") == ["now"]
    engine.drop("turn_2")
    assert engine.collections("turn_") == ["turn_1"]


def test_what_milvus_refuses_names_the_address_and_the_settings(engine: Milvus) -> None:
    with pytest.raises(StoreUnavailable, match=r"milvus\.db .*FACTORY_CHAT_MILVUS_URI"):
        nearest(engine, "nowhere", Near("vector", VECTORS[0]))


def test_a_server_that_does_not_answer_is_said_to_be_so(tmp_path: Path) -> None:
    milvus_lite(tmp_path).close()
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1 .*whether it runs"):
        Milvus("http://127.0.0.1:1")


def test_filters_hold_what_is_let_through_as_quoted_text() -> None:
    assert condition("", Where()) == 'glossary == ""'
    where = Where(categories=('a "b"', "ü"), letters=("A",))
    assert condition("g", where) == 'glossary == "g" and category in ["a \\"b\\"", "ü"] and letter in ["A"]'
