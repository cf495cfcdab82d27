import asyncio
import time

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.rate import RateLimit, Recent, limits
from rag.web.settings import SettingRefused

PATHS = ("/api/search", "/gradio_api/queue/join", "/healthz")


def client(address: str, app: Starlette, reader: str = "") -> TestClient:
    return TestClient(app, client=(address, 1), cookies={"reader": reader} if reader else None)


def limited(address: int, user: int) -> Starlette:
    def ok(_: object) -> PlainTextResponse:
        return PlainTextResponse("ok")

    limit = Middleware(RateLimit, most=(address, user), counts=Recent())
    return Starlette(routes=[Route(path, ok) for path in PATHS], middleware=[limit])


@pytest.fixture
def app() -> Starlette:
    return limited(2, 0)


def test_an_address_that_asks_too_often_is_told_when_to_come_back(app: Starlette) -> None:
    here = client("10.0.0.1", app)
    assert [here.get(path).status_code for path in ("/api/search", "/gradio_api/queue/join", "/api/search")] == [
        *(200, 200, 429)
    ]
    refused = here.get("/api/search")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "more than 2 requests" in refused.json()["error"]["message"]


def test_other_addresses_and_other_pages_are_not_counted(app: Starlette) -> None:
    here = client("10.0.0.1", app)
    assert [here.get("/healthz").status_code for _ in range(5)] == [200] * 5
    assert [here.get("/api/search").status_code for _ in range(2)] == [200] * 2
    assert client("10.0.0.2", app).get("/api/search").status_code == 200


def test_users_behind_one_address_have_limits_of_their_own() -> None:
    app = limited(0, 2)
    ada, bob = client("10.0.0.1", app, "ada"), client("10.0.0.1", app, "bob")
    assert [ada.get("/api/search").status_code for _ in range(3)] == [200, 200, 429]
    assert bob.get("/api/search").status_code == 200


def test_a_user_with_many_addresses_is_one_user_and_many_users_share_the_limit_of_their_address() -> None:
    app = limited(4, 2)
    assert [client(f"10.0.0.{n}", app, "ada").get("/api/search").status_code for n in range(3)] == [200, 200, 429]
    assert [client("10.0.1.1", app, f"{n}").get("/api/search").status_code for n in range(5)] == [*[200] * 4, 429]


def test_after_a_minute_an_address_may_ask_again(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    here = client("10.0.0.1", app)
    assert [here.get("/api/search").status_code for _ in range(3)][-1] == 429
    later = time.monotonic() + 61
    monkeypatch.setattr("rag.web.rate.time.monotonic", lambda: later)
    assert here.get("/api/search").status_code == 200


def test_a_flood_of_names_does_not_grow_the_memory() -> None:
    recent = Recent()

    async def flood() -> float:
        for n in range(10_100):
            await recent.add(str(n))
        return await recent.wait("10099", 1)

    assert asyncio.run(flood()) > 0 and len(recent._done) < 10_002


def test_who_is_refused_is_counted_nowhere() -> None:
    recent = Recent()

    async def ask() -> list[int]:
        asked = [await recent.admit([("address", 3), ("ada", 1)]), await recent.admit([("address", 3), ("ada", 1)])]
        asked += [await recent.admit([("address", 3)]) for _ in range(3)]
        return [most for most, _ in asked]

    assert asyncio.run(ask()) == [0, 1, 0, 0, 3]


def test_the_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FACTORY_CHAT_RATE", "FACTORY_CHAT_USER_RATE"):
        monkeypatch.delenv(name, raising=False)
    assert limits() == (0, 0)
    monkeypatch.setenv("FACTORY_CHAT_RATE", "30")
    monkeypatch.setenv("FACTORY_CHAT_USER_RATE", "10")
    assert limits() == (30, 10)
    monkeypatch.setenv("FACTORY_CHAT_RATE", "many")
    with pytest.raises(SettingRefused, match="requests a minute"):
        limits()
