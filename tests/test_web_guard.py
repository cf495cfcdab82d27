import asyncio
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from rag.web.guard import LARGEST_BODY, LARGEST_HEAD, guards


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
    assert (answer.status_code, answer.text) == (413, "The request is too large")
    assert client.post("/", content=(b"x" * 9000 for _ in range(7))).text == "63000"


def test_what_an_endpoint_says_of_a_body_that_was_cut_off_is_not_sent() -> None:
    async def swallow(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        await PlainTextResponse("I have it all", 200)(scope, receive, send)

    app = Starlette(routes=[Mount("/", swallow)], middleware=guards("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.post("/", content=(b"x" * 9000 for _ in range(10))).status_code == 413


def test_an_address_and_headers_are_taken_up_to_their_limit(client: TestClient) -> None:
    assert client.get("/", headers={"x": "y" * (LARGEST_HEAD - 500)}).status_code == 200
    for headers in ({"x": "y" * LARGEST_HEAD}, {f"x{n}": "y" * 100 for n in range(200)}, {"cookie": "a=b; " * 4000}):
        assert client.get("/", headers=headers).status_code == 431
    assert client.get("/", params={"q": "x" * LARGEST_HEAD}).status_code == 431
    assert client.get("/" + "x" * LARGEST_HEAD).status_code == 431


def test_a_request_with_two_lengths_is_refused_and_its_connection_closed(client: TestClient) -> None:
    reply = client.post("/", content=b"0\r\n\r\n", headers={"transfer-encoding": "chunked", "content-length": "5"})
    assert (reply.status_code, reply.headers["connection"]) == (400, "close")


@pytest.mark.parametrize("length", ["", "-1", "+5", "5, 5", "0x5", "1e3", "\u00b2", "9" * 5000])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    assert client.post("/", headers={"content-length": length.encode("latin-1")}).status_code == 413


def test_only_cookies_of_our_own_form_are_passed_on() -> None:
    async def told(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.headers.get("cookie", "none"))

    app = Starlette(routes=[Route("/", told)], middleware=guards("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        sent = 'a="\\"; reader=abc; b=c d; session=x'
        assert client.get("/", headers={"cookie": sent}).text == "reader=abc; session=x"
        assert client.get("/", headers={"cookie": 'reader="abc"'}).text == "none"


def test_a_client_that_leaves_in_the_middle_of_its_body_is_no_failure() -> None:
    app = Starlette(routes=[Route("/", echo, methods=["POST"])], middleware=guards("127.0.0.1"))
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [(b"host", b"127.0.0.1")]}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app({**scope, "app": app}, receive, send))
    assert sent == []


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "", "http://127.0.0.1:9", "file://", "http://127.0.0.1.evil.example", "http://["],
)
def test_a_page_of_another_site_is_refused_and_told_nothing(client: TestClient, origin: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        headers = {"origin": origin, "access-control-request-method": "POST"}
        reply = client.request(method, "/gradio_api/queue/join", headers=headers)
        assert reply.status_code == 403
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_the_windows_own_page_is_answered_also_behind_a_proxy_with_tls(client: TestClient) -> None:
    for origin in ("http://127.0.0.1", "https://127.0.0.1"):
        assert client.post("/", headers={"origin": origin}).status_code == 200


def test_a_named_host_is_our_own_even_where_a_proxy_changes_the_hosts_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_HOSTS", "chat.example,127.0.0.1")
    app = Starlette(routes=[Route("/", echo)], middleware=guards("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/", headers={"origin": "https://chat.example"}).status_code == 200
        assert client.get("/", headers={"origin": "https://evil.example"}).status_code == 403


def test_a_websocket_is_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("ws://127.0.0.1/gradio_api/queue/join"):
        pass


def test_every_answer_names_its_request(client: TestClient) -> None:
    assert len({client.get(path).headers["x-request-id"] for path in ("/", "/file=x")}) == 2


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
