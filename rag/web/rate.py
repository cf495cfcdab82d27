"""How many questions an address and a user may ask in a minute, as ASGI middleware."""

import time
from collections import deque

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.problem import problem
from rag.web.settings import number_of
from rag.web.who import address_of, asker_of

_MINUTE = 60.0
# What programs ask, and the way on which questions of the window come; its pages, links and thumbs are not counted.
_LIMITED = ("/api/", "/v1/", "/mcp", "/gradio_api/call", "/gradio_api/queue/join")
# Names that are remembered; beyond that all are forgotten, which favours nobody for longer than a minute.
_MOST_NAMES = 10_000


def limits() -> tuple[int, int]:
    """Requests a minute from one address and of one user, by FACTORY_CHAT_RATE and FACTORY_CHAT_USER_RATE; 0 is none.

    Raises SettingRefused for what is no number.
    """
    what = "a number of requests a minute"
    return number_of("FACTORY_CHAT_RATE", 0, what), number_of("FACTORY_CHAT_USER_RATE", 0, what)


class Recent:
    """What was done under some names within the last minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._done: dict[str, deque[float]] = {}

    def wait(self, name: str) -> float:
        """Seconds until less than `most` have been done under a name within a minute; 0 where that is so."""
        now = time.monotonic()
        times = self._done.get(name, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        return times[0] + _MINUTE - now if len(times) >= self.most else 0.0

    def add(self, name: str) -> None:
        """Count one under a name."""
        if len(self._done) > _MOST_NAMES:
            self._done.clear()
        self._done.setdefault(name, deque()).append(time.monotonic())


class RateLimit:
    """Answers 429 where an address or a user has asked as often as the limits allow within the last minute."""

    def __init__(self, app: ASGIApp, most: tuple[int, int]) -> None:
        self.app = app
        self._recent = tuple(map(Recent, most))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_LIMITED):
            request = Request(scope)
            counted = [
                (recent, name(request)) for recent, name in zip(self._recent, (address_of, asker_of), strict=True)
            ]
            counted = [(recent, name) for recent, name in counted if recent.most]
            for recent, name in counted:
                if (wait := recent.wait(name)) > 0:
                    refusal = problem(f"more than {recent.most} requests in a minute; ask again later", 429)
                    refusal.headers["Retry-After"] = str(int(wait) + 1)
                    await refusal(scope, receive, send)
                    return
            for recent, name in counted:
                recent.add(name)
        await self.app(scope, receive, send)
