"""Who is signed in, by the hash of their cookie: for twelve hours, or until they sign out."""

import time
from typing import Protocol

LASTS = 12 * 3600.0
_MOST = 10_000


class SignedIn(Protocol):
    """The signed-in browsers: those of this process, or of all replicas."""

    async def name(self, token: str) -> str:
        """The name that a browser signed in with; "" for one that did not, or too long ago."""
        ...

    async def add(self, token: str, name: str) -> None:
        """Let a browser in under a name."""
        ...

    async def end(self, token: str) -> None:
        """Forget a browser."""
        ...


class SignedInHere:
    """Those of this process; a restart forgets them."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, float]] = {}

    async def name(self, token: str) -> str:
        """The name that a browser signed in with, or ""."""
        name, until = self._names.get(token, ("", 0.0))
        return name if time.monotonic() < until else ""

    async def add(self, token: str, name: str) -> None:
        """Let a browser in; beyond ten thousand all others have to sign in again."""
        if len(self._names) >= _MOST:
            self._names.clear()
        self._names[token] = (name, time.monotonic() + LASTS)

    async def end(self, token: str) -> None:
        """Forget a browser."""
        self._names.pop(token, None)
