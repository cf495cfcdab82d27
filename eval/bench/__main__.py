"""python -m eval.bench run --out DIR | check [--filed FILE] | show [--filed FILE] | load --out DIR | users --out DIR |
big --out DIR: how fast it is, beside the plain way in the same run, how it bears many at once, how many replicas a
crowd needs, and a big glossary."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

# What is compared runs on one core each: threads that wait for a busy core would measure the other programs.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from eval.bench import measures, plain
from eval.bench.big import Big, big
from eval.bench.big import lines as big_lines
from eval.bench.floors import ceilings, floors
from eval.bench.load import Load, load, ready, summary
from eval.bench.machine import machine
from eval.bench.measures import sentence_texts
from eval.bench.record import FORMAT, BenchError, Record, latest, lines, read_record, worse, write_record
from eval.bench.replica import BY, Plan, rounds, told
from eval.bench.scale import SIZES, exponent, scale
from eval.bench.simulate import Crowd
from eval.bench.users import add_options, crowd, seconds_of_writing, table, written
from eval.bench.window import window
from eval.bench.writer import writing
from eval.made_glossary import ENTRIES
from eval.questions import QuestionError, read_cases
from eval.results import write_whole
from eval.run import commit
from eval.server import serving
from index.embed import model_folder
from index.store import DEFAULT_FOLDER
from index.types import IndexRefused
from index.weights import map_tensors
from rag.assistant import OFF, Assistant, load_assistant

HOME = Path(__file__).parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked and nothing got worse, else 1 with the reason."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except (BenchError, IndexRefused, QuestionError, OSError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def measure(repeats: int, sizes: Iterable[int]) -> Record:
    """All benchmarks; some minutes."""
    begun, most = machine(), ceilings()
    assistant = load_assistant(DEFAULT_FOLDER)
    questions = [case.turns[-1] for case in read_cases(HOME / "questions" / "dev.jsonl")][::4]
    folder = model_folder()
    encode = plain.encoder(folder)
    found = [*measures.cold(assistant, folder, repeats), *window(max(1, repeats // 2))]
    asked, steps = measures.warm(assistant, encode, questions)
    indexed, agreement = measures.indexing(assistant, encode, max(1, repeats // 2))
    written = list(writing(assistant, questions[::2]))
    points = list(scale(assistant, questions, tuple(sizes)))
    return {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": {**begun, "load_after": machine()["load"]},
        "ceilings": asdict(most),
        "floors": [
            asdict(one)
            for one in floors(most, map_tensors(folder / "model.safetensors"), _pieces(assistant, questions))
        ],
        "measures": [one.row() for one in (*found, *asked, *indexed, *written)],
        "steps": {step: asdict(seconds) for step, seconds in steps.items()},
        "agreement": agreement,
        "scale": [asdict(point) for point in points],
        "exponent": exponent(points),
    }


def _pieces(assistant: Assistant, questions: Sequence[str]) -> dict[str, float]:
    """How many word pieces the encoder reads of a text of each kind, on average."""
    passages = [passage.text for passage in assistant.index.passages]
    kinds = {"question": questions, "passage": passages, "sentence": sentence_texts(assistant.index)}
    return {kind: mean(map(assistant.embedder.pieces, texts)) for kind, texts in kinds.items()}


def _run(options: argparse.Namespace) -> int:
    record = measure(options.repeats, options.sizes)
    write_record(record, options.out)
    print("\n".join([*lines(record), f"written to {options.out}"]))
    return 0


def _check(options: argparse.Namespace) -> int:
    filed = options.filed or latest(HOME / "results")
    before = read_record(filed)
    now = read_record(options.now) if options.now else measure(options.repeats, options.sizes)
    found = worse(before, now)
    print("\n".join([*lines(now), *found, f"{len(found)} worse than {filed} of {before['commit']}"]))
    return int(bool(found))


def _show(options: argparse.Namespace) -> int:
    filed = options.filed or latest(HOME / "results")
    crowds = filed.name == "users.json"
    print("\n".join(table(json.loads(filed.read_text())) if crowds else lines(read_record(filed))))
    return 0


def _load(options: argparse.Namespace) -> int:
    questions = [case.turns[-1] for case in read_cases(HOME / "questions" / "dev.jsonl")]
    what = Load(options.users, options.minutes * 60, options.rate, options.llm != OFF)
    begun = machine()
    with serving(options.llm, {"FACTORY_CHAT_HISTORY": "off"}) as server:
        ready(server, what.written)
        found = summary(asyncio.run(load(server, questions, what)), what)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"made": made, "commit": commit(), "machine": {**begun, "load_after": machine()["load"]}, **found}
    write_whole(options.out / "load.json", json.dumps(record, indent=1) + "\n")
    shown = {name: value for name, value in found.items() if name not in ("memory_curve", "errors")}
    print(json.dumps(shown, indent=1), *found["errors"][:5], f"written to {options.out}", sep="\n")
    return int(bool(found["errors"]))


def _users(options: argparse.Namespace) -> int:
    questions = [case.turns[-1] for case in read_cases(HOME / "questions" / "dev.jsonl")][: options.questions]
    begun = machine()
    with serving(OFF, {"FACTORY_CHAT_HISTORY": "off"}) as server:
        ready(server, False)
        plan = Plan(options.rates, options.seconds, options.rounds)
        found = list(rounds(server, questions, plan))
    asking = [Crowd(options.users, pause) for pause in options.pauses]
    crowds = [crowd(found, by, one, options.within) for one in asking for by in BY]
    seconds = seconds_of_writing(options.writing) if options.writing else []
    writers = [written(seconds, options.users, one.pause, at) for one in asking for at in options.at_once if seconds]
    made = datetime.now(UTC).isoformat(timespec="seconds")
    about = {"made": made, "commit": commit(), "machine": {**begun, "load_after": machine()["load"]}}
    record = {**about, "arguments": sys.argv[1:], "crowds": crowds, "writers": writers, "measured": told(found, plan)}
    write_whole(options.out / "users.json", json.dumps(record, indent=1) + "\n")
    print("\n".join([*table(record), f"written to {options.out}"]))
    return 0


def _big(options: argparse.Namespace) -> int:
    questions = [case.turns[-1] for case in read_cases(HOME / "questions" / "dev.jsonl")][::4]
    begun = machine()
    found = big(Big(options.entries, options.distinct), questions)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"made": made, "commit": commit(), "machine": {**begun, "load_after": machine()["load"]}, **found}
    write_whole(options.out / "big.json", json.dumps(record, indent=1) + "\n")
    print("\n".join([*big_lines(record), f"written to {options.out}"]))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    **{"run": _run, "check": _check, "show": _show},
    **{"load": _load, "users": _users, "big": _big},
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="How fast it is, beside the plain way.")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="measure and file")
    running.add_argument("--out", type=Path, required=True, help="folder of the record")
    checking = commands.add_parser("check", help="measure and compare with what was filed")
    showing = commands.add_parser("show", help="print what was filed")
    for command in (checking, showing):
        command.add_argument(
            "--filed", type=Path, help="a bench.json, for show a users.json; else the newest bench.json"
        )
    checking.add_argument("--now", type=Path, help="a bench.json to compare instead of measuring")
    loading = commands.add_parser("load", help="ask a real server as many people would, and file what they saw")
    loading.add_argument("--out", type=Path, required=True, help="folder of load.json")
    loading.add_argument("--users", type=int, default=50, help="how many ask (default: %(default)s)")
    loading.add_argument("--minutes", type=float, default=10, help="for how long (default: %(default)s)")
    loading.add_argument("--rate", type=float, default=0, help="questions a second; 0: again as soon as answered")
    loading.add_argument("--llm", default=OFF, metavar="off|MODEL", help="who writes (default: %(default)s)")
    add_options(commands.add_parser("users", help="measure one replica, and reckon how many a crowd needs"))
    growing = commands.add_parser("big", help="read, kill, take up and ask a made glossary of 13,255 entries")
    growing.add_argument("--out", type=Path, required=True, help="folder of big.json")
    growing.add_argument("--entries", type=int, default=ENTRIES, help="how many (default: %(default)s)")
    growing.add_argument("--distinct", action="store_true", help="exchange a word in each sentence: none are equal")
    for command in (running, checking):
        command.add_argument("--repeats", type=int, default=7, help="runs of each program")
        command.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages of the made glossaries")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
