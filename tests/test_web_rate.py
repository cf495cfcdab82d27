import time

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.rate import RateLimit, SettingRefused, most_a_minute


def client(address: str, app: Starlette) -> TestClient:
    return TestClient(app, client=(address, 1))


@pytest.fixture
def app() -> Starlette:
    def ok(_: object) -> PlainTextResponse:
        return PlainTextResponse("ok")

    limit = Middleware(RateLimit, most=2)
    return Starlette(routes=[Route("/api/search", ok), Route("/healthz", ok)], middleware=[limit])


def test_an_address_that_asks_too_often_is_told_when_to_come_back(app: Starlette) -> None:
    here = client("10.0.0.1", app)
    assert [here.get("/api/search").status_code for _ in range(3)] == [200, 200, 429]
    refused = here.get("/api/search")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "more than 2 requests" in refused.json()["error"]["message"]


def test_other_addresses_and_other_pages_are_not_counted(app: Starlette) -> None:
    here = client("10.0.0.1", app)
    assert [here.get("/healthz").status_code for _ in range(5)] == [200] * 5
    assert [here.get("/api/search").status_code for _ in range(2)] == [200] * 2
    assert client("10.0.0.2", app).get("/api/search").status_code == 200


def test_after_a_minute_an_address_may_ask_again(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    here = client("10.0.0.1", app)
    assert [here.get("/api/search").status_code for _ in range(3)][-1] == 429
    later = time.monotonic() + 61
    monkeypatch.setattr("rag.web.rate.time.monotonic", lambda: later)
    assert here.get("/api/search").status_code == 200


def test_the_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_RATE", raising=False)
    assert most_a_minute() == 0
    monkeypatch.setenv("FACTORY_CHAT_RATE", "30")
    assert most_a_minute() == 30
    monkeypatch.setenv("FACTORY_CHAT_RATE", "many")
    with pytest.raises(SettingRefused, match="requests a minute"):
        most_a_minute()
