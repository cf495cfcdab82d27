import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.once import once


def test_threads_that_ask_at_once_get_the_one_thing_that_was_made() -> None:
    made = []

    @once
    def thing(name: str) -> list[str]:
        time.sleep(0.05)
        made.append(name)
        return [name]

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(thing, ["a", "b"] * 4))
    assert sorted(made) == ["a", "b"]
    assert all(one is got[place % 2] for place, one in enumerate(got))


def test_what_could_not_be_made_is_tried_again() -> None:
    tries = []

    @once
    def thing() -> int:
        tries.append(1)
        if len(tries) < 2:
            raise OSError("the disk was away")
        return len(tries)

    with pytest.raises(OSError, match="the disk was away"):
        thing()
    assert [thing(), thing()] == [2, 2]
