"""How many requests of programs an address may make in a minute, as ASGI middleware."""

import os
import time
from collections import deque

from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.replies import problem

_MINUTE = 60.0
_LIMITED = ("/api/", "/v1/", "/mcp", "/gradio_api/call")
# Addresses that are remembered; beyond that all are forgotten, which favours nobody for longer than a minute.
_MOST_ADDRESSES = 10_000


class SettingRefused(ValueError):
    """An environment variable makes no sense. The message says which and how to mend it."""


def most_a_minute() -> int:
    """The limit that FACTORY_CHAT_RATE sets, 0 for none. Raises SettingRefused for what is no number."""
    given = os.environ.get("FACTORY_CHAT_RATE", "").strip() or "0"
    if not given.isascii() or not given.isdigit():
        raise SettingRefused(f"FACTORY_CHAT_RATE is {given!r}; make it a number of requests a minute, or none")
    return int(given)


class RateLimit:
    """Answers 429 to an address that has asked `most` times within the last minute; the window is not counted."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most
        self.asked: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_LIMITED):
            wait = self._wait(str((scope.get("client") or ("",))[0]), time.monotonic())
            if wait > 0:
                refusal = problem(f"more than {self.most} requests in a minute; ask again later", 429)
                refusal.headers["Retry-After"] = str(int(wait) + 1)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _wait(self, address: str, now: float) -> float:
        """Seconds that an address has to wait, 0 when its request counts and goes through."""
        if len(self.asked) > _MOST_ADDRESSES:
            self.asked.clear()
        times = self.asked.setdefault(address, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        if len(times) >= self.most:
            return times[0] + _MINUTE - now
        times.append(now)
        return 0.0
