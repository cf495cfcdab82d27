"""Connections that keep a server waiting, to uvicorn itself with patience for tests."""

import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from rag.web.connections import Connection

HERE = "127.0.0.1"
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
LARGE = 24 * 1024 * 1024


class Quick(Connection):
    """With patience for a test, and few places."""

    head, body, taken = 3.0, 3.0, 4.0
    most, most_of_one = 12, 5


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Gives back the length of a body; at /large many megabytes; at /refused an answer before the body was read."""
    length = 0
    while scope["path"] != "/refused":
        message = await receive()
        length += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x" * LARGE if scope["path"] == "/large" else b"%d" % length})


@pytest.fixture(scope="module")
def server() -> Iterator[uvicorn.Server]:
    config = uvicorn.Config(
        app, host=HERE, port=0, http=Quick, log_level="critical", lifespan="off", timeout_keep_alive=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server
    server.should_exit = True
    thread.join()


Connect = Callable[..., socket.socket]


@pytest.fixture
def connect(server: uvicorn.Server) -> Iterator[Connect]:
    """Makes connections, all of which are closed, and gone from the server, before the next test."""
    address, made = server.servers[0].sockets[0].getsockname(), list[socket.socket]()

    def connected(source: str = HERE) -> socket.socket:
        made.append(socket.create_connection(address, timeout=20, source_address=(source, 0)))
        return made[-1]

    yield connected
    for one in made:
        one.close()
    end = time.monotonic() + 20
    while server.server_state.connections:
        assert time.monotonic() < end, "a connection stays for ever"
        time.sleep(0.02)


def rest(sent: socket.socket) -> bytes:
    """All that still comes until the server closes."""
    said = b""
    try:
        while piece := sent.recv(1 << 20):
            said += piece
    except ConnectionError:
        pass
    return said


def test_a_request_that_does_not_come_whole_is_given_up_in_words_and_silence_in_silence(connect: Connect) -> None:
    begun = (b"", HEAD, HEAD[:3], POST + b"Content-Length: 9\r\n\r\n123", POST + b"X: ")
    kept = [connect() for _ in begun]
    for sent, part in zip(kept, begun, strict=True):
        sent.sendall(part)
    silent, *others = map(rest, kept)
    assert silent == b""
    for said in others:
        assert said.startswith(b"HTTP/1.1 408 Request Timeout") and said.endswith(b"did not come whole in time")


def test_single_bytes_in_time_do_not_prolong_it(connect: Connect) -> None:
    sent, begun, given_up = connect(), time.monotonic(), False
    sent.settimeout(0.05)
    while not given_up and time.monotonic() < begun + 15:
        try:
            sent.sendall(b"G")
            given_up = b"408" in sent.recv(100)
        except TimeoutError:
            pass
    assert given_up


def test_a_second_request_on_a_connection_has_its_own_time_and_no_more(connect: Connect) -> None:
    sent = connect()
    for _ in range(4):
        time.sleep(Quick.head / 6)
        sent.sendall(POST + b"Content-Length: 2\r\n\r\n")
        time.sleep(Quick.body / 6)
        sent.sendall(b"12")
        said = b""
        while not said.endswith(b"\r\n0\r\n\r\n"):
            said += sent.recv(1000)
        assert said.startswith(b"HTTP/1.1 200")
    sent.sendall(HEAD)
    assert rest(sent).startswith(b"HTTP/1.1 408")


def test_who_does_not_take_a_reply_is_cut_off(connect: Connect) -> None:
    sent = connect()
    sent.sendall(HEAD.replace(b"/ ", b"/large ") + b"\r\n")
    time.sleep(Quick.taken + 2)
    assert len(rest(sent)) < LARGE


def test_who_takes_a_large_reply_gets_it_whole(connect: Connect) -> None:
    sent = connect()
    sent.sendall(HEAD.replace(b"/ ", b"/large ") + b"Connection: close\r\n\r\n")
    taken = 0
    for _ in range(18):
        time.sleep(Quick.taken / 16)
        taken += len(sent.recv(1 << 20))
    assert taken + len(rest(sent)) > LARGE


def test_a_body_that_goes_on_after_its_answer_is_cut_off(connect: Connect) -> None:
    sent = connect()
    sent.sendall(POST.replace(b"/ ", b"/refused ") + b"Transfer-Encoding: chunked\r\n\r\n")
    assert sent.recv(1000).startswith(b"HTTP/1.1 200")
    megabyte = b"100000\r\n" + b"x" * (1 << 20) + b"\r\n"
    with pytest.raises(ConnectionError):
        for _ in range(200):
            sent.sendall(megabyte)


def test_an_address_has_so_many_places_and_others_have_theirs(connect: Connect) -> None:
    _ = [connect("127.0.0.9") for _ in range(Quick.most_of_one)]
    refused = rest(connect("127.0.0.9"))
    assert refused.startswith(b"HTTP/1.1 503") and refused.endswith(b"come back later")
    for source in ("127.0.0.8", HERE):
        other = connect(source)
        other.sendall(HEAD + b"Connection: close\r\n\r\n")
        assert rest(other).startswith(b"HTTP/1.1 200")


def test_a_trusted_proxy_has_all_places_but_no_more(connect: Connect) -> None:
    _ = [connect() for _ in range(Quick.most)]
    assert rest(connect()).startswith(b"HTTP/1.1 503")


def test_the_limit_of_open_files_is_raised_as_far_as_it_may_be() -> None:
    told = "from rag.web.connections import Connection as c, open_files; print(open_files(), c.most, c.most_of_one)"

    def under(soft: int, hard: int) -> str:
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))  # noqa: E731
        return subprocess.run(
            [sys.executable, "-c", told], preexec_fn=limit, check=True, text=True, stdout=subprocess.PIPE
        ).stdout.strip()

    assert under(256, 256) == "256 96 24"
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= 4096:
        assert under(1024, 4096) == under(4096, 4096) == "4096 1536 384"
    if (most := resource.getrlimit(resource.RLIMIT_NOFILE)[1]) > 5000:
        assert under(5000, most) == "4096 1536 384", "more would only take memory"
