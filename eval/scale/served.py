"""A server of Milvus that a trial starts, kills and starts again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.scale.writer import COLLECTION
from eval.server import resident
from index.stores.milvus import Milvus
from index.stores.rows import Kind
from index.stores.store import StoreUnavailable

UP = 180.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: rows of a kind, in the engine at `uri`; `server` is the program that runs it, () for a file."""

    uri: str
    kind: Kind
    rows: int
    server: tuple[str, ...] = ()


@contextmanager
def running(trial: Trial) -> Iterator[int]:
    """The server while it answers; the process to kill, or 0 where there is none."""
    if not trial.server:
        yield 0
        return
    wait(lambda: _is_free(trial.uri), f"the port of {trial.uri} was not free again")
    with subprocess.Popen(
        trial.server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        try:
            wait(lambda: _answers(trial.uri), f"the server at {trial.uri} did not answer")
            yield program.pid
        finally:
            kill(program.pid)


def resident_together(group: int) -> float:
    """Megabytes that all processes of a group have in use."""
    stats = {
        path.parent.name: path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")
    }
    return sum(resident(int(process)) for process, stat in stats.items() if int(stat[2]) == group and stat[0] != "Z")


def wait(done: Callable[[], bool], otherwise: str, seconds: float = UP) -> None:
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise RuntimeError(f"{otherwise} within {seconds:.0f} s")
        time.sleep(0.5)


def _answers(uri: str) -> bool:
    try:
        engine = Milvus(uri)
        engine.collections("")
        engine.close()
    except StoreUnavailable:
        return False
    return True


def is_indexed(uri: str) -> bool:
    """Whether no row waits for the graph any more; until then a server searches what is new by other means."""
    from pymilvus import MilvusClient

    client = MilvusClient(uri=uri)
    told = client.describe_index(COLLECTION, "vector")
    client.close()
    return int(told.get("pending_index_rows", 0)) == 0 and str(told.get("state", "Finished")) in ("Finished", "3")


def _is_free(uri: str) -> bool:
    """Whether a server can listen there: a minute after one was killed, the system still holds its connections."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", int(uri.rpartition(":")[2])))
        except OSError:
            return False
    return True


def kill(process: int) -> None:
    """The server and whatever it has started."""
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return
