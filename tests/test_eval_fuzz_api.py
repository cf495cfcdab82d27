"""A small share of what `python -m eval.fuzz` asks: bad requests to a server that runs."""

from collections.abc import Iterator

import httpx
import pytest

from eval.fuzz.api import Sent, huge_requests, requests, sends
from eval.fuzz.tally import Failed, tally
from tests.browser import served

REAL = ("What is GIDL?", "Compare DANN and CORAL", "gettering")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with served("app.py", "--llm", "off") as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_bad_requests_are_answered_or_refused_in_words(client: httpx.Client) -> None:
    found = tally("requests", requests(REAL), sends(client), 150)
    assert found.failures == []
    assert sends(client)(Sent("POST", "/api/ask", b'{"question": "What is GIDL?", "mode": "quoted"}')) == "200"


def test_huge_and_packed_bodies_are_refused(client: httpx.Client) -> None:
    found = tally("huge", huge_requests(), sends(client), 4)
    assert found.failures == []
    assert found.outcomes.keys() <= {"413", "400"}


def test_an_answer_that_shows_the_insides_fails() -> None:
    def leaks(request: httpx.Request) -> httpx.Response:
        inside = b'Traceback (most recent call last):\n  File "x"'
        return httpx.Response(500 if request.url.path == "/" else 200, content=inside)

    with httpx.Client(base_url="http://x", transport=httpx.MockTransport(leaks)) as client:
        for path, said in (("/", "500"), ("/docs/x", "insides")):
            with pytest.raises(Failed, match=said):
                sends(client)(Sent("GET", path))


def test_an_error_without_words_fails() -> None:
    def mute(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"error": {"message": "x"}})

    with httpx.Client(base_url="http://x", transport=httpx.MockTransport(mute)) as client, pytest.raises(Failed):
        sends(client)(Sent("POST", "/api/ask"))
