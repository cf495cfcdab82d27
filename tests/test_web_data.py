from pathlib import Path

import pytest

from rag.web.data import data_folder, shared, storage


def test_the_users_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/xdg")
    monkeypatch.delenv("FACTORY_CHAT_DATA", raising=False)
    assert data_folder() == Path("/xdg/ai-factory-chat")
    monkeypatch.setenv("FACTORY_CHAT_DATA", "/mine")
    assert data_folder() == Path("/mine")
    monkeypatch.setenv("FACTORY_CHAT_HISTORY", "off")
    assert data_folder() not in (Path("/mine"), data_folder())


def test_the_history_lies_in_a_file_or_in_the_database_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTORY_CHAT_DATABASE", raising=False)
    path = tmp_path / "data" / "history.sqlite3"
    assert shared() is None and storage(path).name == str(path)
    monkeypatch.setenv("FACTORY_CHAT_DATABASE", "postgresql://ada:secret@here/chat")
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    assert storage(path) is shared() and storage(path).name == "postgresql://ada:***@here/chat"
    assert path.parent.is_dir() and not path.exists()
