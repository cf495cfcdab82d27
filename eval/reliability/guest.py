"""python -m eval.reliability.guest [PREFIX ...]: asks the terminal and the window, both started behind PREFIX.

Prints one JSON object: the answers of both, and what the window took of memory, threads and libraries.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "What is gate-induced drain leakage?",
    "Compare DANN and CORAL",
    "How do I defend against data poisoning?",
    "Who won the world cup in 1954?",
)
_PATIENCE = 300


def main(prefix: Sequence[str]) -> int:
    """Ask all questions in both ways."""
    begun = time.perf_counter()
    terminal = {question: _in_terminal(prefix, question) for question in QUESTIONS[:2]}
    told = {"terminal": terminal, "terminal_seconds": round(time.perf_counter() - begun, 1), **_in_window(prefix)}
    print(json.dumps(told))  # noqa: T201
    return 0


def _in_terminal(prefix: Sequence[str], question: str) -> str:
    command = [*prefix, sys.executable, "-m", "rag", "ask", question, "--json", "--llm", "off"]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE, check=True).stdout
    return str(json.loads(printed)["answer"])


def _in_window(prefix: Sequence[str]) -> Mapping[str, object]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        command = [*prefix, sys.executable, "app.py", "--llm", "off", "--port", str(port)]
        begun = time.perf_counter()
        command = ["env", f"FACTORY_CHAT_DATA={data}", *command]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as window:
            try:
                _wait_for(f"http://127.0.0.1:{port}/", window)
                ready = time.perf_counter() - begun
                answers = {question: _asked(f"http://127.0.0.1:{port}/api/ask", question) for question in QUESTIONS}
                return {"window": answers, "window_ready_seconds": round(ready, 1), **_taken(window.pid)}
            finally:
                window.terminate()


def _wait_for(address: str, window: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while window.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as page:
                page.read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no page came from the window; it ended with {window.poll()}")


def _asked(address: str, question: str) -> str:
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:
        return str(json.load(reply)["answer"])


def _taken(process: int) -> Mapping[str, object]:
    """Peaks of resident memory and of addresses in MB, threads, OpenMP libraries, and whether torch was loaded."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    maps = Path(f"/proc/{process}/maps").read_text()
    libraries = {Path(line.split()[-1]).name for line in maps.splitlines() if ".so" in line}
    return {
        "resident_mb": int(status["VmHWM"].split()[0]) // 1024,
        "addresses_mb": int(status["VmPeak"].split()[0]) // 1024,
        "threads": int(status["Threads"]),
        "openmp": sorted(name for name in libraries if "gomp" in name or "iomp" in name or "libomp" in name),
        "torch": any("libtorch" in name for name in libraries),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
