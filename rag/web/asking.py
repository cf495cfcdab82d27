"""A question on its way through the window: the answer's steps, made in a thread, as a growing exchange."""

import asyncio
import contextvars
import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from time import perf_counter

from rag.types import Answer, Progress
from rag.web.line import Busy
from rag.web.types import Exchange

LONGEST_QUESTION = 500
# Screen readers hear the chat as it grows, and browsers redraw it: ten times a second is enough for both.
_REDRAW = 0.1

Steps = Callable[[], Iterator[Progress]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer waits for its turn; `place` is its place in the line, from 1."""

    place: int


async def ask(question: str, progress: AsyncGenerator[Progress | Waiting, None]) -> AsyncIterator[Exchange]:
    """The exchange as it grows, at most ten times a second but each stage, the last one "done", "busy" or "failed".

    Closing the iterator stops the steps at their next one, and with them the language model.
    """
    exchange = Exchange(question)
    begun = shown = perf_counter()
    yield exchange
    try:
        async with aclosing(progress):
            async for step in progress:
                if isinstance(step, Waiting):
                    exchange = replace(exchange, place=step.place)
                    yield exchange
                    continue
                now = perf_counter()
                if step.stage != exchange.stage:
                    spent = exchange.seconds.get(exchange.stage, 0.0) + now - begun
                    exchange = replace(exchange, seconds={**exchange.seconds, exchange.stage: spent})
                    begun = now
                    shown = 0.0
                exchange = _grown(exchange, step)
                if now - shown >= _REDRAW or step.stage == "done":
                    shown = now
                    yield exchange
    except Busy as busy:
        yield replace(exchange, state="busy", place=busy.place)
    except Exception:
        logging.getLogger(__name__).exception("No answer to a question of %d characters", len(question))
        yield replace(exchange, state="failed")


async def in_thread(steps: Steps, held: threading.Event | None = None) -> AsyncGenerator[Progress, None]:
    """The steps of a blocking iterator that runs in a thread of its own, and is closed there when no one listens.

    With `held`, the thread waits at the first step of the stage "writing" until that is set.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Progress | BaseException | None] = asyncio.Queue()
    stop = threading.Event()

    def put(item: Progress | BaseException | None) -> None:
        if not stop.is_set():
            loop.call_soon_threadsafe(arrived.put_nowait, item)

    def work() -> None:
        try:
            for step in steps():
                put(step)
                if held and step.stage == "writing":
                    held.wait()
                if stop.is_set():
                    break
            put(None)
        except BaseException as error:
            put(error)

    # The thread's log lines name the same request.
    threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True).start()
    try:
        while (item := await arrived.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        if held:
            held.set()


async def whole(progress: AsyncIterator[Progress | Waiting]) -> Answer:
    """The answer that the last step carries."""
    answer = None
    async for step in progress:
        answer = (step.answer or answer) if isinstance(step, Progress) else answer
    assert answer is not None, "the last step carries the answer"
    return answer


def _grown(exchange: Exchange, step: Progress) -> Exchange:
    answer = step.answer or exchange.answer
    return replace(
        exchange,
        state="done" if step.stage == "done" else "running",
        stage=step.stage,
        answer=replace(answer, claims=step.checked) if answer and step.checked else answer,
        drafted=len(step.draft.split()) or exchange.drafted,
        place=0,
    )
