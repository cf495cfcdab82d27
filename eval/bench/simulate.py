"""A crowd before one replica of the window, on paper: who asks when, who waits, who is turned away.

A replica answers two questions at a time; two share its cores, so each takes longer than alone. Replicas do not wait
for each other, and a browser stays with one, so what holds for one with its share of the users holds for all.
"""

import heapq
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

AT_ONCE, MOST_WAITING = 2, 64
"""As rag/web/turnstile.py has them."""
# Who was turned away comes back after so many seconds, as in eval.bench.load.
_LATER = 2.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many users, each of whom asks every `pause` seconds, or, not `steady`, after a random time of that mean: as
    people do who do not know of each other. Nobody asks again before the answer is there."""

    users: int
    pause: float
    steady: bool = False

    @property
    def rate(self) -> float:
        """Questions a second where nobody has to wait."""
        return self.users / self.pause


@dataclass(frozen=True, slots=True)
class Replica:
    """The seconds that questions take alone, one of which is drawn for each; how many times longer when two share the
    cores; how many are answered at once and may wait, and for how long before they give up."""

    seconds: Sequence[float]
    slowdown: float
    at_once: int = AT_ONCE
    most_waiting: int = MOST_WAITING
    patience: float = float("inf")


@dataclass(slots=True)
class Outcome:
    """Seconds from each question to its answer, the number turned away or tired of waiting, and for how many seconds
    somebody was in."""

    waits: list[float] = field(default_factory=list)
    refused: int = 0
    busy: float = 0.0


@dataclass(slots=True)
class _Asked:
    user: int
    at: float
    left: float


def simulate(crowd: Crowd, replica: Replica, seconds: float, seed: int = 0) -> Outcome:
    """What a crowd sees within so many seconds; the same for the same seed."""
    chance, seen = random.Random(seed), Outcome()
    due: list[tuple[float, int]] = []
    for user in range(crowd.users):
        _again(due, user, chance.uniform(0, crowd.pause) if crowd.steady else _pause(crowd, chance), seconds)
    inside: list[_Asked] = []
    line: deque[_Asked] = deque()
    now = 0.0
    while due or inside:
        share = replica.slowdown if len(inside) > 1 else 1.0
        ends = now + min((one.left for one in inside), default=float("inf")) * share
        then = min(ends, due[0][0] if due else ends)
        for one in inside:
            one.left -= (then - now) / share
        seen.busy += (then - now) * bool(inside)
        now = then
        if now < ends:
            at, user = heapq.heappop(due)
            if len(inside) < replica.at_once:
                inside.append(_Asked(user, at, chance.choice(replica.seconds)))
            elif len(line) < replica.most_waiting:
                line.append(_Asked(user, at, chance.choice(replica.seconds)))
            else:
                seen.refused += 1
                _again(due, user, at + max(_LATER, _pause(crowd, chance)), seconds)
            continue
        done = min(inside, key=lambda one: one.left)
        inside.remove(done)
        seen.waits.append(now - done.at)
        _again(due, done.user, max(now, done.at + _pause(crowd, chance)), seconds)
        while line and len(inside) < replica.at_once:
            if now - line[0].at <= replica.patience:
                inside.append(line.popleft())
                continue
            seen.refused += 1
            tired = line.popleft()
            _again(due, tired.user, max(now, tired.at + _pause(crowd, chance)), seconds)
    return seen


def _pause(crowd: Crowd, chance: random.Random) -> float:
    return crowd.pause if crowd.steady else chance.expovariate(1 / crowd.pause)


def _again(due: list[tuple[float, int]], user: int, at: float, end: float) -> None:
    if at < end:
        heapq.heappush(due, (at, user))
