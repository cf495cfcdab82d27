from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.guard import LARGEST_BODY, guards


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route("/{rest:path}", echo, methods=["GET", "POST"])], middleware=guards("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def test_every_answer_tells_browsers_to_stay_on_the_machine(client: TestClient) -> None:
    for path in ("/", "/gradio_api/upload"):
        headers = client.get(path).headers
        assert "connect-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/gradio_api/FILE=/etc/passwd", "/file=x", "/proxy=http://a", "/monitoring/summary"]
)
def test_routes_that_read_store_or_fetch_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_body_is_taken_up_to_its_limit(client: TestClient) -> None:
    assert client.post("/", content=b"x" * LARGEST_BODY).text == str(LARGEST_BODY)
    assert client.post("/", content=b"x" * (LARGEST_BODY + 1)).status_code == 413


def test_a_body_without_a_length_is_cut_off_at_the_limit(client: TestClient) -> None:
    answer = client.post("/", content=(b"x" * 9000 for _ in range(10)))
    assert answer.status_code >= 400


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:7860"}).status_code == 200


def headers(monkeypatch: pytest.MonkeyPatch, host: str = "0.0.0.0", **environment: str) -> httpx.Headers:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    app = Starlette(routes=[Route("/{rest:path}", echo)], middleware=guards(host))
    with TestClient(app, base_url="http://chat.example") as client:
        return client.get("/").headers


def test_the_sites_that_may_frame_the_window_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "frame-ancestors 'self';" in headers(monkeypatch)["content-security-policy"]
    found = headers(monkeypatch, FACTORY_CHAT_FRAME_ANCESTORS="https://a.example; script-src *")
    assert "frame-ancestors https://a.example  script-src *;" in found["content-security-policy"]


def test_the_hosts_that_are_answered_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "set-cookie" in headers(monkeypatch, FACTORY_CHAT_HOSTS="chat.example, other.example")
    assert "set-cookie" not in headers(monkeypatch, FACTORY_CHAT_HOSTS="other.example")


def test_without_a_history_no_browser_gets_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "set-cookie" not in headers(monkeypatch, FACTORY_CHAT_HISTORY="off")
