"""python -m eval.fuzz --out DIR [--cases N]: bad input of every kind, counted by what became of it."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import httpx
from hypothesis.strategies import just

from eval.bench.machine import machine
from eval.command_line import DEV
from eval.fuzz import api, files
from eval.fuzz.hostile import huge, texts
from eval.fuzz.tally import Tally, tally
from eval.questions import LONGEST_TURN, read_cases
from eval.results import write_whole
from eval.run import commit
from eval.server import processor, serving
from index.store import DEFAULT_FOLDER
from index.types import IndexRefused
from rag.answer import answer, turn_of
from rag.assistant import Assistant, load_assistant

SEEDS = Path(__file__).parents[2] / "seeds"
# The server answers to this name; requests of many kinds a second are meant, so nothing is limited.
_SETTINGS = {"FACTORY_CHAT_RATE": "0", "FACTORY_CHAT_HISTORY": "off"}


def fuzz(cases: int) -> Iterator[Tally]:
    """All targets, some `cases` together: a third files, a tenth questions with a follow-up, the rest requests."""
    share = max(1, cases // 60)
    real = [case.turns[-1] for case in read_cases(DEV)]
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = files.reads_seeds(folder)
        yield tally("seed files", files.seed_files(real, seeds), read, 12 * share)
        yield tally("huge seed files", files.huge_files(), read, share // 2 + 1)
        for target, strategy in (
            ("question files", files.question_files(real)),
            ("pair files", files.pair_files(real)),
        ):
            reads = files.reads(folder, files.READERS[target])
            yield tally(target, strategy, reads, 5 * share)
            yield tally(f"huge {target}", files.huge_files(), reads, share // 4 + 1)
    assistant = load_assistant(DEFAULT_FOLDER)
    yield tally("questions", texts(real), partial(_answered, assistant=assistant), 6 * share)
    long = huge(LONGEST_TURN).map(lambda text: text[:LONGEST_TURN])
    yield tally("long questions", long, partial(_answered, assistant=assistant), share // 2 + 1)
    # The server closes a connection that was idle for five seconds, perhaps just as the next request sets out.
    idle = httpx.Limits(keepalive_expiry=1)
    with serving("off", _SETTINGS) as server, httpx.Client(base_url=server.address, timeout=30, limits=idle) as client:
        sends, clocks = api.sends(client), (time.perf_counter, partial(processor, server.process))
        sends(_ASKED)  # the first question warms the server, as the first start does
        yield tally("requests", api.requests(real), sends, 32 * share, clocks)
        yield tally("huge requests", api.huge_requests(), sends, share // 2 + 1, clocks)
        yield tally("a good question after all of that", just(_ASKED), sends, 1, clocks)


_ASKED = api.Sent("POST", "/api/ask", b'{"question": "What is gettering?"}')


def _answered(question: str, assistant: Assistant) -> str:
    """The outcome of a question, and of a follow-up, whose claims must be what they cite."""
    found = answer(question, (), assistant)
    answer("Why does it matter?", (turn_of(question, found),), assistant)
    for claim in found.claims:
        for one in claim.citations:
            assert assistant.index.entries[one.entry_id].body[one.start : one.end] == one.quote
    return found.outcome


def main(arguments: list[str] | None = None) -> int:
    """Run all; 0 when every case was answered or clearly refused in time, else 1 with what failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzz", description="Bad input of every kind.")
    parser.add_argument("--out", type=Path, required=True, help="folder of the record, fuzz.json")
    parser.add_argument("--cases", type=int, default=6000, help="about how many (default: %(default)s)")
    options = parser.parse_args(arguments)
    begun, rows = machine(), []
    try:
        for found in fuzz(options.cases):
            rows.append(found.row())
            print(
                f"{found.target}: {found.cases} cases, {dict(found.outcomes)}, slowest {found.slowest:.2f} s",
                flush=True,
            )
            print("".join(f"  {line}\n" for line in found.failures[:20]), end="", flush=True)
    except (IndexRefused, OSError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    total, failed = sum(row["cases"] for row in rows), sum(len(row["failures"]) for row in rows)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    record = {"made": made, "commit": commit(), "machine": begun, "cases": total, "failed": failed, "targets": rows}
    write_whole(options.out / "fuzz.json", json.dumps(record, indent=1) + "\n")
    print(f"{total} cases, {failed} failed; written to {options.out}")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
