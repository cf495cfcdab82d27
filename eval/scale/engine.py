"""A made corpus in an engine: how fast it is put, what a kill costs, how fast and how right it is found, what it holds.

The engine is a file of milvus-lite, which lives in the process that puts and asks, or a server, which is started,
killed and started again by the trial.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from eval.scale.made import GLOSSARY, ROWS_AN_ENTRY, corpus_of, nearest_rows
from eval.scale.served import UP, Trial, is_indexed, kill, resident_together, running, wait
from eval.scale.writer import COLLECTION
from eval.server import ROOT, resident
from index.stores.milvus import Milvus, Near, condition
from index.stores.store import Where
from index.types import Vectors
from index.words import content_words
from rag.assistant import Assistant

_MOST = 10
_INDEXED = 1_800.0
Found = dict[str, object]


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
                    kill(server)
                break
        seconds = perf_counter() - (first or begun)
        memory = round(resident_together(server)) if server and not stop_at else None
    if not stop_at and writer.returncode:
        raise RuntimeError(f"the writer ended with {writer.returncode}")
    return {"held_before": held, "put": put, "rows_a_second": round(put / seconds), "server_mb": memory}


def asked(trial: Trial, assistant: Assistant, questions: Sequence[str]) -> Found:
    """What is there after a restart, and how it is found."""
    with running(trial) as server:
        begun = perf_counter()
        # milvus-lite takes longer than a user would wait to find the first words among so many rows.
        engine = Milvus(trial.uri, seconds=UP)
        engine.open(COLLECTION)
        count = engine.count(COLLECTION, GLOSSARY)
        found: Found = {"rows": count, "seconds_to_open": round(perf_counter() - begun, 2)}
        if server:
            wait(lambda: is_indexed(trial.uri), "the vectors were not indexed", _INDEXED)
            found["seconds_until_indexed"] = round(perf_counter() - begun, 1)
        vectors = assistant.embedder.embed(list(questions))
        exact = nearest_rows(corpus_of(assistant.index), trial.rows, vectors, _MOST)
        found["dense"] = _dense(engine, vectors, exact, Where())
        found["dense_one_letter_of_20"] = _dense(engine, vectors, None, Where(letters=("C",)))
        if trial.kind == "passages":
            found["words"] = _timed([Near("words_bm25", " ".join(content_words(text))) for text in questions], engine)[
                0
            ]
        found["mb"] = round(resident_together(server) if server else resident(os.getpid()))
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
    """Times by the clock, and by the processor in this process, which for a file is that of the engine too."""
    hits, taken, spent = [], [], []
    chosen = condition(GLOSSARY, where or Where())
    begun = perf_counter()
    engine.nearest(COLLECTION, nears[0], chosen, _MOST)
    first = perf_counter() - begun
    for near in nears:
        begun, before = perf_counter(), process_time()
        hits.append(engine.nearest(COLLECTION, near, chosen, _MOST))
        taken.append(perf_counter() - begun)
        spent.append(process_time() - before)
    found: Found = {"first_ms": round(1_000 * first, 1)}
    for what, seconds in (("", taken), ("processor_", spent)):
        for share, value in zip((50, 95), np.percentile(seconds, (50, 95)), strict=True):
            found[f"{what}p{share}_ms"] = round(1_000 * float(value), 1)
    return found, hits


def _changed(engine: Milvus, count: int) -> Found:
    """A hundred entries taken out: how long that takes, and whether they are gone."""
    entries = [str(place) for place in range(100)]
    begun = perf_counter()
    engine.delete_entries(COLLECTION, GLOSSARY, entries)
    seconds = perf_counter() - begun
    left = engine.count(COLLECTION, GLOSSARY)
    return {"deleted": count - left, "seconds_to_delete": round(seconds, 2)}


def disk_mb(folder: Path) -> int:
    """Megabytes that lie in a folder or file."""
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
    return round(sum(path.stat().st_size for path in files) / 1e6)
