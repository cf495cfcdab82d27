"""The window as it is started, and clients that send it what no browser sends, byte by byte."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from tests.browser import ROOT, free_port

HERE, OTHER = "127.0.0.1", "127.0.0.9"
HOST = b"Host: 127.0.0.1\r\n"
QUESTION = b'{"question":"What is gettering?"}'


@contextmanager
def listening() -> Iterator[int]:
    """Where `python app.py --llm off` listens; at the end it must still answer, and have had no failure of its own."""
    port = free_port()
    command = [sys.executable, "app.py", "--llm", "off", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "stderr"
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
    """Whether the window answers."""
    try:
        return httpx.get(f"http://{HERE}:{port}/readyz", timeout=20).status_code == 200
    except httpx.ConnectError:
        return False


def connected(port: int, source: str = HERE) -> socket.socket:
    """A connection from an address of this machine."""
    return socket.create_connection((HERE, port), timeout=20, source_address=(source, 0))


def said(port: int, *sent: bytes, source: str = HERE) -> bytes:
    """All that comes back until the server closes, or of a stream its beginning."""
    reply = b""
    with connected(port, source) as connection:
        # It may be closed before all was sent, with the reply to be read all the same.
        with suppress(ConnectionError):
            for part in sent:
                connection.sendall(part)
        try:
            while b"text/event-stream" not in reply and (piece := connection.recv(1 << 16)):
                reply += piece
        except ConnectionError:  # it was closed before it was read to its end
            pass
    return reply


def status(reply: bytes) -> int:
    """The status of a reply."""
    assert reply.startswith(b"HTTP/1.1 "), reply[:100]
    return int(reply.split(b" ", 2)[1])
