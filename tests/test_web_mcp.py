import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from rag.answer import answer_steps
from rag.assistant import Assistant
from rag.web.desk import desk_of
from rag.web.history import History
from tests.api_fakes import client_of, scripted_desk


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(scripted_desk(tmp_path)) as client:
        yield client


def call(client: TestClient, method: str, **params: object) -> Any:
    return client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).json()


def tool(client: TestClient, name: str, **arguments: object) -> Any:
    return call(client, "tools/call", name=name, arguments=arguments)["result"]


def test_a_client_is_greeted_in_a_version_it_knows(client: TestClient) -> None:
    for wanted, given in (("2025-03-26", "2025-03-26"), ("1999-01-01", "2025-06-18")):
        greeting = call(client, "initialize", protocolVersion=wanted)["result"]
        assert greeting["protocolVersion"] == given and "tools" in greeting["capabilities"]
    note = client.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (note.status_code, note.content) == (202, b"")


def test_the_tools_describe_what_they_need(client: TestClient) -> None:
    tools = {one["name"]: one["inputSchema"] for one in call(client, "tools/list")["result"]["tools"]}
    assert {name: schema["required"] for name, schema in tools.items()} == {
        "ask": ["question"],
        "define": ["term"],
        "search": ["query"],
        "get_entry": ["entry_id"],
        "glossaries": [],
    }


def test_ask_gives_the_answer_with_citations_as_data_and_as_text(client: TestClient) -> None:
    result = tool(client, "ask", question="What is GIDL?", mode="written")
    assert result["structuredContent"]["claims"][0]["citations"][0]["entry_id"] == "gidl"
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]


def test_the_tools_answer_over_the_real_index(assistant: Assistant, tmp_path: Path) -> None:
    with client_of(desk_of(assistant, answer_steps, History(tmp_path))) as client:
        found = tool(client, "define", term="GIDL")["structuredContent"]["entries"][0]["entry_id"]
        assert tool(client, "get_entry", entry_id=found)["structuredContent"]["body"]
        assert len(tool(client, "search", query="noise", limit=2)["structuredContent"]["entries"]) == 2
        listed = call(client, "resources/list")["result"]
        assert len(listed["resources"]) == len(assistant.index.entries)


def test_a_bad_call_is_told_to_the_agent_as_its_result(client: TestClient) -> None:
    for name, arguments in (("ask", {}), ("ask", {"question": "x" * 501}), ("get_entry", {"entry_id": "none"})):
        assert tool(client, name, **arguments)["isError"]


def test_entries_are_resources(client: TestClient) -> None:
    uri = call(client, "resources/list")["result"]["resources"][-1]["uri"]
    assert uri == "glossary://gidl"
    read = call(client, "resources/read", uri=uri)["result"]["contents"][0]
    assert json.loads(read["text"])["term"] == "Gate-Induced Drain Leakage"
    assert call(client, "resources/templates/list")["result"]["resourceTemplates"]


def test_what_is_not_there_has_the_protocols_own_codes(client: TestClient) -> None:
    assert call(client, "prompts/list")["error"]["code"] == -32601
    assert call(client, "tools/call", name="none")["error"]["code"] == -32602
    assert call(client, "resources/read", uri="glossary://none")["error"]["code"] == -32002
    assert call(client, "ping")["result"] == {}
    assert client.get("/mcp").status_code == 405


@pytest.mark.parametrize("name", [[], {}, {"a": [1]}])
def test_an_id_that_the_protocol_does_not_know_is_refused(client: TestClient, name: object) -> None:
    reply = client.post("/mcp", json={"id": name, "method": "ping"})
    assert reply.status_code == 400 and "id is a text or a number" in reply.json()["error"]["message"]
