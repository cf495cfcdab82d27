from collections.abc import Iterator

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.browser import served


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with served("-m", "tests.fake_window") as address:
        yield Client(address, verbose=False)


def test_ask_gives_written_and_quoted_answers_with_citations(client: Client) -> None:
    written = client.predict("What is GIDL?", api_name="/ask")
    quoted = client.predict("What is GIDL?", "quoted", api_name="/ask")
    assert written["claims"][0]["kind"] == "written" and written["claims"][0]["citations"][0]["entry_id"] == "gidl"
    assert {claim["kind"] for claim in quoted["claims"]} == {"quoted"}


def test_a_job_tells_the_stages_and_at_last_the_answer(client: Client) -> None:
    *stages, last = client.submit("What is GIDL?", api_name="/ask")
    assert [one["stage"] for one in stages] == ["searching", "reading", "writing", "checking"]
    assert stages[-1]["checked"] == ["GIDL grows with the field."] and last["outcome"] == "answered"


def test_entries_are_defined_and_read(client: Client) -> None:
    assert client.predict("gate induced drain leakage", api_name="/define")["entries"][0]["entry_id"] == "gidl"
    assert "It grows with the field." in client.predict("gidl", api_name="/get_entry")["body"]


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [("/ask", "x" * 501, "at most 500"), ("/search", " ", "words are needed"), ("/get_entry", "none", "no entry")],
)
def test_what_makes_no_sense_is_told(client: Client, tool: str, given: str, said: str) -> None:
    with pytest.raises(AppError, match=said):
        client.predict(given, api_name=tool)
