"""What no browser sends, byte by byte, to the window as it is started: clear statuses."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.browser import ROOT
from tests.hostile_fakes import HOST, QUESTION, listening, said, status

CLOSE = HOST + b"Connection: close\r\n"
ASK = b"POST /api/ask HTTP/1.1\r\nContent-Type: application/json\r\n"
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION)
BEHIND = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
MEGABYTES = (b"10000\r\n" + b"x" * 0x10000 + b"\r\n") * 32 + b"0\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with listening() as port:
        yield port


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", BEHIND),
        (b"Transfer-Encoding: chunked\r\nContent-Length: %d\r\n" % len(CHUNKED), CHUNKED),
        (b"Content-Length: 4\r\nContent-Length: 40\r\n", BEHIND),
        (b"Content-Length: +4\r\n", BEHIND),
        (b"Content-Length: \xb2\r\n", BEHIND),
        (b"Content-Length: %s\r\n" % (b"9" * 5000), BEHIND),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", BEHIND),
        (b"Transfer-Encoding: identity, chunked\r\n", BEHIND),
        (b"Transfer-Encoding: xchunked\r\n", BEHIND),
        (b"Transfer-Encoding : chunked\r\n", BEHIND),
        (b"Transfer-Encoding:\x0bchunked\r\n", BEHIND),
        (b"X: y\rTransfer-Encoding: chunked\r\n", BEHIND),
        (b"X: y\x00\r\n", BEHIND),
        (b"Host: evil.example\r\n", BEHIND),
        (b"Transfer-Encoding: chunked\r\n", b"ZZ\r\nx\r\n"),
    ],
)
def test_no_second_request_hides_in_the_body_of_a_first(port: int, head: bytes, body: bytes) -> None:
    reply = said(port, ASK + HOST + head + b"\r\n" + body)
    assert status(reply) == 400 and reply.count(b"HTTP/1.1 ") == 1 and b'"index"' not in reply


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (ASK + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED, {200}),
        (ASK + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + MEGABYTES, {413}),
        (
            b"POST /gradio_api/queue/join HTTP/1.1\r\n" + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + MEGABYTES,
            {413},
        ),
        (b"POST /sign-in HTTP/1.1\r\n" + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + MEGABYTES, {404, 405, 413}),
        (ASK + CLOSE + b"Content-Length: 10000000000\r\n\r\n", {413}),
        (ASK + CLOSE + b"Expect: 100-continue\r\nContent-Length: 10000000000\r\n\r\n", {413}),
        (b"GET / HTTP/1.1\r\n" + CLOSE + b"X: " + b"y" * 20_000 + b"\r\n\r\n", {400, 431}),
        (b"GET / HTTP/1.1\r\n" + CLOSE + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n", {400, 431}),
        (b"GET /?q=" + b"y" * 20_000 + b" HTTP/1.1\r\n" + CLOSE + b"\r\n", {400, 431}),
        (b"GET / HTTP/1.1\r\n" + CLOSE + b"Cookie: " + b"a=b; " * 3000 + b"\r\n\r\n", {200}),
        (b"GET / HTTP/1.1\r\n" + CLOSE + b'Cookie: reader="' + b"\\" * 15_000 + b'"\r\n\r\n', {200}),
        (b"GET / HTTP/1.1\r\n" + CLOSE + b'Cookie: reader="' + b"\\" * 60_000 + b'"\r\n\r\n', {400, 431}),
        (b"GET http://evil.example/metrics HTTP/1.1\r\n" + CLOSE + b"\r\n", {400, 404}),
        (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + CLOSE + b"\r\n", {400, 404, 405}),
        (b"GET //evil.example/%2e%2e HTTP/1.1\r\n" + CLOSE + b"\r\n", {404}),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 200, {400}),
        (b"\r\n" * 20 + b"\x00" * 100, {400}),
    ],
    ids=range(19),
)
def test_each_has_a_clear_status_at_once(port: int, request_: bytes, expected: set[int]) -> None:
    begun = time.monotonic()
    assert status(said(port, request_)) in expected
    assert time.monotonic() - begun < 5, "a cookie of backslashes took 22 s"


def test_a_head_of_megabytes_is_cut_off(port: int) -> None:
    reply = said(port, b"GET / HTTP/1.1\r\n" + CLOSE + b"X: " + b"y" * 4_000_000 + b"\r\n\r\n")
    assert not reply or status(reply) == 400, "the reply may be lost, as the rest is not read"


def test_a_websocket_is_not_spoken(port: int) -> None:
    asks = b"Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n"
    for path in (b"/", b"/gradio_api/queue/join", b"/mcp"):
        assert status(said(port, b"GET %s HTTP/1.1\r\n" % path + HOST + asks + b"\r\n")) in (200, 400, 404, 405)


@pytest.fixture(scope="module")
def every() -> list[tuple[str, str]]:
    """The method and path of every route."""
    command = [sys.executable, "-m", "tests.window_routes"]
    printed = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout
    found = [(method, path) for method, path in json.loads(printed)]
    assert len(found) > 60 and ("GET", "/docs/{name}") in found
    return found


CLIMBING = (
    *(
        "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/app.py",
        "../app.py",
        "../../../../etc/passwd",
        "....//app.py",
    ),
    *("/etc/passwd", "%2fetc%2fpasswd", "..%5c..%5capp.py", "..%c0%af..%c0%afetc/passwd", "..%252f..%252fapp.py"),
    *("file:///etc/passwd", "app.py%00.md", "C:%5cWindows%5cwin.ini", "~%2f.bashrc", "http://evil.example/", ".", ".."),
    *("%0d%0aX-Injected:%20a", "a%0aSet-Cookie:%20session=x", "%ff%fe", "a" * 4000, "{name}", "%%", "reliability.md/"),
)


def test_no_name_in_an_address_opens_a_file_or_adds_a_header(port: int, every: list[tuple[str, str]]) -> None:
    named = [(method, path) for method, path in every if "{" in path]
    assert len(named) > 15
    for method, path in named:
        for climb in CLIMBING:
            where = "/".join(climb if part.startswith("{") else part for part in path.split("/"))
            reply = said(port, f"{method} {where} HTTP/1.1\r\n".encode() + CLOSE + b"Content-Length: 0\r\n\r\n")
            head, _, body = reply.partition(b"\r\n\r\n")
            assert status(reply) in (200, 307, 400, 403, 404, 405, 422), (method, where, reply[:200])
            assert b"root:" not in body and b"import argparse" not in body, (method, where)
            names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")}
            assert (
                b"x-injected" not in names
                and b"session=x" not in head
                and b"location: http" not in head.replace(b"location: http://127.0.0.1/", b"")
            ), where


def test_nothing_of_a_query_or_a_header_comes_back_as_a_header(port: int) -> None:
    sly = b"a%0d%0aX-Injected:%20a%0d%0a%0d%0a<script>"
    for path in (b"/glossary?term=", b"/glossary?find=", b"/glossary?letter=", b"/?term=", b"/docs/", b"/static/"):
        reply = said(port, b"GET " + path + sly + b" HTTP/1.1\r\n" + CLOSE + b"\r\n")
        assert b"\nx-injected" not in reply.lower() and b"location: //" not in reply.lower()
    sent = (
        b"GET /healthz HTTP/1.1\r\n"
        + CLOSE
        + b"X-Request-ID: a; Set-Cookie: b\r\nX-Forwarded-Host: evil.example\r\n\r\n"
    )
    reply = said(port, sent).lower()
    assert status(reply.upper()) == 200 and b"set-cookie" not in reply and b"evil.example" not in reply


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PROPFIND", "QWERTY"])
def test_other_methods_are_refused_everywhere_and_echo_nothing(
    port: int, every: list[tuple[str, str]], method: str
) -> None:
    for path in sorted({path.replace("{", "").replace("}", "").replace(":path", "") for _, path in every}):
        reply = said(port, f"{method} {path} HTTP/1.1\r\n".encode() + CLOSE + b"X-Secret: zanzibar\r\n\r\n")
        assert status(reply) in ({200, 307, 400, 404, 405} if method == "HEAD" else {404, 405}), (path, reply[:100])
        assert b"zanzibar" not in reply and b"access-control" not in reply.lower()
        assert method != "HEAD" or not reply.partition(b"\r\n\r\n")[2], path
