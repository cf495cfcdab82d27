"""The program as a person starts it, with the real index and no writer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser import ROOT, served, start


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


def test_a_user_is_added_by_a_password_that_is_asked_for_and_then_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_USERS", str(tmp_path / "users.json"))
    for password, code in (("short", 1), ("correct horse", 0)):
        adding = [sys.executable, "app.py", "--add-user", "ada"]
        run = subprocess.run(adding, cwd=ROOT, input=f"{password}\n", capture_output=True, text=True)
        assert run.returncode == code and password not in run.stdout
    with served("-m", "tests.fake_window", data=tmp_path) as address, httpx.Client(base_url=address) as client:
        assert client.get("/config").status_code == 303 and client.post("/api/ask", json={}).status_code == 401
        assert client.post("/sign-in", data={"name": "ada", "password": "correct horse"}).headers["location"] == "/"
        assert client.get("/config").json()["title"] == "AI Factory Chat"
        assert client.post("/api/ask", json={"question": "nothing"}).json()["outcome"] == "not_in_glossary"
        assert client.get("/unanswered").status_code == 404, "nobody is the owner"


def test_a_setting_that_makes_no_sense_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_WRITER_SECONDS", "soon")
    run = subprocess.run([sys.executable, "app.py", "--llm", "off"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1 and "FACTORY_CHAT_WRITER_SECONDS" in run.stderr and "Traceback" not in run.stderr
