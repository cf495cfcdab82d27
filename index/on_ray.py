"""Embedding and stemming by workers on one or many machines, through Ray (Moritz et al., OSDI 2018).

Parts of the texts go to the workers and come back in order. Each part that is done lies in the index's folder, named by
a hash of its texts and the model's weights, until the index is saved: a build that was broken off, or lost a worker,
does only what is left. A worker embeds a whole part, as one process would: its vectors are the same to the bit on
processors of one kind, while parts cut otherwise would be padded otherwise.
"""

import hashlib
import os
import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import load_embedder
from index.tokens import SCALE, TokenStore
from index.types import Embedder, IndexRefused, Vectors
from index.words import stemmed, stemmer_version

_FOLDER = ".embedded"
# Workers lost one after the other without a part done between: then it is not the machines.
_MOST_LOST = 10
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """Texts for one worker, to `embed`, to `embed_tokens` or to be `stemmed`, and the file that keeps what is made of
    them."""

    work: str
    texts: Sequence[str]
    file: Path


class Worker:
    """Embeds and stems in a process of its own, on one core."""

    def __init__(self, model: str) -> None:
        allowed = os.sched_getaffinity(0)
        # The encoder takes as many threads as there are cores when it is loaded; each core has a worker of its own.
        os.sched_setaffinity(0, {min(allowed)})
        self._embedder = load_embedder(model)
        os.sched_setaffinity(0, allowed)

    def ready(self) -> str:
        """What decides its vectors and stems: the hash of the weights that it has loaded, and how it stems."""
        return f"{self._embedder.weights} {stemmer_version()}"

    def made(self, work: str, texts: Sequence[str]) -> dict[str, Any]:
        """Arrays by name: the stems of the texts, one text a line, or their vectors and, by `embed_tokens`, those of
        their words, packed."""
        if work == "stemmed":
            lines = "\n".join(" ".join(words) for words in stemmed(texts))
            return {"stems": np.frombuffer(lines.encode(), dtype=np.uint8)}
        if work == "embed":
            return {"vectors": self._embedder.embed(texts)}
        vectors, tokens = self._embedder.embed_tokens(texts)
        packed = TokenStore.build(tokens)
        return {"vectors": vectors, "tokens": packed.vectors, "starts": packed.starts}


class OnRay:
    """Takes the place of `map` in `index.build`: the work is done by workers, and what is done is kept."""

    def __init__(self, ray: Any, folder: Path, embedder: Embedder) -> None:  # noqa: ANN401
        self._ray, self._folder, self._embedder = ray, folder, embedder
        self._version = f"{embedder.weights} {stemmer_version()}"
        self.busy: dict[Any, tuple[Any, Part | None]] = {}
        self._idle: list[Any] = []
        self._todo: deque[Part] = deque()
        self._lost = 0
        for _ in range(max(1, int(ray.cluster_resources().get("CPU", 1)))):
            self._hire()

    def __call__(self, work: Callable[[Sequence[str]], Any], parts: Iterable[Sequence[str]]) -> Iterator[Any]:
        """What the embedder's method or `stemmed` makes of each part, in their order."""
        every = [Part(work.__name__, texts, self._file(work.__name__, texts)) for texts in parts]
        self._todo = deque(part for part in every if not part.file.exists())
        _say(f"{len(every)} parts for {work.__name__}, {len(every) - len(self._todo)} of them done before")
        while self._idle and self._todo:
            self._give(self._idle.pop())
        for part in every:
            while not part.file.exists():
                self._step()
            yield _read(part)

    def _file(self, work: str, texts: Sequence[str]) -> Path:
        what = "\0".join((work, self._version, *texts))
        return self._folder / f"{hashlib.sha256(what.encode()).hexdigest()}.npz"

    def _hire(self) -> None:
        worker = self._ray.remote(num_cpus=1)(Worker).remote(self._embedder.name)
        self.busy[worker.ready.remote()] = (worker, None)

    def _give(self, worker: Any) -> None:  # noqa: ANN401
        part = self._todo.popleft()
        self.busy[worker.made.remote(part.work, list(part.texts))] = (worker, part)

    def _step(self) -> None:
        """Wait for one worker, keep what it made and give it the next part; a lost one's part goes to another."""
        ready, _ = self._ray.wait(list(self.busy), num_returns=1, timeout=_PATIENCE)
        if not ready:
            _say(f"waiting for {len(self.busy)} workers")
            return
        worker, part = self.busy.pop(ready[0])
        try:
            made = self._ray.get(ready[0])
        except self._ray.exceptions.RayActorError as error:
            self._replace(part, error)
            return
        if part is None and made != self._version:
            what = f"other weights of {self._embedder.name}, or another version of this project or of PyStemmer"
            raise IndexRefused(f"A worker has {what}: install the same ones everywhere")
        if part is not None:
            self._lost = 0
            _write(part, made)
            _say(f"part {part.file.stem[:8]} done: {len(part.texts)} texts, {len(self._todo)} parts left to give")
        if self._todo:
            self._give(worker)
        else:
            self._idle.append(worker)

    def _replace(self, part: Part | None, error: Exception) -> None:
        self._lost += 1
        if self._lost > _MOST_LOST:
            raise RuntimeError(f"{self._lost} workers were lost one after the other; the last one by: {error}")
        _say("a worker was lost" + (f"; part {part.file.stem[:8]} goes to another" if part else ""))
        if part is not None:
            self._todo.appendleft(part)
            if self._idle:
                self._give(self._idle.pop())
        self._hire()


