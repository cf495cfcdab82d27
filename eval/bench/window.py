"""How long the window takes to be there, and how much memory it needs."""

import json
import sys
import time
import urllib.request
from collections.abc import Iterator

from eval.bench.measures import QUESTION, Measure
from eval.bench.timing import spread
from eval.server import free_port, resident, started, wait_for


def window(repeats: int) -> Iterator[Measure]:
    """From the start of the window, its writer loading behind it, to the first page that it serves."""
    seconds, megabytes, written = [], [], []
    for _ in range(repeats):
        port = free_port()
        begun = time.perf_counter()
        with started([sys.executable, "app.py", "--port", str(port)]) as program:
            wait_for(f"http://127.0.0.1:{port}/", program)
            seconds.append(time.perf_counter() - begun)
            megabytes.append(resident(program.pid))
            _ask(f"http://127.0.0.1:{port}/api/ask")
            written.append(resident(program.pid))
    yield Measure("window ready", "s", spread(seconds))
    yield Measure("window ready, memory", "MB", spread(megabytes))
    yield Measure("window with a written answer, memory", "MB", spread(written))


def _ask(address: str) -> None:
    """Have an answer written, which waits for the writer."""
    body = json.dumps({"question": QUESTION, "mode": "written"}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as reply:
        if json.load(reply)["outcome"] != "answered":
            raise RuntimeError(f"the window had no answer to {QUESTION!r}")
