"""Against llama.cpp's own server over SmolLM2, where it can be started: `llama-server` in the path, or a command in
FACTORY_CHAT_TEST_SERVER that takes --model, --host and --port."""

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest

from rag import smollm2
from rag.server_writer import ServerWriter
from rag.types import ModelUnavailable
from rag.write import EXAMPLES, messages
from tests.browser import free_port, served

COMMAND = shlex.split(os.environ.get("FACTORY_CHAT_TEST_SERVER", "")) or [shutil.which("llama-server") or ""]
LONG = [{"role": "user", "content": "Tell me a very long story about a robot and a river."}]

pytestmark = pytest.mark.skipif(
    not COMMAND[0],
    reason="there is no llama-server, and FACTORY_CHAT_TEST_SERVER names none",
)


class Running:
    """A server of a language model that can be killed."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/v1"
        where = ["--model", str(smollm2.supplied_gguf()), "--host", "127.0.0.1", "--port", str(self.port)]
        self.program = subprocess.Popen([*COMMAND, *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                httpx.get(f"{self.address}/models", timeout=5).raise_for_status()
                return
            except httpx.HTTPError:
                assert self.program.poll() is None, "the server ended"
                time.sleep(0.2)

    def kill(self) -> None:
        """As a machine dies."""
        self.program.kill()
        self.program.wait()


@pytest.fixture
def server() -> Iterator[Running]:
    running = Running()
    yield running
    running.kill()


def test_it_writes_in_pieces_and_closing_the_reply_frees_it(server: Running) -> None:
    writer = ServerWriter(server.address)
    pieces = list(writer.stream(messages(EXAMPLES[1][0])))
    assert len(pieces) > 5 and "".join(pieces).strip()
    begun = time.monotonic()
    whole = len(list(writer.stream(LONG)))
    seconds = time.monotonic() - begun
    reply = writer.stream(LONG)
    next(reply)
    reply.close()
    begun = time.monotonic()
    next(writer.stream(LONG))
    assert whole > 100 and time.monotonic() - begun < max(2.0, seconds / 2), "the next one did not wait for the first"


def test_a_server_that_dies_in_the_middle_of_a_reply_is_told_of(server: Running) -> None:
    reply = ServerWriter(server.address).stream(LONG)
    next(reply)
    server.kill()
    with pytest.raises(ModelUnavailable, match="does not answer|broke its reply off"):
        list(reply)


def test_the_window_writes_with_it_and_quotes_with_a_remark_once_it_is_gone(server: Running) -> None:
    with served("app.py", "--llm", server.address) as address, httpx.Client(base_url=address, timeout=300) as client:
        for _ in range(600):
            if client.get("/readyz").json()["writer"] == "ready":
                break
            time.sleep(0.2)
        asked = {"question": "What is gettering?", "stream": True}
        with client.stream("POST", "/api/ask", json=asked) as reply:
            stages = [line for line in reply.iter_lines() if line.startswith("data: ")]
        assert any('"stage": "writing"' in line for line in stages) and '"stage": "done"' in stages[-1]
        server.kill()
        answer = client.post("/api/ask", json={"question": "What is data poisoning?"}).json()
    assert answer["outcome"] == "answered" and {claim["kind"] for claim in answer["claims"]} == {"quoted"}
    assert any("does not answer" in remark or "quotation" in remark for remark in answer["remarks"]), answer["remarks"]
