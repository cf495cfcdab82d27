from dataclasses import replace
from pathlib import Path

import pytest

from index.stores.milvus import Milvus
from index.stores.milvus_store import open_milvus
from index.stores.push import push
from index.stores.store import StoreUnavailable
from tests.stores_fakes import asked, built, entries, milvus_lite


def test_a_build_that_the_engine_lacks_is_refused_with_the_mending_command(tmp_path: Path) -> None:
    engine = milvus_lite(tmp_path)
    index = built(tmp_path, *entries()[:2])
    with pytest.raises(StoreUnavailable, match=r"Mend it with: python -m index push --glossary mine$"):
        open_milvus(index, engine, "mine")
    push(index, engine, "other")
    with pytest.raises(StoreUnavailable):
        open_milvus(index, engine, "mine")


def test_only_what_the_engine_names_is_looked_at(tmp_path: Path) -> None:
    index, engine = built(tmp_path, *entries()), milvus_lite(tmp_path)
    push(index, engine, "")
    store = replace(open_milvus(index, engine, ""), counts={"passages": 2, "sentences": 2})
    seen = store.look(asked("oil number 4 for cranes"))
    assert seen.entries is not None and 0 < len(seen.entries) < len(index.ids)
    assert index.place["cranes-care"] in seen.entries.tolist()


def test_an_engine_opened_again_has_all_that_was_put(tmp_path: Path) -> None:
    index, engine = built(tmp_path, *entries()), milvus_lite(tmp_path)
    push(index, engine, "")
    before = open_milvus(index, engine, "").look(asked("oil for cranes"))
    engine.close()
    after = open_milvus(index, Milvus(engine.uri), "").look(asked("oil for cranes"))
    assert after.passages.tolist() == before.passages.tolist()
