"""Building with Ray: by one and two workers, on a cluster of three nodes of which one is killed, and after the builder
itself was killed; each index is held against that of one process."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from eval.server import ROOT
from index.seeds import read_seeds
from index.store import SEEDS
from index.types import Entry

# Parts that are done before something is killed.
_DONE = 2
_NODE = {"include_dashboard": False, "object_store_memory": 500_000_000}


@dataclass(frozen=True, slots=True)
class Built:
    """A build that ended: the index's digest ("" for one that was killed), seconds, and what it said."""

    what: str
    digest: str
    seconds: float
    said: tuple[str, ...]

    @property
    def log(self) -> Iterator[str]:
        """What it said, under what it was."""
        yield f"== {self.what}: {self.digest or 'killed'}, {self.seconds:.1f} s"
        yield from self.said


def builds(folder: Path, times: int) -> Iterator[Built]:
    """All trials, over the project's seeds `times` over."""
    seeds = more_seeds(folder / "seeds", times)

    def build(what: str, workers: str = "", kill: Callable[[], object] | None = None, out: str = "") -> Built:
        command = [sys.executable, "-m", "index", "build", "--seeds", str(seeds), "--out", str(folder / (out or what))]
        return _build(what, [*command, *workers.split()], kill)

    yield build("one process")
    yield build("one worker", "--workers ray:1")
    yield build("two workers", "--workers ray:2")
    with _cluster() as (address, kill_a_node):
        yield build("three nodes, one killed", f"--workers ray:{address}", kill_a_node)
    yield build("two workers, the builder killed", "--workers ray:2", lambda: None, "killed")
    yield build("two workers, the same again", "--workers ray:2", out="killed")


def more_seeds(folder: Path, times: int) -> Path:
    """A folder of seeds with the project's entries so often, each time under other names."""
    folder.mkdir(parents=True)
    entries = read_seeds(SEEDS).entries
    for turn in range(times):
        text = "".join(f"{_line(entry, turn)}\n" for entry in entries)
        (folder / f"{turn:03}.md").write_text(text, "utf-8")
    return folder


def _line(entry: Entry, turn: int) -> str:
    return f"# {entry.term}{f' of kind {turn}' if turn else ''}\n\n{entry.body}\n"


def _build(what: str, command: list[str], kill: Callable[[], object] | None) -> Built:
    """Run a build; `kill` is called once some parts are done, and where it says None, the build itself is killed."""
    begun, said, digest, shown, done = perf_counter(), [], "", "", 0
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr
        for line in program.stderr:
            shown = line.rpartition("\r")[2].strip()
            if found := re.search(r"ray: .*", shown):
                said.append(f"{perf_counter() - begun:7.1f} s  {found[0]}")
                done += " done: " in shown
            if found := re.search(r"^Index (\w+): .*", shown):
                digest = found[1]
                said.append(f"{perf_counter() - begun:7.1f} s  {found[0]}")
            if kill and done == _DONE:
                said.append(f"{perf_counter() - begun:7.1f} s  killed here")
                if kill() is None:
                    program.send_signal(signal.SIGKILL)
                kill = None
        if program.wait() > 0:
            raise RuntimeError(f"{what}: {' '.join(command)} ended with {program.returncode}: {shown}")
    return Built(what, digest, perf_counter() - begun, tuple(said))


@contextmanager
def _cluster() -> Iterator[tuple[str, Callable[[], object]]]:
    """Three nodes on this machine, the first without a worker: the address, and what kills the second."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **_NODE})
    try:
        nodes = [cluster.add_node(num_cpus=1, **_NODE) for _ in range(2)]
        yield cluster.address, lambda: (cluster.remove_node(nodes[0], allow_graceful=False), "killed")[1]
    finally:
        cluster.shutdown()
