"""A run of the benchmarks: the record that is filed, its page, and what got worse since an earlier one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from eval.plots import Bar, bars, curve
from eval.report import STYLE
from eval.results import write_whole

FORMAT = 1
RECORD = "bench.json"
# A ratio may fall by this share of itself before it is called worse: runs on one machine differ by half of it.
ALLOWED = 0.15
Record = Mapping[str, Any]


class BenchError(RuntimeError):
    """A record is absent or of another format. The message names the file and the command that mends it."""


def write_record(record: Record, folder: Path) -> None:
    """bench.json and bench.html in the folder."""
    write_whole(folder / RECORD, json.dumps(record, indent=1) + "\n")
    write_whole(folder / "bench.html", page(record))


def read_record(file: Path) -> Record:
    """A filed record."""
    try:
        record: Record = json.loads(file.read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise ValueError(f"format {record['format']}, this is {FORMAT}")
        return record
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BenchError(f"{file} is no record of a benchmark ({error}); make one with: make bench") from error


def latest(results: Path) -> Path:
    """The newest filed record below the folder of results."""
    files = sorted(results.glob(f"*/bench/{RECORD}"), key=lambda file: str(read_record(file)["made"]))
    if not files:
        raise BenchError(f"no benchmark is filed below {results}; make one with: make bench")
    return files[-1]


def worse(filed: Record, now: Record) -> list[str]:
    """What lost more than is allowed: ratios to the plain way, which do not depend on how fast the machine is."""
    found = []
    before = {row["name"]: row["ratio"] for row in filed["measures"] if row["ratio"]}
    after = {row["name"]: row["ratio"] for row in now["measures"] if row["ratio"]}
    for name, ratio in before.items():
        if name not in after:
            found.append(f"{name}: no longer measured")
        elif after[name] < (1 - ALLOWED) * ratio:
            found.append(f"{name}: {ratio:.2f} times better than the plain way before, {after[name]:.2f} now")
    if now["exponent"] > filed["exponent"] + ALLOWED:
        found.append(f"growth with the glossary: exponent {filed['exponent']:.2f} before, {now['exponent']:.2f} now")
    return found


def lines(record: Record) -> Iterator[str]:
    """The record as a table for the terminal."""
    yield f"{'':36} {'ours':>10} {'quartiles':>19} {'plain':>10} {'times less':>10}"
    for row in record["measures"]:
        ours, plain = row["ours"], row["plain"]
        other = f"{_figure(plain['median'], row['unit']):>10} {row['ratio']:>10.1f}" if plain else ""
        spread = f"{_figure(ours['low'], row['unit'])}-{_figure(ours['high'], row['unit'])}"
        yield f"{row['name']:36} {_figure(ours['median'], row['unit']):>10} {spread:>19} {other}".rstrip()
    for floor in record.get("floors", ()):  # records before 2026-11-26 have none
        yield f"  least {floor['name']:26} {_figure(floor['seconds'], 's'):>10} {floor['why']}"
    for step, seconds in record["steps"].items():
        yield f"  step {step:27} {_figure(seconds['median'], 's'):>10} p95 {_figure(seconds['p95'], 's')}"
    for point in record["scale"]:
        taken, clock = point["processor"], point["seconds"]
        yield (
            f"{point['passages']:6,} passages, {point['sentences']:7,} sentences: question to hits "
            f"{_figure(taken['median'], 's')} of the processor, {_figure(clock['median'], 's')} on the clock, "
            f"p95 {_figure(clock['p95'], 's')}"
        )
    yield f"exponent of the growth: {record['exponent']:.2f}"
    yield f"agreement with fp32: {record['agreement']}"


def page(record: Record) -> str:
    """One HTML file with the ratios and the growth drawn."""
    ratios = [(row["name"], row["ratio"]) for row in record["measures"] if row["ratio"]]
    top = max((ratio for _, ratio in ratios), default=1.0)
    drawn = bars("times less than the plain way", [Bar(name, ratio, ratio, ratio) for name, ratio in ratios], top)
    grown = curve(_growth_title(record["scale"]), _points(record["scale"]), ("passages (log)", "time (log)"))
    table = escape("\n".join(lines(record)))
    facts = escape(json.dumps({"commit": record["commit"], "made": record["made"], **record["machine"]}))
    body = f"<h1>Benchmarks</h1><p>{facts}</p><pre>{table}</pre>{drawn}{grown}"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmarks</title><style>{STYLE}</style>{body}'


def _points(scale: Sequence[Record]) -> list[tuple[float, float]]:
    """Passages and seconds on logarithmic axes from the smallest to the biggest, each between 0 and 1."""
    logs = np.log([[point["passages"], point["processor"]["median"]] for point in scale])
    low, high = logs.min(axis=0), logs.max(axis=0)
    scaled = (logs - low) / np.maximum(high - low, 1e-9)
    return [(float(x), float(y)) for x, y in scaled]


def _growth_title(scale: Sequence[Record]) -> str:
    ends = [f"{_figure(point['processor']['median'], 's')} at {point['passages']:,}" for point in (scale[0], scale[-1])]
    return f"question to hits: {ends[0]}, {ends[1]} passages"


def _figure(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        return f"{1000 * value:.{1 if value > 0.001 else 2}f} ms"
    return f"{value:.{2 if unit == 's' else 0}f} {unit}"
