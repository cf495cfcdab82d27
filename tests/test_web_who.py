import pytest
from starlette.requests import Request

from rag.web.history import reader_of
from rag.web.who import SIGNED_IN, address_of, asker_of, name_of, program_of, reader_of_request


def request(cookie: str = "", name: str = "") -> Request:
    headers = [(b"cookie", f"reader={cookie}".encode())] if cookie else []
    scope = {"type": "http", "headers": headers, "client": ("10.0.0.1", 1)}
    return Request({**scope, SIGNED_IN: name} if name else scope)


def test_a_browser_is_its_token_and_without_one_its_address() -> None:
    assert asker_of(request("ada")) == reader_of_request(request("ada")) == reader_of("ada")
    assert asker_of(request()) == address_of(request()) == "10.0.0.1" and reader_of_request(request()) == ""


def test_a_program_cannot_make_itself_many_by_tokens() -> None:
    assert program_of(request("a")) == program_of(request("b")) == "10.0.0.1"
    assert program_of(request("a", name="ada")) == name_of(request("a", name="ada")) == "ada"


def test_where_nothing_is_kept_nobody_has_a_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_HISTORY", "off")
    assert reader_of_request(request("ada")) == reader_of_request(request(name="ada")) == ""
    assert asker_of(request(name="ada")) == "ada"
