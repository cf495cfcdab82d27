"""A glossary of the size that the glossary's own site names: read, embedded, killed and taken up, asked."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

from eval.bench.timing import ROOT, run_program, spread
from eval.made_glossary import ENTRIES, made_glossary
from eval.server import free_port, resident, started, wait_for
from index.glossaries import glossary, root
from index.kept import parts_in
from index.store import SEEDS, load
from rag.answer import answer
from rag.assistant import Assistant, load_assistant

REAL = (SEEDS, ROOT / "eval" / "glossaries" / "beekeeping")
NAME = "big"
# The parts that a run which is then killed has kept.
_PARTS = 3
_SMALL = 300
_COUNTS = re.compile(r"(\d+) texts embedded, (\d+) were there(?:, (\d+) equal)?")
_RESUMED = re.compile(r"broken off: (\d+) texts")


@dataclass(frozen=True, slots=True)
class Big:
    """What is tried: how many entries, and whether their sentences differ."""

    entries: int = ENTRIES
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Ingest:
    """What one `ingest` cost, and how it counted the texts; `resumed` were left by one before it that was killed."""

    seconds: float
    processor: float
    megabytes: float
    fresh: int
    reused: int
    equal: int
    resumed: int


def big(what: Big, questions: Sequence[str]) -> dict[str, Any]:
    """All that is tried, as facts for a record. The named glossaries of this user are not touched."""
    with TemporaryDirectory(prefix="big-") as folder:
        os.environ["FACTORY_CHAT_DATA"] = folder
        made = Path(folder) / "made"
        count = made_glossary(REAL, made, what.entries, what.distinct)
        run = ingest(made, NAME)
        manifest = load(glossary(NAME).index).manifest
        return {
            "glossary": {**asdict(what), "made": count, "snapshot": manifest.snapshot, "bytes": _size(made)},
            "index": {
                "digest": manifest.digest,
                "entries": manifest.entries,
                "passages": manifest.passages,
                "sentences": manifest.sentences,
                "bytes": _size(glossary(NAME).index),
            },
            "ingest": asdict(run),
            "asks": asks(load_assistant(glossary(NAME).index), questions),
            "terminal": asdict(run_program(_rag("ask", "--glossary", NAME, "--llm", "off", questions[0]))),
            "window": window(questions[0]),
            "killed and taken up": killed(Path(folder)),
        }


def ingest(source: Path, name: str) -> Ingest:
    """Read a folder into a named glossary by the command of the terminal, with its progress on stderr."""
    begun = time.perf_counter()
    program = subprocess.Popen(_rag("ingest", str(source), "--name", name), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    told = program.stdout.read()
    _, status, used = os.wait4(program.pid, 0)
    if status:
        raise RuntimeError(f"ingest ended with {os.waitstatus_to_exitcode(status)}; its reason stands above")
    counts, resumed = _COUNTS.search(told), _RESUMED.search(told)
    assert counts is not None, told
    texts = [int(number or 0) for number in (*counts.groups(), resumed and resumed[1])]
    return Ingest(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, *texts)


def asks(assistant: Assistant, questions: Sequence[str]) -> dict[str, object]:
    """Seconds from a question to its quotation in a program that runs: on the clock, and of the processor."""
    for question in questions[:5]:
        answer(question, (), assistant)
    seconds, processor, outcomes = [], [], []
    for question in questions:
        clock, used = time.perf_counter(), time.process_time()
        outcomes.append(answer(question, (), assistant).outcome)
        seconds.append(time.perf_counter() - clock)
        processor.append(time.process_time() - used)
    counts = {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}
    return {"seconds": asdict(spread(seconds)), "processor": asdict(spread(processor)), "outcomes": counts}


def window(question: str) -> dict[str, float]:
    """Seconds until the window serves, and its megabytes then and after an answer."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "app.py", "--port", str(port), "--llm", "off", "--glossary", NAME]
    begun = time.perf_counter()
    with started(command, {"FACTORY_CHAT_HISTORY": "off"}) as program:
        wait_for(f"{address}/", program)
        ready, before = time.perf_counter() - begun, resident(program.pid)
        body = f'{{"question": "{question}"}}'.encode()
        with urlopen(Request(f"{address}/api/ask", body, {"Content-Type": "application/json"}), timeout=60) as page:
            page.read()
        return {"ready": ready, "megabytes": before, "megabytes after an answer": resident(program.pid)}


def killed(folder: Path) -> dict[str, object]:
    """A small glossary whose first run is killed in the middle of embedding: what the second one embeds again."""
    name, source = "killed", folder / "small"
    made_glossary(REAL, source, _SMALL)
    home = root() / name / "embedded"
    program = subprocess.Popen(_rag("ingest", str(source), "--name", name), cwd=ROOT, stdout=subprocess.DEVNULL)
    while program.poll() is None and len(list(home.glob("*/part-*"))) < _PARTS:
        time.sleep(0.02)
    program.kill()
    program.wait()
    left = sum(len(part.texts) for weights in home.iterdir() for part in parts_in(weights))
    again, whole = ingest(source, name), ingest(source, f"{name}-not")
    # Their memory would be that of this program, which has the big index by now.
    told = [{name: value for name, value in asdict(one).items() if name != "megabytes"} for one in (again, whole)]
    return {"left": left, "again": told[0], "not killed": told[1]}


def lines(found: Mapping[str, Any]) -> list[str]:
    """The record for reading."""
    run, asked, shown = found["ingest"], found["asks"], found["window"]
    small = found["killed and taken up"]
    return [
        "{entries} entries ({made} made), {0} passages, {1} sentences".format(
            found["index"]["passages"], found["index"]["sentences"], **found["glossary"]
        ),
        "ingest: {seconds:.0f} s, {processor:.0f} s of the processor, {megabytes:.0f} MB at the most".format(**run),
        "    {fresh} texts embedded, {equal} equal to one of these".format(**run),
        "asked: {median:.3f} s, p95 {p95:.3f} s".format(**asked["seconds"]),
        "    of the processor: {median:.3f} s, p95 {p95:.3f} s".format(**asked["processor"]),
        "cold terminal: {seconds:.1f} s, {megabytes:.0f} MB".format(**found["terminal"]),
        "window: ready in {ready:.1f} s, {megabytes:.0f} MB".format(**shown),
        f"killed: {small['left']} texts were embedded; the next run embedded {small['again']['fresh']} more, "
        f"and one that was not killed {small['not killed']['fresh']}",
    ]


def _rag(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rag", *arguments]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
