"""Times of repeated runs: medians and spread, of programs of their own and of calls in this process."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
# A program's peak of memory begins with that of the process that starts it, so a small one does.
_LAUNCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
seconds, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, lower and upper quartile and 95th percentile of `count` measurements."""

    median: float
    low: float
    high: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run of a program cost: seconds on the clock and of the processor, and the most memory in megabytes."""

    seconds: float
    processor: float
    megabytes: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    low, median, high, p95 = np.percentile(values, (25, 50, 75, 95)).tolist()
    return Spread(median, low, high, p95, len(values))


def run_program(command: Sequence[str]) -> Ran:
    """Run a program to its end, from the project's folder, with its output thrown away.

    Raises RuntimeError with what it said on stderr where it fails.
    """
    line = [sys.executable, "-I", "-S", "-c", _LAUNCH, *command]
    program = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    if program.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {program.stderr[-500:]}")
    return Ran(*json.loads(program.stdout))


def in_turns(programs: Mapping[str, Sequence[str]], repeats: int) -> dict[str, list[Ran]]:
    """Each program `repeats` times, by turns, after one run that warms the disk's cache and is not counted.

    By turns, so that what else the machine does falls on all of them alike.
    """
    found: dict[str, list[Ran]] = {name: [] for name in programs}
    for turn in range(repeats + 1):
        for name, command in programs.items():
            ran = run_program(command)
            found[name] += [ran] if turn else []
    return found


def calls_in_turns(calls: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Processor seconds (of all threads) of calls in this process, by turns, after one that is not counted."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(repeats + 1):
        for name, call in calls.items():
            begun = time.process_time()
            call()
            found[name] += [time.process_time() - begun] if turn else []
    return found
