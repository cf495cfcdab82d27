from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from threading import Event, Thread

import pytest

from index.store import Index
from index.stores.layout import Plan
from index.stores.milvus import Milvus
from index.stores.milvus_store import PREFIX, Build, open_milvus
from index.stores.push import Pushed, prune, push
from index.stores.rows import KINDS, numbered, rows
from index.stores.store import StoreUnavailable
from tests.stores_fakes import asked, built, entries, milvus_lite


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Milvus]:
    engine = milvus_lite(tmp_path)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return built(tmp_path_factory.mktemp("small"), *entries())


def total(index: Index) -> int:
    return len(index.passages) + len(index.sentences)


def test_a_second_push_has_nothing_to_do(engine: Milvus, small: Index) -> None:
    assert push(small, engine, "g") == Pushed(total(small), 0, 0)
    assert push(small, engine, "g") == Pushed(0, total(small), 0)


def test_a_push_that_was_broken_off_is_taken_up_and_nobody_saw_its_half(engine: Milvus, small: Index) -> None:
    other = built(Path(engine.uri).parent, *entries()[:1])
    push(other, engine, "g")
    (collection,) = engine.collections(f"{PREFIX}_passages_")
    wanted = numbered(small, "passages", "g")
    engine.put(collection, islice(rows(small, "passages", "g", wanted), 5))
    with pytest.raises(StoreUnavailable):
        open_milvus(small, engine, "g")
    shared = [numbered(other, kind, "g").keys() for kind in KINDS]
    there = len(shared[0] | set(islice(wanted, 5))) + sum(map(len, shared[1:]))
    assert push(small, engine, "g") == Pushed(total(small) - there, there, 0)
    assert open_milvus(small, engine, "g").look([asked("oil")])[0].words.any()


def test_what_changed_alone_is_put_and_what_is_gone_is_taken_out_when_told_so(
    engine: Milvus, small: Index, tmp_path: Path
) -> None:
    push(small, engine, "g")
    first, *others = entries()
    new = built(tmp_path, (first[0], first[1].replace("oil", "grease")), *others[:-1])
    own = len(new.passage_rows(new.place["kilns-care"])) + len(new.sentence_rows(new.place["kilns-care"]))
    done = push(new, engine, "g")
    assert done == Pushed(own, total(new) - own, 0)
    assert open_milvus(small, engine, "g").look([asked("oil for kilns")])[0].words.any()
    gone = prune(new, engine, "g")
    assert gone == Pushed(0, total(new), total(small) - done.kept)
    assert prune(new, engine, "g") == Pushed(0, total(new), 0)
    with pytest.raises(StoreUnavailable):
        open_milvus(small, engine, "g")


def test_other_glossaries_are_let_be(engine: Milvus, small: Index, tmp_path: Path) -> None:
    other = built(tmp_path, *entries()[:3])
    push(small, engine, "mine")
    push(other, engine, "theirs")
    prune(small, engine, "mine")
    assert push(other, engine, "theirs").put == 0
    with pytest.raises(StoreUnavailable, match="push first"):
        prune(other, engine, "mine")


def test_a_new_layout_swaps_in_without_a_failed_question(engine: Milvus, small: Index) -> None:
    push(small, engine, "g")
    store, stop, wrong, count = open_milvus(small, engine, "g"), Event(), [], [0]
    expected = store.look([asked("oil for worn looms")])[0].passages.tolist()

    def ask() -> None:
        while not stop.is_set():
            try:
                if store.look([asked("oil for worn looms")])[0].passages.tolist() != expected:
                    wrong.append("other rows")
            except StoreUnavailable as error:
                wrong.append(str(error))
            count[0] += 1

    thread = Thread(target=ask)
    thread.start()
    try:
        assert push(small, engine, "g", Plan("HNSW_SQ")) == Pushed(total(small), 0, 0)
        new = engine.collections(f"{PREFIX}_passages_")[-1]
        assert new.endswith("_0002") and engine.aliases(new) == [Build("g", small.manifest.digest).alias("passages")]
        prune(small, engine, "g")
    finally:
        stop.set()
        thread.join()
    assert wrong == [] and count[0] > 0
    assert len(engine.collections(PREFIX)) == len(KINDS)
