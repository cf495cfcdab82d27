"""python -m eval.scale engine --uri URI --out DIR | ray --out DIR: beyond one machine, tried on one."""

import argparse
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from eval.bench.machine import machine
from eval.questions import read_cases
from eval.results import write_whole
from eval.run import commit
from eval.scale.cluster import builds
from eval.scale.engine import Found, asked, disk_mb, written
from eval.scale.served import Trial
from index.store import DEFAULT_FOLDER
from index.types import IndexRefused
from rag.assistant import load_assistant

HOME = Path(__file__).parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one trial and file what it found; 1 with the reason where it could not be tried."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except (IndexRefused, OSError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _engine(options: argparse.Namespace) -> int:
    trial = Trial(options.uri, options.kind, options.rows, tuple(shlex.split(options.server)))
    begun = machine()
    killed = written(trial, stop_at=options.rows // 5)
    _say("killed while rows were put", killed)
    whole = written(trial)
    _say("taken up again", whole)
    questions = [case.turns[-1] for case in read_cases(HOME / "questions" / "dev.jsonl")][: options.questions]
    found = asked(trial, load_assistant(DEFAULT_FOLDER), questions)
    record: Found = {
        "trial": {"uri": options.uri, "kind": options.kind, "rows": options.rows, "questions": len(questions)},
        "killed": killed,
        "acknowledged_and_lost": max(0, int(str(killed["put"])) - int(str(whole["held_before"]))),
        "whole": whole,
        "asked": found,
        "disk_mb": disk_mb(options.data),
    }
    _file(options.out / f"{options.name}.json", record, begun)
    return 0


def _file(path: Path, found: Found, begun: dict[str, object]) -> None:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    about = {"made": made, "commit": commit(), "machine": {**begun, "load_after": machine()["load"]}}
    write_whole(path, json.dumps({**about, **found}, indent=1) + "\n")
    _say(f"written to {path}", found)


def _say(what: str, found: Found) -> None:
    print(f"{what}: {json.dumps(found, indent=1)}", flush=True)


def _ray(options: argparse.Namespace) -> int:
    begun, found = machine(), []
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        for built in builds(Path(folder), options.times):
            found.append(built)
            print("\n".join(built.log), flush=True)
            # After each, so that one which fails takes no other with it.
            write_whole(options.out / "ray.log", "".join(f"{line}\n" for one in found for line in one.log))
    rows = [{"what": one.what, "index": one.digest, "seconds": round(one.seconds, 1)} for one in found]
    whole = {one.digest for one in found if one.digest}
    _file(options.out / "ray.json", {"same_index": len(whole) == 1, "builds": rows}, begun)
    return int(len(whole) != 1)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"engine": _engine, "ray": _ray}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description="Beyond one machine, tried on one.")
    commands = parser.add_subparsers(dest="command", required=True)
    trying = commands.add_parser("engine", help="a made corpus in an engine: put, killed, asked")
    trying.add_argument("--uri", required=True, help="a file *.db for milvus-lite, or http://127.0.0.1:19530")
    trying.add_argument("--server", default="", help="the program that runs the server at that address")
    trying.add_argument("--data", type=Path, required=True, help="where the engine keeps its data")
    trying.add_argument("--kind", choices=("passages", "sentences"), default="passages", help="with words, or without")
    trying.add_argument("--rows", type=int, default=300_000)
    trying.add_argument("--questions", type=int, default=200, help="of the dev set, asked (default: %(default)s)")
    trying.add_argument("--name", default="engine", help="of the record")
    spreading = commands.add_parser("ray", help="builds by Ray's workers, with a node and a builder killed")
    spreading.add_argument("--times", type=int, default=1, help="the project's seeds so often")
    for command in (trying, spreading):
        command.add_argument("--out", type=Path, required=True, help="folder of the record")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
