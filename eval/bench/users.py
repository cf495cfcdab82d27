"""How many users a replica bears: measured alone, in pairs and at some rates, and reckoned on from there."""

import argparse
import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from eval.bench.load import Load, Seen, load
from eval.bench.simulate import AT_ONCE, Crowd, Outcome, Replica, simulate
from eval.server import Server, processor

PATIENCE = 60.0
"""Seconds that a written answer is waited for, as rag/web/turnstile.py has them."""
MOST_WRITING = 16
# From the most that a replica can answer downwards.
_STEPS = 40
_SIMULATED = 600.0
_AT_RATES = 50


def measured(server: Server, questions: Sequence[str], rates: Iterable[float], seconds: float) -> dict[str, Any]:
    """The seconds of questions alone, how much longer two at once take, processor seconds a question, and what users
    saw at each rate beside what the model says of the same users.

    Alone and two at once are measured anew before each rate, as whatever else the machine does changes meanwhile.
    """
    points, alone, slowdowns, spent = [], list[float](), [], []
    for rate in rates:
        before = processor(server.process)
        one = asyncio.run(load(server, questions, Load(1, seconds / 2, 0, False)))
        spent.append((processor(server.process) - before) / max(1, len(one.quoted)))
        two = asyncio.run(load(server, questions, Load(2, seconds / 2, 0, False)))
        slowdowns.append(max(1.0, fmean(two.quoted) / fmean(one.quoted)))
        alone += one.quoted
        what = Load(_AT_RATES, seconds, rate, False)
        seen = asyncio.run(load(server, questions, what))
        points.append(_point(what, seen, Replica(one.quoted, slowdowns[-1])))
    slowdown = fmean(slowdowns)
    return {
        "alone_s": spread(alone),
        "slowdown_of_two": round(slowdown, 3),
        "most_a_second": round(AT_ONCE / (fmean(alone) * slowdown), 1),
        "processor_s_a_question": round(fmean(spent), 4),
        "points": points,
        "seconds_alone": [round(one, 4) for one in alone],
    }


def _point(what: Load, seen: Seen, replica: Replica) -> dict[str, Any]:
    said = simulate(Crowd(what.users, what.users / what.rate, steady=True), replica, what.seconds)
    return {
        "rate": what.rate,
        "alone_s": spread(replica.seconds),
        "slowdown_of_two": round(replica.slowdown, 3),
        "measured": {**spread(seen.quoted), "answers": len(seen.quoted), "errors": len(seen.errors)},
        "simulated": {**spread(said.waits), "answers": len(said.waits), "turned_away": said.refused},
    }


def users_of(replica: Replica, pause: float, within: float) -> int:
    """How many users, each asking every `pause` seconds on average, one replica bears: 95 of 100 answers come within so
    many seconds and nobody is turned away."""
    most = replica.at_once / (fmean(replica.seconds) * replica.slowdown)
    for step in range(_STEPS, 0, -1):
        users = int(most * pause * step / _STEPS)
        if users and _is_well(simulate(Crowd(users, pause), replica, _SIMULATED), within):
            return users
    return 0


def crowd(replica: Replica, users: int, pause: float, within: float) -> dict[str, Any]:
    """The replicas that a crowd needs, one more that may fail, and what the crowd then sees in the fullest of them."""
    each = users_of(replica, pause, within)
    needed = -(-users // each) if each else 0
    fullest = max(np.bincount(np.random.default_rng(0).integers(needed, size=users))) if needed else 0
    seen = simulate(Crowd(int(fullest), pause), replica, _SIMULATED) if needed else Outcome()
    return {
        "users": users,
        "asks_every_s": pause,
        "p95_within_s": within,
        "users_a_replica": each,
        "replicas": needed,
        "fullest_replica_has": int(fullest),
        "in_it": {**spread(seen.waits), "busy": round(seen.busy / _SIMULATED, 2), "turned_away": seen.refused},
        "with_one_lost": _with_one_lost(replica, users, pause, needed),
    }


def written(seconds: Sequence[float], users: int, pause: float, servers: int) -> dict[str, Any]:
    """The share of answers that are written within the writers' patience, where so many write at once.

    `seconds` are those of writing one answer while the others are written; where a line is full the quotation stands.
    """
    replica = Replica(seconds, 1.0, servers, MOST_WRITING * servers // 2, PATIENCE)
    seen = simulate(Crowd(users, pause), replica, _SIMULATED)
    return {
        "users": users,
        "asks_every_s": pause,
        "written_at_once": servers,
        "share_written": round(len(seen.waits) / max(1, len(seen.waits) + seen.refused), 3),
        **spread(seen.waits),
    }


def table(record: Mapping[str, Any]) -> list[str]:
    """A record as text: measured beside simulated, then what crowds need, then what is written of their answers."""
    found = record["measured"]
    lines = [
        f"alone {_points(found['alone_s'])}; two at once take {found['slowdown_of_two']} times as long, so at most "
        f"{found['most_a_second']} a second; {found['processor_s_a_question']} s of the processor a question",
        "questions/s                measured p50    p95    p99      simulated p50    p95    p99",
    ]
    for point in found["points"]:
        seen, said = (
            "".join(f"{point[of][name]:7.3f}" for name in ("p50", "p95", "p99")) for of in ("measured", "simulated")
        )
        lines.append(f"{point['rate']:11g} {seen:>37} {said:>29}")
    for one in record["crowds"]:
        lost = f", with one lost {one['with_one_lost']['p95']:.2f} s" if one["with_one_lost"] else ""
        lines.append(
            f"{one['users']} users, each every {one['asks_every_s']:g} s: {one['users_a_replica']} a replica, "
            f"{one['replicas']} replicas; 95 of 100 in the fullest within {one['in_it']['p95']:.2f} s{lost}"
        )
    lines += [
        f"{one['users']} users, each every {one['asks_every_s']:g} s, {one['written_at_once']} written at once: "
        f"{one['share_written']:.1%} of the answers are written"
        for one in record["writers"]
    ]
    return lines


def _points(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f} s" for name, value in values.items())


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Mean and the points of the distribution, in seconds."""
    if not seconds:
        return {}
    points = {f"p{share}": round(float(np.percentile(seconds, share)), 3) for share in (50, 95, 99)}
    return {"mean": round(fmean(seconds), 4), **points}


def _is_well(seen: Outcome, within: float) -> bool:
    return not seen.refused and float(np.percentile(seen.waits, 95)) <= within


def _with_one_lost(replica: Replica, users: int, pause: float, needed: int) -> dict[str, Any]:
    if needed < 2:
        return {}
    seen = simulate(Crowd(-(-users // (needed - 1)), pause), replica, _SIMULATED)
    return {**spread(seen.waits), "turned_away": seen.refused}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `python -m eval.bench users` can be told."""
    parser.add_argument("--out", type=Path, required=True, help="folder of users.json")
    parser.add_argument("--users", type=int, default=10_000, help="the crowd (default: %(default)s)")
    parser.add_argument("--pauses", type=float, nargs="+", default=[60, 600], help="a user asks every so many seconds")
    parser.add_argument("--within", type=float, default=1.0, help="for 95 of 100 answers, seconds")
    parser.add_argument("--rates", type=float, nargs="+", default=[5, 10, 20], help="questions a second to measure at")
    parser.add_argument("--seconds", type=float, default=60, help="for each point (default: %(default)s)")
    parser.add_argument("--writing", type=Path, help="results.jsonl of a run with a writer, for its seconds")
    parser.add_argument(
        "--at-once", type=int, nargs="+", default=[16, 64, 256], help="answers that are written at once"
    )
