"""How many questions an address and a user may ask in a minute, as ASGI middleware."""

import time
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.problem import problem
from rag.web.settings import number_of
from rag.web.who import address_of, asker_of

MINUTE = 60.0
# What programs ask, and the way on which questions of the window come; its pages, links and thumbs are not counted.
_LIMITED = ("/api/", "/v1/", "/mcp", "/gradio_api/call", "/gradio_api/queue/join")
# Names that are remembered; beyond that all are forgotten, which favours nobody for longer than a minute.
_MOST_NAMES = 10_000

Limits = Sequence[tuple[str, int]]
"""Names, and how often each may ask in a minute."""


def limits() -> tuple[int, int]:
    """Requests a minute from one address and of one user, by FACTORY_CHAT_RATE and FACTORY_CHAT_USER_RATE; 0 is none.

    Raises SettingRefused for what is no number.
    """
    what = "a number of requests a minute"
    return number_of("FACTORY_CHAT_RATE", 0, what), number_of("FACTORY_CHAT_USER_RATE", 0, what)


class Counts(Protocol):
    """What was done under some names within the last minute: in this process, or in the database of all replicas."""

    async def admit(self, limits: Limits) -> tuple[int, float]:
        """Count one under each name, or, where a name has reached its limit, nothing: that limit and the seconds until
        it may be tried again, else (0, 0.0)."""
        ...

    async def wait(self, name: str, most: int) -> float:
        """Seconds until less than `most` have been done under a name within a minute; 0 where that is so."""
        ...

    async def add(self, name: str) -> None:
        """Count one under a name."""
        ...


class Recent:
    """The counts of this process. Nothing in it waits, so that what is counted at once is counted one by one."""

    def __init__(self) -> None:
        self._done: dict[str, deque[float]] = {}

    async def admit(self, limits: Limits) -> tuple[int, float]:
        """Count one under each name, or say which limit refuses that and for how long."""
        for name, most in limits:
            if (seconds := await self.wait(name, most)) > 0:
                return most, seconds
        for name, _ in limits:
            await self.add(name)
        return 0, 0.0

    async def wait(self, name: str, most: int) -> float:
        """Seconds until less than `most` have been done under a name within a minute; 0 where that is so."""
        now = time.monotonic()
        times = self._done.get(name, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        return times[0] + MINUTE - now if len(times) >= most else 0.0

    async def add(self, name: str) -> None:
        """Count one under a name."""
        if len(self._done) > _MOST_NAMES:
            self._done.clear()
        self._done.setdefault(name, deque()).append(time.monotonic())


class RateLimit:
    """Answers 429 where an address or a user has asked as often as the limits allow within the last minute."""

    def __init__(self, app: ASGIApp, most: tuple[int, int], counts: Counts) -> None:
        self.app = app
        self._address, self._user = most
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_LIMITED):
            request = Request(scope)
            names = ((f"address {address_of(request)}", self._address), (f"user {asker_of(request)}", self._user))
            most, seconds = await self._counts.admit([(name, limit) for name, limit in names if limit])
            if most:
                refusal = problem(f"more than {most} requests in a minute; ask again later", 429)
                refusal.headers["Retry-After"] = str(int(seconds) + 1)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)
