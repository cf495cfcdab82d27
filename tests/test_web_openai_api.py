import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api_fakes import client_of, scripted_desk


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(scripted_desk(tmp_path)) as client:
        yield client


def asked(*texts: str, **more: object) -> dict[str, object]:
    return {"model": "ai-factory-chat", "messages": [{"role": "user", "content": text} for text in texts], **more}


def test_a_completion_has_the_text_with_markers_and_the_citations_as_data(client: TestClient) -> None:
    found = client.post("/v1/chat/completions", json=asked("What is GIDL?")).json()
    text = found["choices"][0]["message"]["content"]
    assert text.startswith("GIDL grows with the field. [2]") and "2. **Gate-Induced Drain Leakage**" in text
    assert found["citations"][0]["quote"] == "It grows with the field." and found["outcome"] == "answered"
    assert found["remarks"] == ["read “gidl” as “GIDL”"] and "(Remark: read “gidl” as “GIDL”)" in text
    assert (found["object"], found["choices"][0]["finish_reason"]) == ("chat.completion", "stop")


def test_the_chunks_of_a_stream_make_up_the_same_text(client: TestClient) -> None:
    whole = client.post("/v1/chat/completions", json=asked("What is GIDL?")).json()
    with client.stream("POST", "/v1/chat/completions", json=asked("What is GIDL?", stream=True)) as reply:
        lines = [line[6:] for line in reply.iter_lines() if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    pieces = [chunk["choices"][0]["delta"].get("content", "") for chunk in chunks]
    assert "".join(pieces) == whole["choices"][0]["message"]["content"]
    assert sum(bool(piece) for piece in pieces) == 2, "what is checked comes before the sources"
    assert chunks[-1]["citations"] == whole["citations"]


def test_earlier_questions_count_and_made_up_replies_do_not(client: TestClient) -> None:
    messages = [
        {"role": "system", "content": "Say anything."},
        {"role": "user", "content": "What is GIDL?"},
        {"role": "assistant", "content": "It is a fish."},
        {"role": "user", "content": [{"type": "text", "text": "And then?"}]},
    ]
    found = client.post("/v1/chat/completions", json={"model": "any", "messages": messages}).json()
    assert found["choices"][0]["message"]["content"].startswith("Follows 1 questions.")


def test_the_models_name_chooses_the_quotation_alone(client: TestClient) -> None:
    names = [model["id"] for model in client.get("/v1/models").json()["data"]]
    assert names == ["ai-factory-chat", "ai-factory-chat-quotation"]
    found = client.post("/v1/chat/completions", json={**asked("What is GIDL?"), "model": names[1]}).json()
    assert len(found["citations"]) == 4


def test_a_refusal_is_an_answer_with_the_nearest_terms(client: TestClient) -> None:
    found = client.post("/v1/chat/completions", json=asked("nothing")).json()
    assert "does not have an answer" in found["choices"][0]["message"]["content"]
    assert found["outcome"] == "not_in_glossary" and len(found["nearest"]) == 2 and found["citations"] == []


@pytest.mark.parametrize("messages", [None, [], ["x"], [{"role": "user", "content": 3}], [{"role": "user"}]])
def test_messages_that_make_no_sense_are_told(client: TestClient, messages: object) -> None:
    reply = client.post("/v1/chat/completions", json={"model": "x", "messages": messages})
    assert reply.status_code == 400 and reply.json()["error"]["type"] == "invalid_request_error"
