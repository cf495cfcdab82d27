import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.settings import SettingRefused
from rag.web.sign_in import SignIn, asks_to_sign_in, doors
from rag.web.signed_in import LASTS
from rag.web.users import Users, add_user
from rag.web.who import name_of, reader_of_request

PASSWORD = "correct horse"


def whoami(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{name_of(request)} {reader_of_request(request)}")


def client_of(address: str = "10.0.0.1") -> TestClient:
    app = Starlette(routes=[Route("/{rest:path}", whoami, methods=["GET", "POST"])], middleware=doors())
    return TestClient(app, client=(address, 1), follow_redirects=False)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "users.json"
    add_user(file, "ada", PASSWORD)
    add_user(file, "bob", PASSWORD)
    monkeypatch.setenv("FACTORY_CHAT_USERS", str(file))
    return file


@pytest.fixture
def client(file: Path) -> Iterator[TestClient]:
    with client_of() as client:
        yield client


def sign_in(client: TestClient, name: str = "ada", password: str = PASSWORD) -> int:
    return client.post("/sign-in", data={"name": name, "password": password}).status_code


def test_without_a_setting_nobody_has_to_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doors() == [] and not asks_to_sign_in()
    assert client_of().get("/").status_code == 200


def test_a_page_leads_to_the_sign_in_and_a_program_is_refused(client: TestClient) -> None:
    assert client.get("/").headers["location"] == "/sign-in" and "<form" in client.get("/sign-in").text
    for path in ("/api/ask", "/gradio_api/queue/join", "/mcp"):
        assert client.post(path).status_code == 401
    assert "Basic" in client.post("/api/ask").headers["www-authenticate"]
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_who_signed_in_is_known_by_a_cookie_until_signing_out(client: TestClient) -> None:
    assert sign_in(client) == 303
    (cookie,) = [one for one in client.cookies.jar if one.name == "session"]
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "lax"
    assert client.get("/").text.startswith("ada ")
    assert client.post("/sign-out").headers["location"] == "/sign-in"
    client.cookies.set("session", str(cookie.value))
    assert client.get("/").status_code == 303, "the session itself has ended"


def test_a_wrong_password_and_a_made_up_cookie_open_nothing(client: TestClient) -> None:
    assert sign_in(client, password="wrong horse") == 401
    client.cookies.set("session", "ada")
    assert client.get("/").status_code == 303


def test_a_program_sends_name_and_password_along(client: TestClient) -> None:
    assert client.get("/api/x", auth=("ada", PASSWORD)).text.startswith("ada ")
    assert client.get("/api/x", auth=("ada", "wrong")).status_code == 401
    assert client.get("/api/x", headers={"authorization": "Basic ***"}).status_code == 401


def test_an_address_that_fails_too_often_is_not_even_looked_at(client: TestClient) -> None:
    assert {sign_in(client, password="guess") for _ in range(10)} == {401}
    assert sign_in(client) == 401, "the right password would tell that it is the right one"
    with client_of("10.0.0.2") as other:
        assert sign_in(other) == 303


class CountedUsers(Users):
    """Users who remember which passwords were looked at."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.tried: list[str] = []

    def knows(self, name: str, password: str) -> bool:
        self.tried.append(password)
        return super().knows(name, password)


def test_guesses_sent_all_at_once_are_no_more_than_those_sent_one_by_one(file: Path) -> None:
    users = CountedUsers(file)
    app = httpx.ASGITransport(SignIn(Starlette(), users, ""), client=("10.0.0.1", 1))

    async def guess() -> set[int]:
        async with httpx.AsyncClient(transport=app, base_url="http://here") as client:
            guesses = [client.post("/sign-in", data={"name": "ada", "password": str(n)}) for n in range(30)]
            return {reply.status_code for reply in await asyncio.gather(*guesses)}

    assert asyncio.run(guess()) == {401} and len(users.tried) == 10


def test_no_made_up_or_altered_cookie_opens_anything(client: TestClient) -> None:
    sign_in(client)
    token = client.cookies["session"]
    client.cookies.clear()
    made_up = ("ada", "", "'", '"ada"', '"\\141da"', "%00", "../users.json", "a" * 64, "a" * 9000, "ada\tb", "{}")
    altered = (f"{token}x", token[:-1], token.swapcase(), f'"{token}"', f"{token}, {token}", f"{token} {token}")
    for value in (*made_up, "eyJhbGciOiJub25lIn0.eyJuYW1lIjoiYWRhIn0.", *altered, f"{token}; session=x"):
        assert client.get("/", headers={"cookie": f"session={value}"}).status_code == 303, value
        assert client.post("/api/ask", headers={"cookie": f"session={value}"}).status_code == 401, value
    assert client.get("/", headers={"cookie": f"other=1; session={token}"}).text.startswith("ada ")


def test_a_browser_cannot_choose_its_session_before_it_signs_in(client: TestClient) -> None:
    client.cookies.set("session", "chosen-by-another")
    sign_in(client)
    with client_of() as other:
        other.cookies.set("session", "chosen-by-another")
        assert other.get("/").status_code == 303


def test_a_session_that_is_used_again_after_its_time_opens_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    assert client.get("/").status_code == 200
    later = time.monotonic() + LASTS + 1
    monkeypatch.setattr("rag.web.signed_in.time.monotonic", lambda: later)
    assert client.get("/").status_code == 303


def test_who_is_taken_out_of_the_file_is_out_at_once(client: TestClient, file: Path) -> None:
    sign_in(client)
    file.write_text("{}")
    assert client.get("/").status_code == 303


def test_each_name_has_a_history_of_its_own_that_no_cookie_stands_for(client: TestClient, file: Path) -> None:
    sign_in(client)
    with client_of("10.0.0.2") as other:
        sign_in(other, "bob")
        other.cookies.set("reader", "ada")
        ada, bob = client.get("/").text.split()[1], other.get("/").text.split()[1]
    assert len({ada, bob, reader_of_cookie("ada"), reader_of_cookie("signed inada")}) == 4


def reader_of_cookie(token: str) -> str:
    return reader_of_request(Request({"type": "http", "headers": [(b"cookie", f"reader={token}".encode())]}))


def test_a_proxys_header_counts_only_behind_its_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    assert client_of().get("/", headers={"x-remote-user": "ada"}).text.split() == []
    monkeypatch.setenv("FACTORY_CHAT_USER_HEADER", "X-Remote-User")
    with client_of() as client:
        assert client.get("/", headers={"x-remote-user": "ada"}).text.startswith("ada ")
        assert client.get("/").status_code == client.get("/", headers={"x-remote-user": "a b"}).status_code == 401
        assert client.post("/sign-in").status_code == 401, "there is no form where a proxy signs people in"


def test_two_ways_at_once_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_USER_HEADER", "X-Remote-User")
    with pytest.raises(SettingRefused, match="exclude each other"):
        doors()
