import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from eval.questions import read_cases
from eval.validate import TYPES
from rag.web.desk import Desk
from rag.web.guard import guards
from rag.web.history import reader_of
from rag.web.routes import routes
from rag.web.types import Conversation, Exchange
from rag.web.users import add_user
from tests.api_fakes import client_of, scripted_desk
from tests.window_fakes import assistant, scripted_steps


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = scripted_desk(tmp_path)
    talk = Conversation()
    for place, (question, mark) in enumerate((("What is GIDL?", "down"), ("nothing <b>", "")), 1):
        *_, last = scripted_steps(question, (), assistant())
        done = Exchange(question, state="done", answer=last.answer, mark=mark, word="too short" if mark else "")
        talk = desk.history.save(reader_of("a"), replace(talk, exchanges=(*talk.exchanges, done)), place)
    return desk


def test_health_says_which_index_answers(desk: Desk) -> None:
    with client_of(desk) as client:
        assert client.get("/healthz").json() == {"status": "ok", "entries": 63, "index": "0123456789ab"}


def test_readiness_says_how_the_writer_is_and_when_the_server_stops(desk: Desk) -> None:
    with client_of(desk) as client:
        assert client.get("/readyz").json() == {"status": "ready", "writer": "ready"}
        desk.turnstile.close(0)
        assert client.get("/healthz").status_code == 200
        reply = client.get("/readyz")
        assert (reply.status_code, reply.json()["status"]) == (503, "stopping")
        assert client.post("/api/ask", json={"question": "x"}).status_code == 503


def test_links_to_the_glossary_lead_into_the_window(desk: Desk) -> None:
    with client_of(desk) as client:
        for path, target in (("/glossary?term=gidl", "/?term=gidl"), ("/glossary", "/?letter=All")):
            reply = client.get(path, follow_redirects=False)
            assert (reply.status_code, reply.headers["location"]) == (307, target)


def test_unanswered_questions_stand_by_their_nearest_term(desk: Desk) -> None:
    with client_of(desk) as client:
        html = client.get("/unanswered").text
    assert "<h2>Gate&#45;Induced Drain Leakage</h2>" in html
    assert "What is GIDL&#63; <span>(not helpful: too short)</span>" in html
    assert "nothing &#60;b&#62; <span>(refused)</span></li>" in html


def test_they_are_saved_as_questions_that_the_eval_reads(desk: Desk, tmp_path: Path) -> None:
    with client_of(desk) as client:
        text = client.get("/unanswered.jsonl").text
    (tmp_path / "new.jsonl").write_text(text, "utf-8")
    cases = read_cases(tmp_path / "new.jsonl")
    assert [case.turns for case in cases] == [("What is GIDL?",), ("nothing <b>",)]
    assert [case.type for case in cases] == ["missing_fact", "near_miss"] and {case.type for case in cases} <= TYPES
    assert cases[0].gold == (("gidl gate induced drain leakage, leakage",),)
    assert json.loads(text.splitlines()[0])["review"] == "too short"


def test_the_owner_alone_sees_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(desk, host="0.0.0.0") as client:
        assert client.get("/unanswered").status_code == 404
    monkeypatch.setenv("FACTORY_CHAT_OWNER_KEY", "secret")
    with client_of(desk, host="0.0.0.0") as client:
        assert client.get("/unanswered").status_code == client.get("/unanswered.jsonl?key=x").status_code == 404
        page = client.get("/unanswered?key=secret")
        assert page.status_code == 200 and "/unanswered.jsonl&#63;key&#61;secret" in page.text


def test_the_metrics_and_the_days_are_the_owners(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(desk) as client:
        client.post("/api/ask", json={"question": "nothing about gizmos"})
        assert 'answers_total{outcome="not_in_glossary"} 1.0' in client.get("/metrics").text
        assert "<td>100%</td>" in (page := client.get("/unanswered").text) and "gizmos (1)" in page
    monkeypatch.setenv("FACTORY_CHAT_OWNER_KEY", "secret")
    with client_of(desk) as client:
        assert client.get("/metrics").status_code == 404
        for header, status in (("Bearer secret", 200), ("Bearer other", 404), ("Basic secret", 404)):
            assert client.get("/metrics", headers={"authorization": header}).status_code == status


def test_where_people_sign_in_the_owners_pages_open_for_the_owners_name_alone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ada", "bob"):
        add_user(tmp_path / "users.json", name, "correct horse")
    monkeypatch.setenv("FACTORY_CHAT_USERS", str(tmp_path / "users.json"))
    app = Starlette(routes=routes(desk, "127.0.0.1"), middleware=guards("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1") as client:

        def status(name: str) -> int:
            return client.get("/unanswered", auth=(name, "correct horse")).status_code

        assert status("ada") == status("bob") == 404, "nobody is the owner yet"
        monkeypatch.setenv("FACTORY_CHAT_OWNER", "ada")
        assert (status("ada"), status("bob")) == (200, 404)


def test_a_glossary_without_gaps_says_so(tmp_path: Path) -> None:
    with client_of(scripted_desk(tmp_path)) as client:
        assert "There are none." in client.get("/unanswered").text
        assert client.get("/unanswered.jsonl").text == ""


def test_programs_can_be_shut_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_API", "off")
    with client_of(scripted_desk(tmp_path)) as client:
        for path in ("/api/ask", "/v1/chat/completions", "/mcp"):
            assert client.post(path, json={}).status_code == 404
        assert client.get("/healthz").status_code == 200


def test_the_pages_of_docs_can_be_read_and_no_other_file(tmp_path: Path) -> None:
    with client_of(scripted_desk(tmp_path)) as client:
        page = client.get("/docs/checking.md")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1>How far to trust an answer</h1>" in page.text
        for name in ("LOG.md", "..%2FREADME.md", "screenshots", "checking"):
            assert client.get(f"/docs/{name}").status_code == 404
