import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from rag.types import Progress
from rag.web.turnstile import AT_ONCE, MOST_WAITING, Busy, Turnstile, whole
from tests.window_fakes import assistant, scripted_steps


def test_two_answers_go_at_once_and_the_others_wait() -> None:
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
        *_, last = scripted_steps("nothing", (), assistant())
        yield last

    async def five() -> None:
        turnstile = Turnstile()
        await asyncio.gather(*(whole(turnstile.through(steps)) for _ in range(5)))
        turnstile.check()

    asyncio.run(five())
    assert most == AT_ONCE


def test_the_nineteenth_is_turned_away() -> None:
    release = threading.Event()

    def steps() -> Iterator[Progress]:
        release.wait(5)
        *_, last = scripted_steps("nothing", (), assistant())
        yield last

    async def crowd() -> None:
        turnstile = Turnstile()
        waiting = [asyncio.create_task(whole(turnstile.through(steps))) for _ in range(AT_ONCE + MOST_WAITING)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy, match="16 answers are waiting"):
            turnstile.check()
        release.set()
        await asyncio.gather(*waiting)
        turnstile.check()

    asyncio.run(crowd())
