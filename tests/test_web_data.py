from pathlib import Path

import pytest

from rag.web.data import data_folder


def test_the_users_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/xdg")
    monkeypatch.delenv("FACTORY_CHAT_DATA", raising=False)
    assert data_folder() == Path("/xdg/ai-factory-chat")
    monkeypatch.setenv("FACTORY_CHAT_DATA", "/mine")
    assert data_folder() == Path("/mine")
    monkeypatch.setenv("FACTORY_CHAT_HISTORY", "off")
    assert data_folder() not in (Path("/mine"), data_folder())
