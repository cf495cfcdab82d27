"""How long the window takes to be there, and how much memory it needs."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.bench.measures import QUESTION, Measure
from eval.bench.timing import ROOT, spread


def window(repeats: int) -> Iterator[Measure]:
    """From the start of the window, its writer loading behind it, to the first page that it serves."""
    seconds, megabytes, written = [], [], []
    for _ in range(repeats):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        begun = time.perf_counter()
        with _started([sys.executable, "app.py", "--port", str(port)]) as program:
            _wait_for(f"http://127.0.0.1:{port}/", program)
            seconds.append(time.perf_counter() - begun)
            megabytes.append(_resident(program.pid))
            _ask(f"http://127.0.0.1:{port}/api/ask")
            written.append(_resident(program.pid))
    yield Measure("window ready", "s", spread(seconds))
    yield Measure("window ready, memory", "MB", spread(megabytes))
    yield Measure("window with a written answer, memory", "MB", spread(written))


@contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as program:
        try:
            yield program
        finally:
            program.terminate()


def _wait_for(address: str, program: subprocess.Popen[bytes]) -> None:
    while program.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                page.read()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the window ended with {program.returncode} before it served a page")


def _ask(address: str) -> None:
    """Have an answer written, which waits for the writer."""
    body = json.dumps({"question": QUESTION, "mode": "written"}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as reply:
        if json.load(reply)["outcome"] != "answered":
            raise RuntimeError(f"the window had no answer to {QUESTION!r}")


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024
