"""Clients that are slow, stay or leave, by the hundred: nobody else has to wait."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.hostile_fakes import HERE, HOST, OTHER, QUESTION, connected, listening, status

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with listening() as port:
        yield port


def seconds_of_a_question(port: int) -> float:
    begun = time.monotonic()
    reply = httpx.post(f"http://{HERE}:{port}/api/ask", content=QUESTION, headers=JSON, timeout=20)
    assert reply.status_code == 200 and json.loads(reply.text)["outcome"] == "answered"
    return time.monotonic() - begun


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
