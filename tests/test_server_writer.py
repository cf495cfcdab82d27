"""Against a real HTTP server on this machine that streams as OpenAI's does, and that can be told to fail."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag import server_writer
from rag.models import load_behind, load_writer
from rag.server_writer import ServerWriter
from rag.types import ModelUnavailable
from rag.write import messages

MESSAGES = [{"role": "user", "content": "one two three"}]


class Server(ThreadingHTTPServer):
    """Streams the last message back word by word, after as many failures as are asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Replies)
        self.failures: list[int] = []
        self.keys: list[str] = []
        self.asked: list[dict] = []
        self.words_sent = 0
        self.hung_up = threading.Event()
        self.break_after: int | None = None
        self.says_the_end = True
        self.silence = threading.Event()
        self.silence.set()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/v1"


class Replies(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.keys.append(self.headers["Authorization"])
        if self.server.keys[-1] == "Bearer wrong":
            self.send_error(401)
            return
        body = json.dumps({"object": "list", "data": [{"id": name, "object": "model"} for name in ("small", "big")]})
        self._begin("application/json", len(body))
        self.wfile.write(body.encode())

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        if self.server.failures:
            self.send_error(self.server.failures.pop(0))
            return
        self._begin("text/event-stream")
        try:
            for number, word in enumerate(body["messages"][-1]["content"].split()):
                if number == self.server.break_after:
                    return
                self.server.silence.wait()
                self._event({"choices": [{"index": 0, "delta": {"content": f"{word} "}}]})
                self.server.words_sent += 1
            if self.server.says_the_end:
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._event({"choices": []})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.server.hung_up.set()

    def _begin(self, kind, length=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        elif self.server.break_after is not None:
            self.send_header("Content-Length", "100000")  # more than ever comes: the reply breaks off
        self.end_headers()

    def _event(self, event):
        self.wfile.write(f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **event})}\n\n".encode())
        self.wfile.flush()


@pytest.fixture
def server():
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_a_server_writes_word_by_word_with_its_first_model(server):
    writer = load_writer(server.address)
    assert list(writer.stream(MESSAGES)) == ["one ", "two ", "three "]
    assert server.asked[0]["model"] == "small" and server.asked[0]["temperature"] == 0
    assert server.asked[0]["messages"] == MESSAGES and server.asked[0]["stream"] is True


def test_prompts_differ_in_their_last_message_alone_so_that_a_server_finds_their_beginning_again(server):
    writer = ServerWriter(server.address)
    for fact in ("Gettering keeps metals away.", "GIDL is a leakage of 3 nA."):
        list(writer.stream(messages(fact)))
    one, two = (asked["messages"] for asked in server.asked)
    assert one[:-1] == two[:-1] and one[-1] != two[-1]
    assert sum(len(said["content"]) for said in one[:-1]) > 10 * len(one[-1]["content"])


def test_the_model_is_named_behind_the_address(server):
    "".join(ServerWriter(f"{server.address}#big").stream(MESSAGES))
    assert server.asked[0]["model"] == "big"
    with pytest.raises(ModelUnavailable, match=r"no model 'huge'; it has: small, big"):
        ServerWriter(f"{server.address}#huge")


def test_the_key_comes_from_the_environment_and_is_not_told(server, monkeypatch):
    monkeypatch.setenv(server_writer.KEY, "secret")
    writer = ServerWriter(server.address)
    assert server.keys == ["Bearer secret"]
    assert "secret" not in repr(vars(writer)["name"])
    monkeypatch.setenv(server_writer.KEY, "wrong")
    with pytest.raises(ModelUnavailable, match=r"refuses the key \(401\); set it with FACTORY_CHAT_LLM_KEY") as refused:
        ServerWriter(server.address)
    assert "wrong" not in str(refused.value)


def test_a_busy_server_is_asked_again(server):
    writer = ServerWriter(server.address)
    server.failures = [503, 429]
    assert "".join(writer.stream(MESSAGES)) == "one two three "
    assert len(server.asked) == 3


def test_a_server_that_stays_broken_is_told_of_in_words(server):
    writer = ServerWriter(server.address)
    server.failures = [500] * (server_writer.RETRIES + 1)
    with pytest.raises(ModelUnavailable, match="does not answer: status 500"):
        "".join(writer.stream(MESSAGES))


def test_a_reply_that_breaks_off_is_an_error_and_not_asked_again(server):
    writer = ServerWriter(server.address)
    server.break_after = 2
    said = []
    with pytest.raises(ModelUnavailable, match="does not answer"):
        said += writer.stream(MESSAGES)
    assert len(server.asked) == 1


def test_a_reply_that_ends_without_saying_so_is_an_error(server):
    writer = ServerWriter(server.address)
    server.says_the_end = False
    said = []
    with pytest.raises(ModelUnavailable, match="broke its reply off"):
        for piece in writer.stream(MESSAGES):
            said.append(piece)
    assert said == ["one ", "two ", "three "] and len(server.asked) == 1


def test_a_server_that_falls_silent_is_given_up(server, monkeypatch):
    monkeypatch.setattr(server_writer, "SILENCE", 0.2)
    writer = ServerWriter(server.address)
    reply = writer.stream([{"role": "user", "content": "one " * 100_000}])
    assert next(reply) == "one "
    server.silence.clear()
    try:
        with pytest.raises(ModelUnavailable, match="does not answer"):
            list(reply)
    finally:
        server.silence.set()


def test_closing_the_reply_hangs_up(server):
    writer = ServerWriter(server.address)
    reply = writer.stream([{"role": "user", "content": "word " * 200_000}])
    next(reply)
    reply.close()
    assert server.hung_up.wait(20)
    assert server.words_sent < 200_000


def test_no_server_is_no_writer(capsys):
    with Server() as gone:
        address = gone.address
    with pytest.raises(ModelUnavailable, match="does not answer"):
        load_writer(address)
    behind = load_behind(address)
    behind.start()
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        list(behind.stream(MESSAGES))
    assert "Answers stay quotations" in capsys.readouterr().err