@contextmanager
def on_ray(where: str, folder: Path, embedder: Embedder) -> Iterator[OnRay]:
    """Workers for a build into `folder`. `where` is "ray" for those of this machine, "ray:N" for N of them, else
    "ray:ADDRESS", that of a cluster. Raises IndexRefused where Ray is missing or does not answer there.

    The parts that are done are removed when the block ends well.
    """
    if where.partition(":")[0] != "ray":
        raise IndexRefused(f"--workers is {where!r}; it can be ray, ray:N or ray:ADDRESS")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise IndexRefused("--workers ray needs a package: pip install 'ai-factory-chat[ray]'") from error
    address = where.removeprefix("ray").removeprefix(":")
    here = {"num_cpus": int(address) if address.isdigit() else None, "_node_ip_address": "127.0.0.1"}
    there = {"address": address} if address and not address.isdigit() else {**here, "include_dashboard": False}
    try:
        ray.init(**there, log_to_driver=False)
    except Exception as error:  # a node that does not come up in time is a bare one
        what = f"answer at {address!r}" if "address" in there else "start on this machine"
        raise IndexRefused(f"Ray does not {what}: {error}. What was done is kept: run the same again") from error
    kept = folder / _FOLDER
    kept.mkdir(parents=True, exist_ok=True)
    try:
        yield OnRay(ray, kept, embedder)
        shutil.rmtree(kept)
    finally:
        ray.shutdown()


def _write(part: Part, made: dict[str, Any]) -> None:
    """All or nothing: a file that is there is whole."""
    begun = part.file.with_suffix(".part")
    with begun.open("wb") as handle:
        np.savez(handle, **made)
    begun.replace(part.file)


def _read(part: Part) -> Vectors | tuple[Vectors, tuple[Vectors, ...]] | list[list[str]]:
    with np.load(part.file, allow_pickle=False) as made:
        if part.work == "stemmed":
            return [line.split() for line in made["stems"].tobytes().decode().split("\n")[: len(part.texts)]]
        vectors: Vectors = made["vectors"]
        if part.work == "embed":
            return vectors
        words, starts = made["tokens"].astype(np.float32) / np.float32(SCALE), made["starts"]
    return vectors, tuple(words[start:end] for start, end in zip(starts, starts[1:], strict=False))


def _say(line: str) -> None:
    sys.stderr.write(f"ray: {line}\n")
