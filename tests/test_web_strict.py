from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.strict import StrictBodies, strict_json

UNSOUND = (
    (b"{", "Expecting"),
    (b"[" * 60_000, "nested"),
    (b'{"data": [NaN]}', "float"),
    (b'{"data": [1e999]}', "float"),
    (b'{"data": ["\\ud800"]}', "surrogate"),
    (b"\xff", "codec"),
    (b'{"data": [' + b"9" * 5000 + b"]}", "digits"),
)


@pytest.mark.parametrize(("data", "said"), UNSOUND)
def test_what_could_not_be_sent_back_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        strict_json(data)


def test_sound_json_of_every_script_is_read() -> None:
    text = "半導体 \U0001f600 \u202e\x00"
    assert strict_json(f'["{text[:-1]}\\u0000", 1.5, null]'.encode()) == [text, 1.5, None]


async def take(request: Request) -> PlainTextResponse:
    body = await request.json() if await request.body() else {}
    if body.get("fn_index") == 99:
        raise KeyError("99, an inside")
    return PlainTextResponse(str(len(body.get("data", []))))


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(
        routes=[Route("/{rest:path}", take, methods=["GET", "POST"])], middleware=[Middleware(StrictBodies)]
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("data", [data for data, _ in UNSOUND])
def test_the_window_is_not_given_what_it_would_fail_on(client: TestClient, data: bytes) -> None:
    reply = client.post("/gradio_api/queue/join", content=data)
    assert reply.status_code == 400 and "cannot be read" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [[], {"data": {}}, {"session_hash": 7}, {"session_hash": "a b"}, {"fn_index": "1"}, {"fn_index": True}],
)
def test_sessions_and_events_have_names_and_numbers(client: TestClient, body: object) -> None:
    assert client.post("/gradio_api/queue/join", json=body).status_code == 400


def test_a_sound_body_arrives_whole(client: TestClient) -> None:
    body = {"data": [1, 2], "fn_index": 3, "session_hash": "abc0-9"}
    assert client.post("/gradio_api/queue/join", json=body).text == "2"
    assert client.post("/gradio_api/queue/join").text == client.get("/gradio_api/x").text == "0"


def test_where_it_fails_all_the_same_the_log_says_why_and_the_answer_does_not(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    reply = client.post("/gradio_api/queue/join", json={"fn_index": 99})
    assert reply.status_code == 400 and "inside" not in reply.text and "99, an inside" in caplog.text


def test_other_ways_are_left_alone(client: TestClient) -> None:
    assert client.post("/api/ask", json={"fn_index": "1"}).status_code == 200


async def breaks_off(request: Request) -> StreamingResponse:
    async def pieces() -> AsyncIterator[str]:
        yield "data: begun\n\n"
        raise HTTPException(404, "no such session")

    if request.url.path.endswith("/at-once"):
        raise KeyError("an inside")
    return StreamingResponse(pieces(), media_type="text/event-stream")


def test_a_stream_that_breaks_off_ends_with_what_was_sent_and_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = Starlette(routes=[Route("/{rest:path}", breaks_off)], middleware=[Middleware(StrictBodies)])
    with TestClient(app) as client:
        assert client.get("/gradio_api/queue/data?session_hash=none").text == "data: begun\n\n"
        (line,) = [one for one in caplog.records if one.name == "rag.web.strict"]
        assert "no such session" in line.getMessage() and not line.exc_info
        with pytest.raises(KeyError, match="an inside"):
            client.get("/gradio_api/at-once")
