import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

import pytest

from rag.types import Answer, Claim, Progress, Question, Trace
from rag.web.asking import Steps, Waiting, ask, in_thread
from rag.web.line import Busy
from rag.web.stored import exchange_of, row_of
from rag.web.types import Exchange

ANSWER = Answer(Question("q", "q", "define"), "answered", (), (), (), (), (), 0.9, Trace({}, ()))


def exchanges(steps: Steps) -> list[Exchange]:
    async def collect() -> list[Exchange]:
        return [exchange async for exchange in ask("q", in_thread(steps))]

    return asyncio.run(collect())


def test_every_stage_is_shown_and_the_last_exchange_is_done() -> None:
    steps = [Progress("searching"), Progress("writing", draft="a b"), Progress("checking"), Progress("done")]
    seen = exchanges(lambda: iter(steps))
    assert [exchange.stage for exchange in seen] == ["searching", "writing", "checking", "done"]
    assert (seen[-1].state, seen[-1].drafted) == ("done", 2)


def test_what_has_passed_the_check_is_the_answer_so_far_and_stays_when_the_reader_stops() -> None:
    written = Claim("GIDL grows with the field.", "written", (), 0.9)
    steps = [Progress("writing", ANSWER), Progress("checking", checked=(written,)), Progress("writing", draft="a b")]
    seen = exchanges(lambda: iter(steps))
    assert ANSWER.claims == () and seen[-1].answer == replace(ANSWER, claims=(written,))
    stored = exchange_of(tuple(row_of(replace(seen[-1], state="stopped")).values()))
    assert (stored.state, stored.answer) == ("stopped", seen[-1].answer)


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


def test_who_waits_is_told_the_place_and_who_finds_no_room_too() -> None:
    async def line(full: bool) -> AsyncGenerator[Progress | Waiting, None]:
        yield Waiting(3)
        if full:
            raise Busy(65)
        yield Progress("done", ANSWER)

    async def collect(full: bool) -> list[tuple[str, int]]:
        return [(exchange.state, exchange.place) async for exchange in ask("q", line(full))]

    assert asyncio.run(collect(False)) == [("running", 0), ("running", 3), ("done", 0)]
    assert asyncio.run(collect(True))[-1] == ("busy", 65)


def test_the_thread_waits_before_the_writing_until_it_is_let_on() -> None:
    wrote = threading.Event()

    def steps() -> Iterator[Progress]:
        yield Progress("writing", ANSWER)
        wrote.set()
        yield Progress("done", ANSWER)

    async def listen() -> None:
        held = threading.Event()
        progress = in_thread(steps, held)
        await anext(progress)
        assert not wrote.wait(0.05)
        held.set()
        assert [step.stage async for step in progress] == ["done"]

    asyncio.run(listen())


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
        listening = ask("q", in_thread(steps))
        await anext(listening)
        await anext(listening)
        await listening.aclose()  # type: ignore[attr-defined]

    asyncio.run(leave())
    assert closed.wait(2)
