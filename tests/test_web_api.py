import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag.answer import answer_steps
from rag.assistant import Assistant
from rag.web.desk import desk_of
from rag.web.history import History
from rag.web.turnstile import MOST_EACH
from tests.api_fakes import client_of, scripted_desk


@pytest.fixture(scope="module")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(desk_of(assistant, answer_steps, History(tmp_path_factory.mktemp("data")))) as client:
        yield client


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(scripted_desk(tmp_path)) as client:
        yield client


def test_a_question_gets_the_answer_with_quotes_that_stand_in_their_entries(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "What is gettering?"}).json()
    assert answer["outcome"] == "answered" and "[1]" in answer["answer"]
    for claim in answer["claims"]:
        for one in claim["citations"]:
            body = client.get(f"/api/entries/{one['entry_id']}").json()["body"]
            assert body[one["start"] : one["end"]] == one["quote"]


def test_a_refusal_names_the_nearest_entries(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "What is the capital of France?"}).json()
    assert answer["outcome"] == "not_in_glossary" and answer["nearest"][0]["entry_id"]


def test_earlier_turns_are_taken_into_account(client: TestClient) -> None:
    body = {"question": "Why does it matter?", "turns": ["What is data leakage?"]}
    answer = client.post("/api/ask", json=body).json()
    assert answer["claims"][0]["citations"][0]["entry_id"] == "data-leakage"


def test_a_streamed_answer_comes_in_stages_and_ends_whole(scripted: TestClient) -> None:
    body = {"question": "What is GIDL?", "stream": True}
    with scripted.stream("POST", "/api/ask", json=body) as reply:
        events = [json.loads(line[6:]) for line in reply.iter_lines() if line.startswith("data: ")]
    assert [event["stage"] for event in events] == ["searching", "reading", "writing", "checking", "done"]
    assert events[3]["checked"] == ["GIDL grows with the field."]
    assert events[-1]["answer"]["claims"][0]["kind"] == "written"


def test_mode_quoted_asks_no_writer(scripted: TestClient) -> None:
    answer = scripted.post("/api/ask", json={"question": "What is GIDL?", "mode": "quoted"}).json()
    assert {claim["kind"] for claim in answer["claims"]} == {"quoted"}


def test_define_finds_names_and_acronyms_and_else_the_nearest(client: TestClient) -> None:
    found = client.get("/api/define", params={"term": "gidl"}).json()
    assert found["entries"][0]["entry_id"] == "gate-induced-drain-leakage-gidl"
    missing = client.get("/api/define", params={"term": "drain current leakage"}).json()
    assert missing["entries"] == [] and len(missing["nearest"]) == 5


def test_search_gives_the_best_first(client: TestClient) -> None:
    found = client.get("/api/search", params={"words": "noise schedule for images", "limit": "3"}).json()["entries"]
    assert len(found) == 3 and found[0]["score"] >= found[1]["score"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "between 1 and 20 texts"),
        ({"question": " "}, "none of them empty"),
        ({"question": 7}, "none of them empty"),
        ({"question": "x" * 501}, "at most 500 characters"),
        ({"question": "x", "turns": "y"}, "turns is a list"),
        ([], "must be a JSON object"),
    ],
)
def test_what_makes_no_sense_is_told(scripted: TestClient, body: object, said: str) -> None:
    reply = scripted.post("/api/ask", json=body)
    assert reply.status_code == 400 and said in reply.json()["error"]["message"]


def test_a_page_of_another_site_cannot_send_questions(scripted: TestClient) -> None:
    reply = scripted.post("/api/ask", content='{"question": "x"}', headers={"content-type": "text/plain"})
    assert reply.status_code == 400


def test_a_failure_is_told_without_its_insides(scripted: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    reply = scripted.post("/api/ask", json={"question": "please fail"})
    assert reply.status_code == 500 and "scripted failure" not in reply.text
    assert "scripted failure" in caplog.text


def test_a_full_line_is_told_with_the_place_and_when_to_come_back(tmp_path: Path) -> None:
    desk = scripted_desk(tmp_path)
    with client_of(desk) as client:
        held = [desk.turnstile.quoting.join("testclient") for _ in range(2 + MOST_EACH)]
        reply = client.post("/api/ask", json={"question": "What is GIDL?"})
        assert reply.status_code == 503 and int(reply.headers["retry-after"]) > 0
        assert (reply.json()["error"]["code"], reply.json()["error"]["place"]) == ("busy", len(held) - 1)
        assert "place 17 in the line" in reply.json()["error"]["message"]


def test_who_waits_for_the_writer_is_told_the_place_and_gets_the_quotation_meanwhile(tmp_path: Path) -> None:
    desk = scripted_desk(tmp_path)
    with client_of(desk) as client:
        held = [desk.turnstile.writing.join("other") for _ in range(3)]
        asking = {"question": "What is GIDL?", "stream": True}
        with client.stream("POST", "/api/ask", json=asking) as reply:
            events = []
            for line in reply.iter_lines():
                events += [json.loads(line[6:])] if line.startswith("data: ") else []
                if events and events[-1]["stage"] == "waiting" and held:
                    for turn in held:
                        client.portal.call(desk.turnstile.writing.leave, turn)
                    held = []
    stages = [event["stage"] for event in events]
    assert stages == ["searching", "reading", "writing", "waiting", "writing", "checking", "done"]
    assert events[3]["place"] == 1, "the other's third waits too, but this is a first"


def test_an_unknown_entry_is_not_found(scripted: TestClient) -> None:
    assert scripted.get("/api/entries/none").status_code == 404
    assert scripted.get("/api/search", params={"words": "x", "limit": "y"}).status_code == 400
    assert scripted.get("/api/search").status_code == 400
