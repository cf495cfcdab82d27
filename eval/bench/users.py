"""How many users a replica bears and how many replicas a crowd needs, reckoned from what one was measured to do."""

import argparse
import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist, fmean
from typing import Any

import numpy as np

from eval.bench.replica import BY, By, Round, replica_of, spread
from eval.bench.simulate import Crowd, Outcome, Replica, simulate

PATIENCE = 60.0
"""Seconds that a written answer is waited for, as rag/web/turnstile.py has them."""
MOST_WRITING = 16
# From the most that a replica can answer downwards.
_STEPS = 40
_SIMULATED, _WRITING = 120.0, 600.0
# The interval: of so many draws of rounds the middle nine tenths.
_DRAWS, _MIDDLE = 20, (5, 95)
# Other programs that have less than this of a core do not move the figures.
QUIET = 0.15


def users_of(replica: Replica, pause: float, within: float) -> int:
    """How many users, each asking every `pause` seconds on average, one replica bears: 95 of 100 answers come within so
    many seconds and nobody is turned away."""
    most = replica.at_once / (fmean(replica.seconds) * replica.slowdown)
    steps = [int(most * pause * step / _STEPS) for step in range(_STEPS, 0, -1)]
    fit = bisect_left(steps, True, key=lambda users: not users or _is_well(Crowd(users, pause), replica, within))
    return steps[fit] if fit < _STEPS else 0


def crowd(measured: Sequence[Round], by: By, asking: Crowd, within: float) -> dict[str, Any]:
    """The replicas that a crowd needs, what it sees in the fullest of them, and where one more is lost.

    `low` and `high` are the middle nine tenths of what other draws of the same rounds would say.
    """
    replica = replica_of(measured, by)
    each = users_of(replica, asking.pause, within)
    needed = _needed(asking.users, each)
    drawn = [users_of(replica_of(some, by), asking.pause, within) for some in _draws(measured)]
    low, high = (int(bound) for bound in np.percentile(drawn, _MIDDLE, method="nearest"))
    fullest = max(np.bincount(np.random.default_rng(0).integers(needed, size=asking.users))) if needed else 0
    seen = simulate(Crowd(int(fullest), asking.pause), replica, _SIMULATED) if needed else Outcome()
    return {
        "by": by,
        "users": asking.users,
        "asks_every_s": asking.pause,
        "p95_within_s": within,
        "users_a_replica": {"value": each, "low": low, "high": high},
        "replicas": {"value": needed, "low": _needed(asking.users, high), "high": _needed(asking.users, low)},
        "fullest_replica_has": int(fullest),
        "in_it": {**spread(seen.waits), "busy": round(seen.busy / _SIMULATED, 2), "turned_away": seen.refused},
        "with_one_lost": _with_one_lost(replica, asking, needed),
    }


