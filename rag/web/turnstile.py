"""How many answers programs may have under way at once, and how many may wait: the language model runs on two cores."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

from rag.types import Answer, Progress
from rag.web.asking import Steps, in_thread

AT_ONCE, MOST_WAITING = 2, 16


class Busy(RuntimeError):
    """Too many answers are waiting already."""


class Turnstile:
    """Lets two answers through at once, the others one after another."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._inside = 0

    def check(self) -> None:
        """Raises Busy when sixteen are waiting."""
        if self._inside >= AT_ONCE + MOST_WAITING:
            raise Busy(f"{MOST_WAITING} answers are waiting already; ask again later")

    async def through(self, steps: Steps) -> AsyncIterator[Progress]:
        """The steps of an answer, once it is its turn. Closing the iterator stops them."""
        self._inside += 1
        try:
            async with self._slots, aclosing(in_thread(steps)) as progress:
                async for step in progress:
                    yield step
        finally:
            self._inside -= 1


async def whole(progress: AsyncIterator[Progress]) -> Answer:
    """The answer that the last step carries."""
    answer = None
    async for step in progress:
        answer = step.answer or answer
    assert answer is not None, "the last step carries the answer"
    return answer
