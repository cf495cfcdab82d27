"""The program as a person starts it, with the real index and no writer."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser import served, start


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("app.py", "--llm", "off") as address:
        yield address


def test_the_address_that_is_printed_answers(address: str) -> None:
    assert httpx.get(address).status_code == 200


def test_a_taken_port_is_said_with_the_way_to_choose_another(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    port = urlsplit(address).port or 0
    with start("app.py", "--llm", "off", port=port) as second:
        assert second.wait(timeout=60) == 1
    errors = capfd.readouterr().err
    assert f"port {port}" in errors and "--port" in errors