def written(seconds: Sequence[float], users: int, pause: float, servers: int) -> dict[str, Any]:
    """The share of answers that are written within the writers' patience, where so many write at once.

    `seconds` are those of writing one answer while the others are written; where a line is full the quotation stands.
    """
    replica = Replica(seconds, 1.0, servers, MOST_WRITING * servers // 2, PATIENCE)
    seen = simulate(Crowd(users, pause), replica, _WRITING)
    return {
        "users": users,
        "asks_every_s": pause,
        "written_at_once": servers,
        "share_written": round(len(seen.waits) / max(1, len(seen.waits) + seen.refused), 3),
        **spread(seen.waits),
    }


def seconds_of_writing(file: Path) -> list[float]:
    """Of a run: from its results.jsonl those of each answer, from its metrics.json a log-normal of the p50 and p95."""
    if file.suffix == ".jsonl":
        rows = [json.loads(line)["seconds"]["write"] for line in file.read_text().splitlines()]
        return [seconds for seconds in rows if seconds > 0]
    found = json.loads(file.read_text())["seconds"]["write"]
    normal = NormalDist(math.log(found["p50"]), math.log(found["p95"] / found["p50"]) / NormalDist().inv_cdf(0.95))
    return [math.exp(normal.inv_cdf((place + 0.5) / 1_000)) for place in range(1_000)]


def table(record: Mapping[str, Any]) -> list[str]:
    """A record as text: measured beside simulated, then what crowds need, then what is written of their answers."""
    found = record["measured"]
    others = found["others_cores"]
    quiet = "the machine was quiet" if others["most"] < QUIET else "not quiet: by the clock is this machine as it was"
    lines = [f"{found['rounds']} rounds; other programs had {others['mean']} cores, at most {others['most']}: {quiet}"]
    for by in BY:
        points = ", ".join(f"{name} {value:.3f}" for name, value in found["alone_s"][by].items())
        lines.append(
            f"by the {by}: alone {points} s; two at once take {found['slowdown_of_two'][by]:.2f} times as long, so at "
            f"most {found['most_a_second'][by]} a second"
        )
    lines.append(
        "questions/s    measured p50   p95   p99    by the clock p50   p95   p99    by the processor p50   p95   p99"
    )
    for point in found["points"]:
        seen = ("".join(f"{point[of][name]:6.2f}" for name in ("p50", "p95", "p99")) for of in ("measured", *BY))
        measured, clock, processor = seen
        lines.append(f"{point['rate']:11g}{measured:>29}{clock:>33}{processor:>37}")
    return [*lines, *map(_crowd_line, record["crowds"]), *map(_written_line, record["writers"])]


def _crowd_line(one: Mapping[str, Any]) -> str:
    each, needed = one["users_a_replica"], one["replicas"]
    begins = f"{one['users']} users, each every {one['asks_every_s']:g} s, by the {one['by']}: "
    if not each["value"]:
        return f"{begins}no number of replicas gives 95 of 100 answers within {one['p95_within_s']:g} s"
    lost = f", with one lost {one['with_one_lost']['p95']:.2f} s" if one["with_one_lost"] else ""
    return (
        f"{begins}{each['value']} a replica ({each['low']} to {each['high']}), {needed['value']} replicas "
        f"({needed['low']} to {needed['high'] or 'any'}); p95 in the fullest {one['in_it']['p95']:.2f} s{lost}"
    )


def _written_line(one: Mapping[str, Any]) -> str:
    return (
        f"{one['users']} users, each every {one['asks_every_s']:g} s, {one['written_at_once']} written at once: "
        f"{one['share_written']:.1%} of the answers are written"
    )


def _draws(measured: Sequence[Round]) -> list[list[Round]]:
    """The bootstrap (Efron 1979) over rounds: what one round sees hangs together, so rounds are drawn as a whole."""
    chance = np.random.default_rng(0)
    return [[measured[place] for place in chance.integers(len(measured), size=len(measured))] for _ in range(_DRAWS)]


def _needed(users: int, each: int) -> int:
    return -(-users // each) if each else 0


def _is_well(asking: Crowd, replica: Replica, within: float) -> bool:
    seen = simulate(asking, replica, _SIMULATED)
    return not seen.refused and (not seen.waits or float(np.percentile(seen.waits, 95)) <= within)


def _with_one_lost(replica: Replica, asking: Crowd, needed: int) -> dict[str, Any]:
    if needed < 2:
        return {}
    seen = simulate(Crowd(-(-asking.users // (needed - 1)), asking.pause), replica, _SIMULATED)
    return {**spread(seen.waits), "turned_away": seen.refused}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `python -m eval.bench users` can be told."""
    parser.add_argument("--out", type=Path, required=True, help="folder of users.json")
    parser.add_argument("--users", type=int, default=10_000, help="the crowd (default: %(default)s)")
    parser.add_argument("--pauses", type=float, nargs="+", default=[60, 600], help="a user asks every so many seconds")
    parser.add_argument("--within", type=float, default=1.0, help="for 95 of 100 answers, seconds")
    parser.add_argument("--rates", type=float, nargs="+", default=[5, 10, 20], help="questions a second to measure at")
    parser.add_argument("--seconds", type=float, default=10, help="for each point in a round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=6, help="(default: %(default)s; a quick look: 2, of 5 seconds)")
    parser.add_argument("--questions", type=int, help="of the dev set, asked by turns (default: all)")
    parser.add_argument("--writing", type=Path, help="results.jsonl or metrics.json of a run with a writer")
    parser.add_argument(
        "--at-once", type=int, nargs="+", default=[16, 64, 256], help="answers that are written at once"
    )
