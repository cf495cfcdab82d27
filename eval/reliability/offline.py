"""Answers without a network, on one core, in 2 GB, without a right clock or a home: the same as ever."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.reliability.guest import ROOT
from eval.reliability.record import Found

_TWO_GB = 2 << 30


@dataclass(frozen=True, slots=True)
class Limit:
    """`around` is put before the whole trial, `before` before each program of it; `needs` is a file that must exist."""

    name: str
    around: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    needs: str = ""


def limits(empty: Path, faketime: str) -> list[Limit]:
    """All of them; `empty` is an empty folder, the library `faketime` sets clocks."""
    user = () if os.getuid() == 0 else ("--map-root-user",)
    alone = ("unshare", "--net", *user, "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
    core = ("taskset", "--cpu-list", str(min(os.sched_getaffinity(0))))
    memory = ("prlimit", f"--as={_TWO_GB}")
    home = ("env", "-u", "XDG_CACHE_HOME", f"HOME={empty}", "HF_HUB_OFFLINE=0")
    clock = ("env", f"LD_PRELOAD={faketime}", "FAKETIME=@1970-01-02 00:00:00")
    unshare = (shutil.which("ip") and shutil.which("unshare")) or ""
    return [
        Limit("without a network", alone, needs=unshare),
        Limit("on one core", before=core, needs=shutil.which("taskset") or ""),
        Limit("in 2 GB of addresses", before=memory, needs=shutil.which("prlimit") or ""),
        Limit("without network and home, on one core in 2 GB", alone, (*core, *memory, *home), unshare),
        Limit("with the clock at 1970", before=clock, needs=faketime),
    ]


def offline(empty: Path, faketime: str) -> tuple[Found, dict[str, Any]]:
    """Every limit, held against the answers without limits; also what each took."""
    found = Found("the terminal and the window under limits")
    usual = _told(Limit("without limits"))
    taken = {"without limits": _figures(usual)}
    found.hold(not usual["torch"], "the window does not load torch")
    found.hold(len(usual["openmp"]) == 1, "one OpenMP library is loaded, that of FAISS")
    for limit in limits(empty, faketime):
        if not limit.needs or not Path(limit.needs).exists():
            found.saw(f"not tried, as its tool is not installed: {limit.name}")
            continue
        try:
            told = _told(limit)
        except (subprocess.SubprocessError, ValueError) as error:
            found.wrong.append(f"{limit.name}: {error}")
            continue
        taken[limit.name] = _figures(told)
        for way in ("terminal", "window"):
            found.hold(told[way] == usual[way], f"the same answers in the {way} {limit.name}")
    return found, taken


def _told(limit: Limit) -> dict[str, Any]:
    command = [*limit.around, sys.executable, "-m", "eval.reliability.guest", *limit.before]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told


def _figures(told: Mapping[str, Any]) -> dict[str, Any]:
    names: Sequence[str] = ("terminal_seconds", "window_ready_seconds", "resident_mb", "addresses_mb", "threads")
    return {name: told[name] for name in names}
