"""One replica of the window, measured in short rounds: alone, two at once, and at some rates, by turns.

By turns, because whatever else the machine does then touches all of them alike. Seconds of the processor are measured
beside those of the clock: they hardly depend on what other programs do at the same time.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Literal

import httpx
import numpy as np

from eval.bench.load import Load, Seen, load
from eval.bench.simulate import AT_ONCE, Crowd, Replica, simulate
from eval.server import Server, processor, processors

By = Literal["clock", "processor"]
BY: tuple[By, By] = ("clock", "processor")
_AT_RATES = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """So many rounds, in each of which everything has so many seconds: one user, two, and fifty at each rate."""

    rates: Sequence[float]
    seconds: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds of each question by the clock and by the processor, alone and (by the processor: their mean alone) where
    two are asked at once; what fifty users saw at each rate; and how many cores other programs had meanwhile."""

    alone: Sequence[float]
    alone_processor: Sequence[float]
    paired: Sequence[float]
    paired_processor: float
    at_rates: Sequence[Seen]
    others: float


def rounds(server: Server, questions: Sequence[str], plan: Plan) -> Iterator[Round]:
    """Measure, after every question has been asked once."""
    _alone(server, questions, len(questions), float("inf"))
    place = 0
    for _ in range(plan.rounds):
        begun, busy, own = time.monotonic(), processors(), _own(server)
        alone, spent = _alone(server, [*questions[place:], *questions[:place]], 1_000_000, plan.seconds)
        place = (place + len(alone)) % len(questions)
        before = processor(server.process)
        paired = asyncio.run(load(server, questions, Load(2, plan.seconds, 0, False))).quoted
        if not paired:
            raise RuntimeError(f"no question was answered within {plan.seconds:g} s where two were asked at once")
        pair_spent = (processor(server.process) - before) / len(paired)
        seen = [asyncio.run(load(server, questions, Load(_AT_RATES, plan.seconds, rate, False))) for rate in plan.rates]
        others = (processors() - busy - (_own(server) - own)) / (time.monotonic() - begun)
        yield Round(alone, spent, paired, pair_spent, seen, max(0.0, others))


def replica_of(measured: Sequence[Round], by: By) -> Replica:
    """The replica that some rounds saw: by the clock as this machine was, or by the processor as it were with its cores
    to itself and no thread waiting for another."""
    alone = [one for each in measured for one in (each.alone if by == "clock" else each.alone_processor)]
    if by == "clock":
        together = fmean([one for each in measured for one in each.paired])
    else:
        together = float(np.average([each.paired_processor for each in measured], weights=_pairs(measured)))
    return Replica(alone, max(1.0, together / fmean(alone)))


def told(measured: Sequence[Round], plan: Plan) -> dict[str, Any]:
    """What is filed of the rounds; what users saw at each rate stands beside what the model says of the same users."""
    replicas = {by: replica_of(measured, by) for by in BY}
    return {
        "rounds": plan.rounds,
        "seconds": plan.seconds,
        "others_cores": {
            "mean": round(fmean(each.others for each in measured), 2),
            "most": round(max(each.others for each in measured), 2),
        },
        "alone_s": {by: spread(one.seconds) for by, one in replicas.items()},
        "slowdown_of_two": {by: round(one.slowdown, 3) for by, one in replicas.items()},
        "most_a_second": {by: round(AT_ONCE / (fmean(one.seconds) * one.slowdown), 1) for by, one in replicas.items()},
        "points": [_point(place, measured, plan) for place in range(len(plan.rates))],
        "each_round": [_round(each) for each in measured],
    }


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Mean and the points of the distribution, in seconds."""
    if not seconds:
        return {}
    points = {f"p{share}": round(float(np.percentile(seconds, share)), 4) for share in (50, 95, 99)}
    return {"mean": round(fmean(seconds), 4), **points}


def _alone(server: Server, questions: Sequence[str], most: int, seconds: float) -> tuple[list[float], list[float]]:
    """One question after the other: the seconds of each by the clock and by the processor."""
    clock: list[float] = []
    spent: list[float] = []
    end = time.monotonic() + seconds
    with httpx.Client(base_url=server.address, timeout=120, headers={"x-forwarded-for": "10.0.0.1"}) as client:
        while len(clock) < most and time.monotonic() < end:
            body = {"question": questions[len(clock) % len(questions)], "stream": True, "mode": "quoted"}
            begun, before = time.perf_counter(), processor(server.process)
            client.post("/api/ask", json=body).raise_for_status()
            clock.append(time.perf_counter() - begun)
            spent.append(processor(server.process) - before)
    return clock, spent


def _own(server: Server) -> float:
    return processor(server.process) + time.process_time()


def _pairs(measured: Sequence[Round]) -> list[int]:
    return [len(each.paired) for each in measured]


def _point(place: int, measured: Sequence[Round], plan: Plan) -> dict[str, Any]:
    """A rate: measured, and simulated round by round with what the same round saw alone and two at once."""
    rate = plan.rates[place]
    crowd = Crowd(_AT_RATES, _AT_RATES / rate, steady=True)
    seen = [one for each in measured for one in each.at_rates[place].quoted]
    point: dict[str, Any] = {"rate": rate, "measured": {**spread(seen), "answers": len(seen)}}
    point["measured"]["errors"] = sum(len(each.at_rates[place].errors) for each in measured)
    for by in BY:
        ran = [simulate(crowd, replica_of([each], by), plan.seconds, seed) for seed, each in enumerate(measured)]
        waits = [one for run in ran for one in run.waits]
        point[by] = {**spread(waits), "answers": len(waits), "turned_away": sum(run.refused for run in ran)}
    return point


def _round(each: Round) -> dict[str, float]:
    return {
        "others_cores": round(each.others, 2),
        "alone_s": round(fmean(each.alone), 4),
        "alone_processor_s": round(fmean(each.alone_processor), 4),
        "paired_s": round(fmean(each.paired), 4),
        "paired_processor_s": round(each.paired_processor, 4),
    }
