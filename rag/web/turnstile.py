"""How many answers are under way at once, in which order, and for how long the language model is waited for.

Quoting takes milliseconds and writing takes seconds, so each has a line of its own: a quotation never waits for someone
else's writing, and where the writer is busy, late or stuck, the quotation stands.
"""

import asyncio
import logging
import math
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace

from rag.types import Answer, Progress
from rag.web.asking import Steps, Waiting, in_thread
from rag.web.line import Busy, Line
from rag.web.polite import Politeness

AT_ONCE = 2
MOST_WAITING, MOST_EACH = 64, 16
MOST_WRITING, MOST_WRITING_EACH = 16, 4
PATIENCE = 60
# A stopping server leaves so many seconds for the last words to be sent and stored.
_LAST_WORDS = 2.0
# ... and then so many until what was said has left the server.
_SENT = 1.0

Witness = Callable[[Answer, int], None]
"""Is told of every answer, and of how many pieces the writer wrote for it."""


class Turnstile:
    """Lets two answers at a time quote and two write. Writing, and waiting for it, take at most `patience` seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.quoting = Line(AT_ONCE, MOST_WAITING, MOST_EACH)
        self.writing = Line(AT_ONCE, MOST_WRITING, MOST_WRITING_EACH)
        self.under_way = self.turned_away = 0
        self._patience = patience
        self._polite = Politeness()
        self.witnesses: list[Witness] = []
        self._stuck: set[_Work] = set()
        self._limits: set[asyncio.Timeout] = set()
        self._end = math.inf
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_closing(self) -> bool:
        """Whether nobody is let in any more."""
        return self._end < math.inf

    @property
    def is_stuck(self) -> bool:
        """Whether the writer still works on something that nobody waits for any more."""
        self._stuck = {work for work in self._stuck if not work.is_over}
        return bool(self._stuck)

    def check(self, user: str = "") -> None:
        """Raises Busy when a user could not come through now."""
        try:
            if self.is_closing:
                raise Busy(0)
            self.quoting.check(user)
        except Busy:
            self.turned_away += 1
            raise

    async def through(self, steps: Steps, user: str = "") -> AsyncGenerator[Progress | Waiting, None]:
        """The steps of an answer, once it is its turn, and until then its place. Closing the iterator stops them.

        Raises Busy. Where the writer has no time, the last step carries the quotation, and a note says why.
        """
        self.check(user)
        self._loop = asyncio.get_running_loop()
        self.under_way += 1
        pieces = 0
        try:
            async with aclosing(self._passed(_Work(steps, self._polite), user)) as passed:
                async for step in passed:
                    if isinstance(step, Progress):
                        pieces += step.stage == "writing"
                        if step.stage == "done" and step.answer:
                            self._witness(step.answer, pieces)
                    yield step
        finally:
            self.under_way -= 1

    def close(self, grace: float) -> None:
        """Called from another thread: let nobody in, and return when all are through.

        What is being written has `grace` seconds to be finished; then its quotation stands.
        """
        self._end = time.monotonic() + grace
        if not self.under_way or not self._loop:
            return
        self._loop.call_soon_threadsafe(self._hurry)
        while self.under_way and time.monotonic() < self._end + _LAST_WORDS:
            time.sleep(0.05)
        time.sleep(_SENT)

    def _witness(self, answer: Answer, pieces: int) -> None:
        """Tell the witnesses; an answer is given even where one of them fails."""
        for witness in self.witnesses:
            try:
                witness(answer, pieces)
            except Exception:
                logging.getLogger(__name__).exception("An answer could not be counted")

    async def _passed(self, work: "_Work", user: str) -> AsyncGenerator[Progress | Waiting, None]:
        step = Progress("searching")
        async with aclosing(in_thread(work.steps, work.held)) as progress:
            with self.quoting.join(user) as turn, self._polite.first():
                async for place in turn.places():
                    yield Waiting(place)
                async for step in progress:
                    yield step
                    if step.stage in ("writing", "done"):
                        break
            if step.stage == "writing" and step.answer:
                async with aclosing(self._written(progress, step.answer, work, user)) as written:
                    async for one in written:
                        yield one

    async def _written(
        self, progress: AsyncGenerator[Progress, None], quoted: Answer, work: "_Work", user: str
    ) -> AsyncGenerator[Progress | Waiting, None]:
        """What follows the quotation: the place in the writer's line, then the rest of the steps."""
        try:
            turn = self.writing.join(user)
        except Busy as busy:
            yield _stands(quoted, f"the writer is busy (place {busy.place} in its line)")
            return
        with turn:
            deadline = time.monotonic() + self._patience
            async for place in turn.places():
                if time.monotonic() > min(deadline, self._end):
                    yield _stands(quoted, f"the writer is busy (still place {place} in its line)")
                    return
                yield Waiting(place)
            if self.is_stuck:
                yield _stands(quoted, "the writer does not answer at present")
                return
            work.held.set()
            deadline = time.monotonic() + self._patience
            step = Progress("writing")
            try:
                while step.stage != "done":
                    step = await self._next(progress, deadline)
                    yield step
            except TimeoutError:
                if not work.is_over:
                    self._stuck.add(work)
                yield _stands(quoted, "the server stops" if self.is_closing else "the writer did not finish in time")

    async def _next(self, progress: AsyncGenerator[Progress, None], deadline: float) -> Progress:
        """The next step. Raises TimeoutError at the deadline, or when the server stops before it."""
        async with asyncio.timeout(min(deadline, self._end) - time.monotonic()) as limit:
            self._limits.add(limit)
            try:
                return await anext(progress)
            finally:
                self._limits.discard(limit)

    def _hurry(self) -> None:
        end = asyncio.get_running_loop().time() + self._end - time.monotonic()
        for limit in self._limits:
            limit.reschedule(min(limit.when() or math.inf, end))


class _Work:
    """The steps of one answer, and whether the thread that makes them is through with them."""

    def __init__(self, steps: Steps, polite: Politeness) -> None:
        self.held = threading.Event()
        self.is_over = False
        self._steps = steps
        self._polite = polite

    def steps(self) -> Iterator[Progress]:
        try:
            for step in self._steps():
                yield step
                if self.held.is_set():
                    self._polite.wait()
        finally:
            self.is_over = True


def _stands(quoted: Answer, reason: str) -> Progress:
    """The last step of an answer that stays the quotation."""
    notes = (*quoted.trace.notes, f"{reason}; this is the quotation")
    return Progress("done", replace(quoted, trace=replace(quoted.trace, notes=notes)))
