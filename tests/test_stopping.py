"""Real servers: who hangs up stops the writing, and a server that is told to stop finishes or stores what runs."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from playwright.sync_api import Browser

from tests.browser import ROOT, ask, free_port, served, start

# The scripted writer takes ten seconds for this.
SLOW = "slow answers about GIDL"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with served("-m", "tests.fake_window") as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def under_way(client: httpx.Client) -> int:
    return int(re.search(r"^factory_chat_under_way (\d+)", client.get("/metrics").text, re.MULTILINE)[1])


def becomes(client: httpx.Client, wanted: int, within: float = 4.0) -> bool:
    """Whether so many answers are under way within some seconds, which are fewer than the writer takes."""
    end = time.monotonic() + within
    while under_way(client) != wanted:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": SLOW}),
        ("/api/ask", {"question": SLOW, "stream": True}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": SLOW}]}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": SLOW}], "stream": True}),
    ],
)
def test_a_program_that_hangs_up_stops_the_writing(client: httpx.Client, path: str, body: dict) -> None:
    with client.stream("POST", path, json=body) if body.get("stream") else pytest.raises(httpx.ReadTimeout):
        if not body.get("stream"):
            client.post(path, json=body, timeout=0.5)
        assert under_way(client) == 1
    assert becomes(client, 0)


def test_a_gradio_client_that_dies_or_cancels_stops_the_writing(client: httpx.Client) -> None:
    job = f"Client({str(client.base_url)!r}).submit({SLOW!r}, api_name='/ask')"
    asks = f"from gradio_client import Client\nfor told in {job}: print(told, flush=True)"
    with subprocess.Popen([sys.executable, "-c", asks], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout and any("writing" in line for line in program.stdout)
        assert under_way(client) == 1
        program.kill()
    assert becomes(client, 0)
    job = Client(str(client.base_url), verbose=False).submit(SLOW, api_name="/ask")
    assert becomes(client, 1)
    job.cancel()
    assert becomes(client, 0)


def test_a_window_that_is_closed_stops_the_writing(client: httpx.Client, browser: Browser) -> None:
    page = browser.new_page()  # not a watched one, which would report the request that is broken off
    page.goto(str(client.base_url))
    ask(page, SLOW)
    page.locator("#chat .stage.now", has_text="words").wait_for()
    assert under_way(client) == 1
    page.close()
    assert becomes(client, 0)


def test_a_server_that_is_told_to_stop_ends_what_runs_with_its_quotation(tmp_path: Path) -> None:
    port = free_port()
    with start("-m", "tests.fake_window", port=port, data=tmp_path) as program:
        assert program.stdout and program.stdout.readline()
        body = {"question": SLOW, "stream": True}
        events, begun = [], 0.0
        with httpx.stream("POST", f"http://127.0.0.1:{port}/api/ask", json=body, timeout=20) as reply:
            for line in reply.iter_lines():
                events += [json.loads(line[6:])] if line.startswith("data: ") else []
                if events and events[-1]["stage"] == "writing" and not begun:
                    program.send_signal(signal.SIGTERM)
                    begun = time.monotonic()
        assert program.wait(15) == 0
        assert time.monotonic() - begun < 9, "the writer would have taken ten seconds"
    last = events[-1]
    assert last["stage"] == "done" and last["answer"]["claims"][0]["kind"] == "quoted"
    assert "the server stops; this is the quotation" in last["answer"]["remarks"]


def test_a_conversation_that_runs_when_the_server_stops_is_stored(tmp_path: Path, browser: Browser) -> None:
    port = free_port()
    with start("-m", "tests.fake_window", port=port, data=tmp_path) as program:
        assert program.stdout and program.stdout.readline()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        ask(page, SLOW)
        page.locator("#chat .stage.now", has_text="words").wait_for()
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0
        page.close()
    with sqlite3.connect(tmp_path / "history.sqlite3") as database:
        ((question, state, answer),) = database.execute("SELECT question, state, answer FROM exchanges").fetchall()
    assert (question, state) == (SLOW, "done") and "the server stops" in answer


def test_a_server_without_questions_stops_at_once() -> None:
    with start("-m", "tests.fake_window", port=free_port()) as program:
        assert program.stdout and program.stdout.readline()
        begun = time.monotonic()
        program.send_signal(signal.SIGINT)
        assert program.wait(15) == 0 and time.monotonic() - begun < 12


def test_a_signal_that_another_thread_is_given_is_heard() -> None:
    code = """if True:
        import signal, threading, time
        from types import SimpleNamespace
        from rag.web.serve import told_to_stop, wait_and_stop
        idle = lambda *_, **__: None
        desk = SimpleNamespace(
            turnstile=SimpleNamespace(close=idle), watch=SimpleNamespace(drift=SimpleNamespace(keep=idle))
        )
        def give():
            time.sleep(1)  # the main thread waits by then
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
            time.sleep(30)
        threading.Thread(target=give, daemon=True).start()
        wait_and_stop(SimpleNamespace(close=idle), desk, told_to_stop(), 1)
        print("stopped in order")
    """
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stdout == "stopped in order\n"
