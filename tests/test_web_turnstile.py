import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace

import pytest

from rag.types import Answer, Claim, Progress
from rag.web.asking import Steps, Waiting, whole
from rag.web.line import Busy
from rag.web.turnstile import AT_ONCE, MOST_EACH, MOST_WRITING_EACH, Turnstile
from tests.window_fakes import assistant, scripted_steps

*_, _LAST = scripted_steps("nothing", (), assistant())
assert _LAST.answer
QUOTED: Answer = replace(_LAST.answer, outcome="answered")
WRITTEN = replace(QUOTED, claims=(Claim("written", "written", (), 1.0),))


def writes(begun: threading.Event, release: threading.Event, ended: threading.Event | None = None) -> Steps:
    """Steps of a writer that says no word until it is released."""

    def steps() -> Iterator[Progress]:
        try:
            yield Progress("writing", QUOTED)
            begun.set()
            release.wait(10)
            yield Progress("writing", QUOTED, "a")
            yield Progress("done", WRITTEN)
        finally:
            if ended:
                ended.set()

    return steps


def note(answer: Answer) -> str:
    return answer.trace.notes[-1]


def test_two_answers_quote_at_once_and_the_others_wait() -> None:
    inside, most = 0, 0
    lock = threading.Lock()

    def steps() -> Iterator[Progress]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1
        yield Progress("done", QUOTED)

    async def five() -> None:
        turnstile = Turnstile()
        await asyncio.gather(*(whole(turnstile.through(steps)) for _ in range(5)))
        turnstile.check()

    asyncio.run(five())
    assert most == AT_ONCE


def test_one_users_nineteenth_is_turned_away_and_another_user_is_not() -> None:
    release = threading.Event()

    def steps() -> Iterator[Progress]:
        release.wait(5)
        yield Progress("done", QUOTED)

    async def crowd() -> None:
        turnstile = Turnstile()
        waiting = [asyncio.create_task(whole(turnstile.through(steps, "a"))) for _ in range(AT_ONCE + MOST_EACH)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy, match="place 17 in the line"):
            turnstile.check("a")
        turnstile.check("b")
        release.set()
        await asyncio.gather(*waiting)
        assert turnstile.under_way == 0

    asyncio.run(crowd())


def test_a_quotation_does_not_wait_for_somebody_elses_writing() -> None:
    async def four() -> None:
        turnstile = Turnstile()
        begun, release = threading.Event(), threading.Event()
        writing = [asyncio.create_task(whole(turnstile.through(writes(begun, release), "a"))) for _ in range(3)]
        await asyncio.sleep(0.05)
        seen: list[Progress | Waiting] = []
        async with aclosing(turnstile.through(writes(begun, release), "b")) as progress:
            async for step in progress:
                seen.append(step)
                if isinstance(step, Waiting):
                    release.set()
        assert seen[0] == Progress("writing", QUOTED) and seen[1] == Waiting(1), "b's first is before a's third"
        assert seen[-1] == Progress("done", WRITTEN)
        assert await asyncio.gather(*writing) == [WRITTEN] * 3

    asyncio.run(four())


def test_where_the_writers_line_is_full_the_quotation_stands_and_says_the_place() -> None:
    async def crowd() -> None:
        turnstile = Turnstile()
        begun, release = threading.Event(), threading.Event()
        many = AT_ONCE + MOST_WRITING_EACH
        writing = [asyncio.create_task(whole(turnstile.through(writes(begun, release), "a"))) for _ in range(many)]
        await asyncio.sleep(0.1)
        answer = await whole(turnstile.through(writes(begun, release), "a"))
        assert answer.claims == QUOTED.claims
        assert note(answer) == "the writer is busy (place 5 in its line); this is the quotation"
        release.set()
        assert await asyncio.gather(*writing) == [WRITTEN] * many

    asyncio.run(crowd())


def test_a_stuck_writer_is_timed_out_and_not_asked_again_until_it_comes_back() -> None:
    begun, release, ended = threading.Event(), threading.Event(), threading.Event()

    async def ask() -> None:
        turnstile = Turnstile(patience=0.1)
        before = time.monotonic()
        answer = await whole(turnstile.through(writes(begun, release, ended)))
        assert time.monotonic() - before < 1
        assert answer.claims == QUOTED.claims and note(answer).startswith("the writer did not finish in time")
        assert turnstile.is_stuck
        again = threading.Event()
        answer = await whole(turnstile.through(writes(again, release)))
        assert note(answer).startswith("the writer does not answer") and not again.is_set()
        release.set()
        assert ended.wait(2) and not turnstile.is_stuck
        assert await whole(turnstile.through(writes(again, release))) == WRITTEN

    asyncio.run(ask())


def test_who_goes_away_while_waiting_or_while_it_is_written_leaves_no_work_behind() -> None:
    async def leave(waiting: int) -> bool:
        turnstile = Turnstile()
        begun, release = threading.Event(), threading.Event()
        others = [asyncio.create_task(whole(turnstile.through(writes(begun, release)))) for _ in range(waiting)]
        await asyncio.sleep(0.05)
        mine, ended = threading.Event(), threading.Event()
        task = asyncio.create_task(whole(turnstile.through(writes(mine, release, ended))))
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.wait((task,))
        release.set()
        await asyncio.gather(*others)
        assert await asyncio.to_thread(ended.wait, 2) and turnstile.under_way == len(turnstile.writing) == 0
        return mine.is_set()

    assert not asyncio.run(leave(waiting=AT_ONCE)), "its writing never began"
    assert asyncio.run(leave(waiting=0))


def test_a_closing_turnstile_lets_nobody_in_and_ends_what_is_written_with_its_quotation() -> None:
    async def close() -> None:
        turnstile = Turnstile()
        begun, release = threading.Event(), threading.Event()
        tasks = [asyncio.create_task(whole(turnstile.through(writes(begun, release)))) for _ in range(3)]
        assert await asyncio.to_thread(begun.wait, 2)
        before = time.monotonic()
        await asyncio.to_thread(turnstile.close, 0.2)
        assert time.monotonic() - before < 4 and turnstile.is_closing
        assert {answer.claims for answer in await asyncio.gather(*tasks)} == {QUOTED.claims}
        with pytest.raises(Busy, match="about to stop"):
            turnstile.check()
        release.set()

    asyncio.run(close())


def test_every_answer_is_witnessed_with_its_pieces_even_where_a_witness_fails() -> None:
    seen: list[tuple[Answer, int]] = []

    async def ask() -> None:
        turnstile = Turnstile()
        turnstile.witnesses += [lambda *_: 1 / 0, lambda answer, pieces: seen.append((answer, pieces))]  # type: ignore
        ready = threading.Event()
        ready.set()
        await whole(turnstile.through(writes(threading.Event(), ready)))

    asyncio.run(ask())
    assert seen == [(WRITTEN, 2)]
