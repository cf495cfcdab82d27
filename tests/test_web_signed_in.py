import asyncio
import time

import pytest

from rag.web.signed_in import LASTS, SignedInHere


def test_who_signed_in_is_known_until_they_sign_out_or_twelve_hours_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    here = SignedInHere()

    async def names() -> list[str]:
        await here.add("a", "ada")
        await here.add("b", "bob")
        await here.end("b")
        known = [await here.name(token) for token in "abc"]
        later = time.monotonic() + LASTS + 1
        monkeypatch.setattr("rag.web.signed_in.time.monotonic", lambda: later)
        return [*known, await here.name("a")]

    assert asyncio.run(names()) == ["ada", "", "", ""]


def test_a_flood_of_browsers_does_not_grow_the_memory() -> None:
    here = SignedInHere()

    async def flood() -> str:
        for n in range(10_100):
            await here.add(str(n), "ada")
        return await here.name("10099")

    assert asyncio.run(flood()) == "ada" and len(here._names) <= 10_000
