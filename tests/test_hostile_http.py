"""What no browser sends, byte by byte, to the window as it is started: clear statuses, and nobody else has to wait."""

import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser import ROOT, free_port

HERE, OTHER = "127.0.0.1", "127.0.0.9"
HOST = b"Host: 127.0.0.1\r\n"
CLOSE = HOST + b"Connection: close\r\n"
ASK = b"POST /api/ask HTTP/1.1\r\nContent-Type: application/json\r\n"
QUESTION = b'{"question":"What is gettering?"}'
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION)
BEHIND = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
MEGABYTES = (b"10000\r\n" + b"x" * 0x10000 + b"\r\n") * 32 + b"0\r\n\r\n"


@pytest.fixture(scope="module")
def told() -> Iterator[Path]:
    """What the server writes on stderr."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "stderr"


@pytest.fixture(scope="module")
def port(told: Path) -> Iterator[int]:
    """Where `python app.py --llm off` listens; at the end it must still answer, and have had no failure of its own."""
    port = free_port()
    command = [sys.executable, "app.py", "--llm", "off", "--port", str(port)]
    with (
        told.open("w") as errors,
        subprocess.Popen(command, cwd=ROOT, stderr=errors, stdout=subprocess.DEVNULL) as program,
    ):
        while not is_ready(port):
            assert program.poll() is None, told.read_text()
            time.sleep(0.1)
        yield port
        assert is_ready(port)
        program.terminate()
        assert program.wait(120) == 0
    assert "Traceback" not in (failed := told.read_text()), failed


def is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://{HERE}:{port}/readyz", timeout=20).status_code == 200
    except httpx.ConnectError:
        return False


def connected(port: int, source: str = HERE) -> socket.socket:
    return socket.create_connection((HERE, port), timeout=20, source_address=(source, 0))


def said(port: int, *sent: bytes, source: str = HERE) -> bytes:
    """All that comes back until the server closes, or of a stream its beginning."""
    reply = b""
    with connected(port, source) as connection:
        try:
            for part in sent:
                connection.sendall(part)
            while b"text/event-stream" not in reply and (piece := connection.recv(1 << 16)):
                reply += piece
        except ConnectionError:  # it was closed before it was read to its end
            pass
    return reply


def status(reply: bytes) -> int:
    assert reply.startswith(b"HTTP/1.1 "), reply[:100]
    return int(reply.split(b" ", 2)[1])


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


def seconds_of_a_question(port: int) -> float:
    begun = time.monotonic()
    reply = httpx.post(f"http://{HERE}:{port}/api/ask", content=QUESTION, headers=JSON, timeout=20)
    assert reply.status_code == 200 and json.loads(reply.text)["outcome"] == "answered"
    return time.monotonic() - begun


JSON = {"content-type": "application/json"}


def test_hundreds_that_send_a_byte_a_second_keep_nobody_from_an_answer_and_are_given_up(port: int) -> None:
    slow = [connected(port, OTHER) for _ in range(450)]
    try:
        seconds_of_a_question(port)  # when it is answered, the server has seen all that came before
        for one in slow:
            one.setblocking(False)
        kept = [one for one in slow if not is_given_up(one, b"")]
        assert 20 < len(kept) < 450, "an address has so many places and no more"
        begun, waits = time.monotonic(), []
        while kept and time.monotonic() < begun + 60:
            kept = [one for one in kept if not is_given_up(one, b"G")]
            waits.append(seconds_of_a_question(port))
            time.sleep(1)
        assert kept == [], "the last of them is given up after ten seconds"
        assert max(waits) < 10 and len(waits) > 1, waits
    finally:
        for one in slow:
            one.close()


def is_given_up(connection: socket.socket, sent: bytes) -> bool:
    """Whether the server has said that it waits no longer, or that there is no place, or has closed."""
    try:
        connection.sendall(sent)
        connection.recv(1000)
        return True
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_streams_that_are_left_open_keep_nobody_from_an_answer_and_end_with_their_client(port: int) -> None:
    paths = [b"/gradio_api/heartbeat/%d", b"/gradio_api/queue/data?session_hash=%d"]
    kept = [connected(port, OTHER) for _ in range(200)]
    for number, one in enumerate(kept):
        one.sendall(b"GET %s HTTP/1.1\r\n" % (paths[number % 2] % number) + HOST + b"\r\n")
    assert status(kept[0].recv(100)) == 200
    assert seconds_of_a_question(port) < 10
    for one in kept:
        one.close()
    end = time.monotonic() + 20
    while still_open(port) > 20:
        assert time.monotonic() < end, "streams stay open that nobody reads"
        time.sleep(0.2)


def still_open(port: int) -> int:
    """Connections to the server that it has not closed."""
    mine = f":{port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(line.split()[1].endswith(mine) and line.split()[3] in ("01", "08") for line in lines)


def test_clients_that_leave_in_the_middle_of_a_body_are_no_failure(port: int) -> None:
    def leave(path: bytes) -> None:
        with connected(port, OTHER) as one:
            one.sendall(b"POST %s HTTP/1.1\r\nContent-Type: application/json\r\n" % path + HOST)
            one.sendall(b"Content-Length: 1000\r\n\r\n{")

    paths = (b"/api/ask", b"/mcp", b"/v1/chat/completions", b"/gradio_api/queue/join", b"/sign-in", b"/login")
    leaving = [threading.Thread(target=leave, args=(path,)) for path in paths * 5]
    for one in leaving:
        one.start()
    for one in leaving:
        one.join()
    assert seconds_of_a_question(port) < 10
