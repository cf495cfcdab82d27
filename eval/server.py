"""The window's server in a process of its own, on this machine alone."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it is, and its process."""

    address: str
    process: int


@contextmanager
def serving(llm: str, settings: Mapping[str, str]) -> Iterator[Server]:
    """The window on a free port, once it serves; `settings` are environment variables. It ends with the block."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "app.py", "--port", str(port), "--llm", llm]
    with started(command, settings) as program:
        wait_for(f"{address}/", program)
        yield Server(address, program.pid)


@contextmanager
def started(command: Sequence[str], settings: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs from the project's folder; it is told to end with the block."""
    environment = {**os.environ, **(settings or {})}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment) as program:
        try:
            yield program
        finally:
            program.terminate()


def wait_for(address: str, program: subprocess.Popen[bytes]) -> None:
    """Wait until a page is served. Raises RuntimeError when the program ends without."""
    while program.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                page.read()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the window ended with {program.returncode} before it served a page")


def resident(process: int) -> float:
    """Megabytes of memory that a process has in use."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def processor(process: int) -> float:
    """Seconds of the processor that a process has used, all threads together, to the nanosecond."""
    return time.clock_gettime(~process << 3 | 2)  # as Linux numbers the clocks of other processes


def processors() -> float:
    """Seconds that all processors of this machine have worked since it was started, or were taken from it."""
    user, nice, system, _, _, *others = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
