import pytest

from rag.web.owner import is_owners


def test_only_a_server_of_this_machine_without_a_key_is_the_owners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_OWNER_KEY", raising=False)
    assert is_owners("127.0.0.1") and not is_owners("0.0.0.0")
    monkeypatch.setenv("FACTORY_CHAT_OWNER_KEY", "secret")
    assert not is_owners("127.0.0.1")
