"""Many people at once: what a real server answers, how soon, in which order, and how its memory stands."""

import asyncio
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np

from eval.server import Server, resident

# Memory is looked at so often, and called flat from a quarter of the time on.
_EVERY = 1.0
_WARM = 0.25
# Who was told that the server is busy comes back after so many seconds.
_LATER = 2.0
# Seconds that a server and its writer have to be there.
_READY = 180.0


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked: so many users for so long, with `rate` questions a second among all of them (0: each asks
    again as soon as the answer is there), written or quoted."""

    users: int
    seconds: float
    rate: float
    written: bool


@dataclass(slots=True)
class Seen:
    """What the users saw: seconds to each quotation and to each whole answer, places told, and answers by user."""

    quoted: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def load(server: Server, questions: Sequence[str], what: Load) -> Seen:
    """Ask for as long as `what` says. Each user is an address of its own, told as a proxy on this machine would."""
    seen = Seen()
    limits = httpx.Limits(max_connections=what.users + 5)
    async with httpx.AsyncClient(base_url=server.address, timeout=120, limits=limits) as client:
        end = time.monotonic() + what.seconds
        watching = asyncio.create_task(_watch(server.process, seen, end))
        users = (_user(number, client, questions, what, (seen, end)) for number in range(what.users))
        await asyncio.gather(*users, watching)
    return seen


def ready(server: Server, written: bool) -> None:
    """Wait until the server takes questions, and until its writer is there. Raises RuntimeError where it never is."""
    end, state = time.monotonic() + _READY, "nothing"
    while time.monotonic() < end:
        try:
            said = httpx.get(f"{server.address}/readyz", timeout=10).json()
            if said["status"] == "ready" and (said["writer"] == "ready" or not written):
                httpx.post(f"{server.address}/api/ask", json={"question": "What is gettering?"}, timeout=120)
                return
            state = str(said)
        except httpx.TransportError as error:  # a busy machine keeps even this waiting
            state = repr(error)
        time.sleep(0.2)
    raise RuntimeError(f"the server did not become ready within {_READY} s; the last that it said: {state}")


async def _user(
    number: int, client: httpx.AsyncClient, questions: Sequence[str], what: Load, told: tuple[Seen, float]
) -> None:
    seen, end = told
    chance = random.Random(number)
    pause = what.users / what.rate if what.rate else 0.0
    due = time.monotonic() + chance.uniform(0, pause or 1.0)
    for turn in itertools.count():
        await asyncio.sleep(max(0.0, min(due, end) - time.monotonic()))
        if time.monotonic() >= end:
            return
        question = questions[(number * 7 + turn) % len(questions)]
        try:
            asked = {"question": question, "stream": True, "mode": _MODES[what.written]}
            busy = await _ask(client, number, asked, seen)
        except (httpx.HTTPError, json.JSONDecodeError, KeyError) as error:
            seen.outcomes["error"] += 1
            seen.errors.append(f"{type(error).__name__}: {error}"[:200])
            busy = True
        # A late answer does not let a user ask twice as fast later on.
        due = max(due + pause, time.monotonic() + (_LATER if busy else 0.0))


async def _ask(client: httpx.AsyncClient, number: int, body: dict[str, Any], seen: Seen) -> bool:
    """One question. Whether there was no place for it."""
    begun, quoted, event = time.perf_counter(), 0.0, {}
    headers = {"x-forwarded-for": f"10.0.{number // 250}.{number % 250 + 1}"}
    async with client.stream("POST", "/api/ask", json=body, headers=headers) as reply:
        if reply.status_code != 200:
            return _refused(reply.status_code, (await reply.aread()).decode(), seen)
        async for line in reply.aiter_lines():
            if not line.startswith("data: "):
                continue
            event = json.loads(line[6:])
            if event["stage"] in ("writing", "done") and not quoted:
                quoted = time.perf_counter() - begun
            if event["stage"] == "waiting":
                seen.places.append(event["place"])
    if event.get("stage") == "busy":
        return _refused(503, json.dumps({"error": {"code": "busy", "place": event["place"]}}), seen)
    seen.outcomes[_outcome(event)] += 1
    seen.quoted.append(quoted)
    seen.whole.append(time.perf_counter() - begun)
    seen.answers[number] += 1
    return False


def _outcome(event: dict[str, Any]) -> str:
    """written, quoted, quoted because the writer was busy, or refused: as the answer itself says."""
    answer = event["answer"]
    if any("this is the quotation" in remark for remark in answer["remarks"]):
        return "quoted, writer busy"
    if any(claim["kind"] == "written" for claim in answer["claims"]):
        return "written"
    return "quoted" if answer["outcome"] != "not_in_glossary" else "not in glossary"


def _refused(status: int, text: str, seen: Seen) -> bool:
    error = json.loads(text)["error"]
    if status == 503 and error.get("code") == "busy" and error.get("place", 0) > 0:
        seen.outcomes["busy, with place"] += 1
        seen.places.append(error["place"])
        return True
    seen.outcomes["error"] += 1
    seen.errors.append(f"{status}: {text[:150]}")
    return True


async def _watch(process: int, seen: Seen, end: float) -> None:
    begun = time.monotonic()
    while time.monotonic() < end:
        seen.memory.append((round(time.monotonic() - begun, 1), round(resident(process), 1)))
        await asyncio.sleep(_EVERY)


def summary(seen: Seen, what: Load) -> dict[str, Any]:
    """The figures that are filed. Fairness is the most answers of a user to the fewest; growth that of the memory from
    a quarter of the time to the end, by a straight line, in megabytes a minute."""
    counts = [seen.answers[number] for number in range(what.users)]
    warm = [point for point in seen.memory if point[0] >= _WARM * what.seconds]
    times, megabytes = [point[0] for point in warm], [point[1] for point in warm]
    slope = float(np.polyfit(times, megabytes, 1)[0]) * 60 if len(warm) > 2 else 0.0
    return {
        "load": {"users": what.users, "seconds": what.seconds, "rate": what.rate, "written": what.written},
        "outcomes": dict(sorted(seen.outcomes.items())),
        "answers_a_second": round(sum(counts) / what.seconds, 2),
        "quotation_s": _points(seen.quoted),
        "whole_answer_s": _points(seen.whole),
        "furthest_place": max(seen.places, default=0),
        "answers_of_a_user": {"most": max(counts), "least": min(counts)},
        "fairness": round(max(counts) / min(counts), 2) if min(counts) else None,
        "memory_mb": {
            "warm": warm[0][1] if warm else None,
            "end": warm[-1][1] if warm else None,
            "most": max((used for _, used in seen.memory), default=None),
            "growth_a_minute": round(slope, 2),
        },
        "memory_curve": seen.memory,
        "errors": seen.errors[:50],
    }


def _points(seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    return {f"p{share}": round(float(np.percentile(seconds, share)), 3) for share in (50, 95, 99)}


_MODES = {True: "written", False: "quoted"}
