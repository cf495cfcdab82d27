import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from rag.types import Progress
from rag.web.asking import Steps, ask
from rag.web.types import Exchange


def exchanges(steps: Steps) -> list[Exchange]:
    async def collect() -> list[Exchange]:
        return [exchange async for exchange in ask("q", steps)]

    return asyncio.run(collect())


def test_every_stage_is_shown_and_the_last_exchange_is_done() -> None:
    steps = [Progress("searching"), Progress("writing", draft="a b"), Progress("checking"), Progress("done")]
    seen = exchanges(lambda: iter(steps))
    assert [exchange.stage for exchange in seen] == ["searching", "writing", "checking", "done"]
    assert (seen[-1].state, seen[-1].drafted) == ("done", 2)


def test_stages_that_take_turns_add_up() -> None:
    def steps() -> Iterator[Progress]:
        for stage in ("writing", "checking", "writing", "done"):
            yield Progress(stage)
            time.sleep(0.02)

    last = exchanges(steps)[-1]
    assert list(last.seconds) == ["searching", "writing", "checking"]
    assert last.seconds["writing"] >= 0.04


def test_fast_steps_are_not_all_drawn() -> None:
    steps = [Progress("writing", draft="a " * n) for n in range(500)]
    assert len(exchanges(lambda: iter([*steps, Progress("done")]))) < 20


def test_a_failure_is_logged_and_ends_the_exchange(caplog: pytest.LogCaptureFixture) -> None:
    def steps() -> Iterator[Progress]:
        yield Progress("searching")
        raise ValueError("broken")

    assert exchanges(steps)[-1].state == "failed"
    assert "broken" in caplog.text


def test_who_stops_listening_stops_the_steps() -> None:
    closed = threading.Event()

    def steps() -> Iterator[Progress]:
        try:
            for n in range(1000):
                time.sleep(0.01)
                yield Progress("writing", draft="a " * n)
        finally:
            closed.set()

    async def leave() -> None:
        listening = ask("q", steps)
        await anext(listening)
        await anext(listening)
        await listening.aclose()  # type: ignore[attr-defined]

    asyncio.run(leave())
    assert closed.wait(2)
