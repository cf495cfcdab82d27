"""python -m eval.reliability kills|damage|full|offline|processor|memory [--times N] [--out DIR]: promises, tried."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from eval.bench.machine import machine
from eval.reliability import damage, full, kills, memory, offline, processor
from eval.reliability.record import Found
from eval.results import write_whole
from eval.run import commit
from eval.server import resident
from index.embed import load_embedder
from index.store import DEFAULT_FOLDER
from index.types import IndexRefused
from rag.models import SMOLLM2, load_writer
from rag.types import ModelUnavailable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one trial and print what it found; 1 where something did not hold, or could not be tried."""
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
            return TRIALS[options.trial](options, Path(folder))
    except (IndexRefused, OSError, RuntimeError, subprocess.SubprocessError, ModelUnavailable) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _kills(options: argparse.Namespace, folder: Path) -> int:
    wrong = 0
    for trial in (kills.builds, kills.races, kills.histories):
        if options.only in (None, trial.__name__):
            place = folder / trial.__name__
            place.mkdir()
            wrong |= _ended(options, [trial(options.times, place)], f"kills-{trial.__name__}")
    return wrong


def _damage(options: argparse.Namespace, folder: Path) -> int:
    return _ended(options, [damage.damage(options.times, folder, DEFAULT_FOLDER)], "damage")


def _full(options: argparse.Namespace, folder: Path) -> int:
    if options.mount is None:
        out = ["--out", str(options.out)] if options.out else []
        return subprocess.run([*full.anew(options.times, folder), *out], check=False).returncode
    places = [options.mount / name for name in ("index", "history")]
    for place in places:
        place.mkdir()
    return _ended(options, [full.index(options.times, places[0]), full.history(places[1])], "full")


def _offline(options: argparse.Namespace, folder: Path) -> int:
    found, taken = offline.offline(folder, options.faketime)
    for name, figures in taken.items():
        print(name, " ".join(f"{key}={value}" for key, value in figures.items()))
    return _ended(options, [found], "offline", taken=taken)


def _processor(options: argparse.Namespace, _: Path) -> int:
    return _ended(options, [processor.processor(options.qemu)], "processor")


def _memory(options: argparse.Namespace, _: Path) -> int:
    def used() -> float:
        return resident(os.getpid())

    encoder = memory.encoder_memory(load_embedder().embed_questions, used, options.texts)
    writer = memory.writer_memory(load_writer(SMOLLM2), used, options.times)
    for found, points in (encoder, writer):
        print(f"{found.trial}: before and after each round {points} MB")
    return _ended(options, [encoder[0], writer[0]], "memory", encoder_mb=encoder[1], writer_mb=writer[1])


TRIALS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "kills": _kills,
    "damage": _damage,
    "full": _full,
    "offline": _offline,
    "processor": _processor,
    "memory": _memory,
}


def _ended(options: argparse.Namespace, found: Iterable[Found], name: str, **more: object) -> int:
    """Print what was found, and file it under a name; 1 where something did not hold."""
    found = list(found)
    print("\n".join(line for one in found for line in one.lines()))
    if options.out:
        record = {
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "commit": commit(),
            "machine": machine(),
            "trials": [one.row() for one in found],
            **more,
        }
        options.out.mkdir(parents=True, exist_ok=True)
        write_whole(options.out / f"{name}.json", json.dumps(record, indent=1) + "\n")
    return int(any(one.wrong for one in found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.reliability", description="What is promised, tried hard.")
    trials = parser.add_subparsers(dest="trial", required=True)
    fakes = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    for name, times, what in (
        ("kills", 50, "kill -9 of builds and of the history under load"),
        ("damage", 500, "random damage to the files of the index"),
        ("full", 40, "a full and a read-only disk"),
        ("offline", 1, "without network, home or clock, on one core, in 2 GB"),
        ("processor", 1, "without AVX-512 and bf16, emulated"),
        ("memory", memory.LENGTHS, "encoder and writer over texts of many lengths"),
    ):
        trial = trials.add_parser(name, help=what)
        trial.add_argument("--times", type=int, default=times, help="how often (default: %(default)s)")
        trial.add_argument("--out", type=Path, help="folder in which the figures are filed")
        if name == "kills":
            trial.add_argument("--only", choices=["builds", "races", "histories"], help="one of the three")
        if name == "full":
            trial.add_argument("--mount", type=Path, help=argparse.SUPPRESS)
        if name == "processor":
            trial.add_argument("--qemu", default=shutil.which("qemu-x86_64") or "", help="the emulator qemu-x86_64")
        if name == "memory":
            trial.add_argument("--texts", type=int, default=memory.TEXTS, help="that many (default: %(default)s)")
        if name == "offline":
            trial.add_argument("--faketime", default=str(fakes[0]) if fakes else "", help="libfaketimeMT.so.1")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
