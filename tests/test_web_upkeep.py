import json
from pathlib import Path

import pytest

from index.__main__ import main
from index.build import build
from index.store import load
from index.stores.milvus_store import MilvusStore
from rag.assistant import Assistant, renewed
from rag.web.desk import Desk, desk_of
from rag.web.history import History
from rag.web.upkeep import forget, look
from tests.index_fakes import GLOSSARY, HashEmbedder, write_glossary
from tests.stores_fakes import milvus_lite
from tests.window_fakes import scripted_steps


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_glossary(tmp_path / "seeds")


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    build(seeds, tmp_path / "built", HashEmbedder())
    return tmp_path / "built"


@pytest.fixture
def desk(tmp_path: Path, folder: Path) -> Desk:
    index = load(folder)
    return desk_of(Assistant(index, HashEmbedder(), index.vocabulary, None), scripted_steps, History(tmp_path / "data"))


def test_a_new_index_is_put_to_use_with_its_terms(desk: Desk, folder: Path, seeds: Path) -> None:
    before, told = desk.as_it_is(), []
    desk.shelf.told.append(told.append)
    build(write_glossary(seeds, GLOSSARY.replace("1901", "1902")), folder, HashEmbedder())
    assert look(desk, folder) is None
    assert "1902" in desk.terms.entries["widget-turning"].body and desk.terms.entries == desk.assistant.index.entries
    assert "1901" in before.terms.entries["widget-turning"].body, "an answer under way keeps what it began with"
    assert before.assistant.embedder is desk.assistant.embedder and told == [desk.assistant]


@pytest.mark.parametrize("what", ["nothing new", "the same again", "none at all"])
def test_without_a_new_index_nothing_is_exchanged(desk: Desk, folder: Path, seeds: Path, what: str) -> None:
    held = desk.shelf.held
    if what == "the same again":
        build(seeds, folder, HashEmbedder())
    if what == "none at all":
        (folder / "CURRENT").unlink()
    assert look(desk, folder) is None and desk.shelf.held is held


def test_a_new_index_that_cannot_be_used_is_reported_once_and_the_old_one_answers_on(
    desk: Desk, folder: Path, seeds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    held = desk.shelf.held
    build(write_glossary(seeds, GLOSSARY.replace("1901", "1902")), folder, HashEmbedder())
    home = folder / (folder / "CURRENT").read_text().strip()
    manifest = (home / "manifest.json").read_text()
    (home / "manifest.json").write_text(json.dumps({**json.loads(manifest), "format": 99}))
    refused = look(desk, folder)
    assert refused == look(desk, folder, refused) == home and desk.shelf.held is held
    assert caplog.text.count("The new index is not taken") == 1 and "python -m index build" in caplog.text
    build(write_glossary(seeds, GLOSSARY.replace("1901", "1903")), folder, HashEmbedder())
    assert look(desk, folder, refused) is None and "1903" in desk.terms.entries["widget-turning"].body


def test_a_new_index_that_an_engine_does_not_hold_yet_is_taken_when_it_does(
    desk: Desk, folder: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    milvus_lite(folder.parent).close()
    monkeypatch.setenv("FACTORY_CHAT_STORE", "milvus")
    monkeypatch.setenv("FACTORY_CHAT_MILVUS_URI", str(folder.parent / "milvus.db"))
    assert main(["push", "--index", str(folder)]) == 0
    desk.shelf.put(renewed(desk.assistant, folder))
    build(write_glossary(seeds, GLOSSARY.replace("1901", "1902")), folder, HashEmbedder())
    refused = look(desk, folder)
    assert refused == look(desk, folder, refused) and refused and "1901" in desk.terms.entries["widget-turning"].body
    assert caplog.text.count("The new index is not taken") == 1 and "python -m index push" in caplog.text
    assert main(["push", "--index", str(folder)]) == 0
    assert look(desk, folder, refused) is None and "1902" in desk.terms.entries["widget-turning"].body
    assert isinstance(desk.assistant.store, MilvusStore)


def test_a_history_that_cannot_be_tidied_is_reported(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.history.path.unlink()
    desk.history.path.mkdir()
    desk.history._kept_days = 1.0
    forget(desk)
    assert "could not be deleted" in caplog.text
