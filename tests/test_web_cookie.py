import time

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.web.cookie import COOKIE, ReaderCookie, cookies


async def page(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.cookies.get(COOKIE, ""))


def client() -> TestClient:
    return TestClient(Starlette(routes=[Route("/{rest:path}", page)], middleware=[Middleware(ReaderCookie)]))


def test_a_browser_gets_its_token_once_and_keeps_it() -> None:
    one = client()
    made = one.get("/").headers["set-cookie"]
    assert "HttpOnly" in made and "SameSite=Lax" in made
    again = one.get("/")
    assert len(again.text) >= 32 and "set-cookie" not in again.headers


def test_two_browsers_get_different_tokens() -> None:
    assert client().get("/").headers["set-cookie"] != client().get("/").headers["set-cookie"]


def test_only_the_page_gives_a_token() -> None:
    assert "set-cookie" not in client().get("/other").headers


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("reader=abc-_9; session=x", {"reader": "abc-_9", "session": "x"}),
        ("  other=a b;reader=abc ;; =x; y", {"reader": "abc"}),
        ("reader=a; reader=b", {"reader": "b"}),
        ('reader="abc"; session=a\\054b; reader', {}),
        (f"reader={'a' * 65}", {}),
        ("reader=\u00e4", {}),
    ],
)
def test_cookies_are_read_that_have_the_form_of_our_own(header: str, known: dict[str, str]) -> None:
    assert cookies(header) == known


def test_a_cookie_of_sixty_kilobytes_of_backslashes_is_read_at_once() -> None:
    begun = time.process_time()
    assert cookies('reader="' + "\\" * 60_000 + '"') == {}
    assert time.process_time() - begun < 1, "the standard library takes half a minute"
