"""A made corpus in an engine: how fast it is put, what a kill costs, how fast and how right it is found, what it holds.

The engine is a file of milvus-lite, which lives in the process that puts and asks, or a server, which is started,
killed and started again by the trial.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from eval.scale.made import GLOSSARY, ROWS_AN_ENTRY, corpus_of, nearest_rows
from eval.scale.writer import COLLECTION
from eval.server import ROOT, resident
from index.stores.milvus import Milvus, Near, condition
from index.stores.rows import Kind
from index.stores.store import StoreUnavailable, Where
from index.types import Vectors
from index.words import content_words
from rag.assistant import Assistant

_MOST = 10
_UP, _INDEXED = 180.0, 1_800.0
Found = dict[str, object]


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
    _wait(lambda: _is_free(trial.uri), f"the port of {trial.uri} was not free again")
    with subprocess.Popen(
        trial.server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        try:
            _wait(lambda: _answers(trial.uri), f"the server at {trial.uri} did not answer")
            yield program.pid
        finally:
            _kill(program.pid)


def written(trial: Trial, stop_at: int = 0) -> Found:
    """A writer runs to its end, or is killed (-9), with the server where there is one, once so many rows are put."""
    command = [sys.executable, "-m", "eval.scale.writer", trial.uri, trial.kind, str(trial.rows)]
    with running(trial) as server, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        held, put, begun, first = 0, 0, perf_counter(), 0.0
        for line in writer.stdout:
            what, number = line.split()
            if what == "held":
                held, begun = int(number), perf_counter()
                first = begun
            else:
                put = int(number)
            if stop_at and put >= stop_at:
                writer.send_signal(signal.SIGKILL)
                if server:
                    _kill(server)
                break
        seconds = perf_counter() - (first or begun)
        memory = round(_resident_together(server)) if server and not stop_at else None
    if not stop_at and writer.returncode:
        raise RuntimeError(f"the writer ended with {writer.returncode}")
    return {"held_before": held, "put": put, "rows_a_second": round(put / seconds), "server_mb": memory}


def asked(trial: Trial, assistant: Assistant, questions: Sequence[str]) -> Found:
    """What is there after a restart, and how it is found."""
    with running(trial) as server:
        begun = perf_counter()
        engine = Milvus(trial.uri)
        engine.open(COLLECTION)
        count = engine.count(COLLECTION, GLOSSARY)
        found: Found = {"rows": count, "seconds_to_open": round(perf_counter() - begun, 2)}
        if server:
            _wait(lambda: _is_indexed(trial.uri), "the vectors were not indexed", _INDEXED)
            found["seconds_until_indexed"] = round(perf_counter() - begun, 1)
        vectors = assistant.embedder.embed(list(questions))
        exact = nearest_rows(corpus_of(assistant.index), trial.rows, vectors, _MOST)
        found["dense"] = _dense(engine, vectors, exact, Where())
        found["dense_one_letter_of_20"] = _dense(engine, vectors, None, Where(letters=("C",)))
        if trial.kind == "passages":
            found["words"] = _timed([Near("words_bm25", " ".join(content_words(text))) for text in questions], engine)[
                0
            ]
        found["mb"] = round(_resident_together(server) if server else resident(os.getpid()))
        found |= _changed(engine, count)
        engine.close()
    return found


def _dense(engine: Milvus, vectors: Vectors, exact: np.ndarray | None, where: Where) -> Found:
    times, hits = _timed([Near("vector", vector) for vector in vectors], engine, where)
    if exact is None:
        return times
    # The engine names entries, each of which has some rows: those of the ten nearest rows are to be among them.
    wanted = [{str(row // ROWS_AN_ENTRY) for row in rows} for rows in exact]
    recall = np.mean([len(own & set(got)) / len(own) for own, got in zip(wanted, hits, strict=True)])
    return {**times, "recall_of_the_exact_10": round(float(recall), 4)}


def _timed(nears: Sequence[Near], engine: Milvus, where: Where | None = None) -> tuple[Found, list[list[str]]]:
    hits, taken = [], []
    chosen = condition(GLOSSARY, where or Where())
    begun = perf_counter()
    engine.nearest(COLLECTION, nears[0], chosen, _MOST)
    first = perf_counter() - begun
    for near in nears:
        begun = perf_counter()
        hits.append(engine.nearest(COLLECTION, near, chosen, _MOST))
        taken.append(perf_counter() - begun)
    p50, p95 = (round(1_000 * float(one), 1) for one in np.percentile(taken, (50, 95)))
    return {"first_ms": round(1_000 * first, 1), "p50_ms": p50, "p95_ms": p95}, hits


def _changed(engine: Milvus, count: int) -> Found:
    """A hundred entries taken out: how long that takes, and whether they are gone."""
    entries = [str(place) for place in range(100)]
    begun = perf_counter()
    engine.delete_entries(COLLECTION, GLOSSARY, entries)
    seconds = perf_counter() - begun
    left = engine.count(COLLECTION, GLOSSARY)
    return {"deleted": count - left, "seconds_to_delete": round(seconds, 2)}


def _resident_together(group: int) -> float:
    """Megabytes that all processes of a group have in use."""
    stats = {
        path.parent.name: path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")
    }
    return sum(resident(int(process)) for process, stat in stats.items() if int(stat[2]) == group and stat[0] != "Z")


def _wait(done: Callable[[], bool], otherwise: str, seconds: float = _UP) -> None:
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


def _is_indexed(uri: str) -> bool:
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


def _kill(process: int) -> None:
    """The server and whatever it has started."""
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def disk_mb(folder: Path) -> int:
    """Megabytes that lie in a folder or file."""
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
    return round(sum(path.stat().st_size for path in files) / 1e6)
