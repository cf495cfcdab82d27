import json
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.logs import JsonLines, RequestLog, log_answer, set_up_logs
from tests.window_fakes import assistant, scripted_steps


def failing(request: Request) -> PlainTextResponse:
    logging.getLogger("rag.web.x").warning("it is %s", "late")
    if request.query_params.get("fail"):
        raise ValueError("broken")
    return PlainTextResponse("ok")


@pytest.fixture
def client(caplog: pytest.LogCaptureFixture) -> Iterator[TestClient]:
    caplog.set_level(logging.INFO, "factory_chat")
    caplog.handler.setFormatter(JsonLines())
    app = Starlette(routes=[Route("/{rest:path}", failing)], middleware=[Middleware(RequestLog)])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def lines(caplog: pytest.LogCaptureFixture) -> list[dict]:
    return [json.loads(line) for line in caplog.text.splitlines() if line.startswith("{")]


def test_a_request_has_an_id_that_its_lines_and_its_answer_name(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = client.get("/a"), client.get("/b", headers={"x-request-id": "from-the-proxy"})
    assert second.headers["x-request-id"] == "from-the-proxy"
    late, request, *_ = [line for line in lines(caplog) if line["logger"] in ("rag.web.x", "factory_chat")]
    assert late["event"] == "it is late"
    assert late["request"] == request["request"] == first.headers["x-request-id"]
    assert {name: request[name] for name in ("event", "method", "path", "status")} == {
        "event": "request",
        "method": "GET",
        "path": "/a",
        "status": 200,
    }


def test_an_id_that_could_forge_a_line_is_replaced(client: TestClient) -> None:
    assert client.get("/", headers={"x-request-id": 'a"}{'}).headers["x-request-id"].isalnum()


def test_keys_passwords_and_questions_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/unanswered?key=s3cret&q=my+question", headers={"authorization": "Basic s3cret", "cookie": "a=s3cret"})
    assert "s3cret" not in caplog.text and "my question" not in caplog.text and "my+question" not in caplog.text


def test_an_answer_is_logged_without_its_question_unless_that_is_switched_on(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "factory_chat")
    caplog.handler.setFormatter(JsonLines())
    *_, last = scripted_steps("What is my secret GIDL?", (), assistant())
    assert last.answer
    log_answer(last.answer, 3)
    assert "secret" not in caplog.text
    (line,) = lines(caplog)
    assert (line["event"], line["outcome"], line["pieces"], line["dropped"]) == ("answer", "answered", 3, 1)
    assert "retrieve" in line["seconds"]
    monkeypatch.setenv("FACTORY_CHAT_LOG_QUESTIONS", "on")
    log_answer(last.answer, 3)
    assert lines(caplog)[1]["question"] == "What is my secret GIDL?"


def test_json_lines_are_written_where_they_are_wanted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, ours = logging.getLogger(), logging.getLogger("factory_chat")
    before = root.handlers[:], root.level, ours.level
    try:
        set_up_logs()
        assert root.handlers == before[0]
        monkeypatch.setenv("FACTORY_CHAT_LOG", "json")
        set_up_logs()
        try:
            raise ValueError("broken\nin two")
        except ValueError:
            logging.getLogger("x").exception("failed")
    finally:
        root.handlers[:], root.level, ours.level = before
    (line,) = capsys.readouterr().err.splitlines()
    assert "broken" in json.loads(line)["traceback"]
