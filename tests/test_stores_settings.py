from pathlib import Path

import pytest

from index.__main__ import main
from index.store import Index, load
from index.stores.milvus_store import MilvusStore
from index.stores.settings import engine_for, engine_named
from index.stores.store import StoreUnavailable
from tests.stores_fakes import asked, built, entries, milvus_lite


def test_without_a_setting_questions_are_looked_for_here(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "local"):
        monkeypatch.setenv("FACTORY_CHAT_STORE", value)
        assert engine_for(index, "") is None


def test_settings_that_mean_nothing_are_named(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_STORE", "oracle")
    with pytest.raises(StoreUnavailable, match="'oracle'; it can be local or milvus"):
        engine_for(index, "")
    monkeypatch.delenv("FACTORY_CHAT_MILVUS_URI", raising=False)
    with pytest.raises(StoreUnavailable, match="FACTORY_CHAT_MILVUS_URI must name the server"):
        engine_named()


def test_two_settings_and_a_push_move_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    milvus_lite(tmp_path).close()
    index = built(tmp_path, *entries())
    monkeypatch.setenv("FACTORY_CHAT_STORE", "milvus")
    monkeypatch.setenv("FACTORY_CHAT_MILVUS_URI", str(tmp_path / "milvus.db"))
    assert main(["push", "--index", str(tmp_path / "built"), "--prune"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{len(index.passages) + len(index.sentences)} rows put, 0 were there")
    assert said[1].startswith("0 rows of other builds taken out")
    store = engine_for(load(tmp_path / "built"), "")
    assert isinstance(store, MilvusStore) and store.look([asked("oil")])[0].words.any()
    assert main(["push", "--index", str(tmp_path / "nowhere")]) == 1
    assert "There is no index" in capsys.readouterr().err
