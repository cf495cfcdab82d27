from dataclasses import replace
from pathlib import Path

import pytest

from index.__main__ import main
from index.glossaries import ALL, Glossary
from index.ingest import ingest
from index.stores.milvus import Milvus
from index.stores.milvus_store import MilvusStore, open_milvus
from index.stores.push import push
from index.stores.store import StoreUnavailable
from index.types import OWN, Embedder
from rag.assistant import Assistant
from rag.search import search
from rag.web.served import assistants
from rag.web.shelf import Shelf
from tests.index_fakes import GLOSSARY, write_glossary
from tests.stores_fakes import asked, built, entries, milvus_lite
from tests.test_side_by_side import TEA


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
    seen = store.look([asked("oil number 4 for cranes")])[0]
    assert seen.entries is not None and 0 < len(seen.entries) < len(index.ids)
    assert index.place["cranes-care"] in seen.entries.tolist()


def test_an_engine_opened_again_has_all_that_was_put(tmp_path: Path) -> None:
    index, engine = built(tmp_path, *entries()), milvus_lite(tmp_path)
    push(index, engine, "")
    before = open_milvus(index, engine, "").look([asked("oil for cranes")])[0]
    engine.close()
    after = open_milvus(index, Milvus(engine.uri), "").look([asked("oil for cranes")])[0]
    assert after.passages.tolist() == before.passages.tolist()


@pytest.fixture
def crafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> dict[str, Path]:
    """Three glossaries that have a term in common, the first as the project's own; the engine is not set yet."""
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    looms = "widget polishing, looms\n**Widget Polishing** is a song of weavers. It has nine verses.\n"
    named = {"widgets": GLOSSARY, "tea": TEA, "looms": looms}
    made = [Glossary(name, write_glossary(tmp_path / name, text)) for name, text in named.items()]
    for one in made:
        ingest(one, embedder)
    own, *others = made
    return {OWN: own.index.rename(tmp_path / "own"), **{one.name: one.index for one in others}}


def shelf(crafts: dict[str, Path]) -> dict[str, Assistant]:
    return dict(Shelf(assistants(crafts)).held.assistants)


def test_several_glossaries_are_asked_alone_and_together_as_in_the_process(
    crafts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = shelf(crafts)
    milvus_lite(tmp_path).close()
    monkeypatch.setenv("FACTORY_CHAT_STORE", "milvus")
    monkeypatch.setenv("FACTORY_CHAT_MILVUS_URI", str(tmp_path / "milvus.db"))
    for which in (["--index", str(crafts[OWN])], ["--glossary", "tea"], ["--glossary", "looms"]):
        assert main(["push", *which]) == 0
    there = shelf(crafts)
    assert list(there) == list(here) == [OWN, "tea", "looms", ALL]
    for name, assistant in there.items():
        assert isinstance(assistant.store, MilvusStore)
        for text in ("widget polishing", "a song of weavers", "who picks tea and dances", "turning at volts", "verse"):
            assert search(text, assistant) == search(text, here[name]), (name, text)
    together = {hit.entry_id for hit in search("widget polishing", there[ALL])}
    assert {"tea:widget-polishing", "looms:widget-polishing", "widget-polishing-wp"} <= together
