from collections.abc import Iterator

import httpx
import pytest

from rag.web.serve import theme
from tests.browser import served


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with served("-m", "tests.fake_window") as address, httpx.Client(base_url=address) as client:
        yield client


def test_the_page_has_its_own_name_and_icon(client: httpx.Client) -> None:
    assert client.get("/config").json()["title"] == "AI Factory Chat"
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")


def test_the_guards_stand_before_gradio(client: httpx.Client) -> None:
    assert "connect-src 'self'" in client.get("/").headers["content-security-policy"]
    assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/monitoring/summary"])
def test_pages_about_the_server_are_off(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_window_offers_programs_four_tools_and_no_way_past_the_queue(client: httpx.Client) -> None:
    assert set(client.get("/gradio_api/info").json()["named_endpoints"]) == {"/ask", "/define", "/search", "/get_entry"}
    queued = [event["id"] for event in client.get("/config").json()["dependencies"] if event["queue"]]
    assert len(queued) == 7
    for number in queued:
        assert client.post("/gradio_api/run/predict", json={"data": [], "fn_index": number}).status_code == 404


def test_a_server_that_answers_to_one_name_alone_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_HOSTS", "chat.example")
    with served("-m", "tests.fake_window") as address:
        for host, status in (("chat.example", 200), ("evil.example", 400)):
            assert httpx.get(address, headers={"host": host}).status_code == status


def test_fonts_come_from_the_package_in_the_weights_that_have_all_letters(client: httpx.Client) -> None:
    css = client.get("/theme.css").text
    assert "SourceSansPro-Bold.woff2" in css
    assert "SemiBold" not in css and "url('http" not in css
    assert theme().name == "default"
