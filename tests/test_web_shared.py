"""Two replicas, each with connections of its own, over one database."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest

from rag.web.postgres import Postgres
from rag.web.rate import Recent
from rag.web.shared import SharedRecent, SharedSignedIn, counts, signed_in
from rag.web.signed_in import SignedInHere

pytest.importorskip("psycopg", reason="the extra postgres is not installed")


@pytest.fixture
def replicas(database: str) -> Iterator[tuple[Postgres, Postgres]]:
    with closing(Postgres(database)) as one, closing(Postgres(database)) as two:
        one.prepare()
        yield one, two


@pytest.fixture
def nowhere(tmp_path: object) -> Postgres:
    return Postgres(f"postgresql://chat@/chat?host={tmp_path}")


def test_without_a_database_each_process_counts_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_DATABASE", raising=False)
    assert isinstance(counts(), Recent) and isinstance(signed_in(), SignedInHere)
    monkeypatch.setenv("FACTORY_CHAT_DATABASE", "postgresql://chat@here/chat")
    assert isinstance(counts(), SharedRecent) and isinstance(signed_in(), SharedSignedIn)


def test_a_limit_holds_for_all_replicas_together_however_they_race(replicas: tuple[Postgres, Postgres]) -> None:
    both = [SharedRecent(one) for one in replicas]

    async def race() -> list[tuple[int, float]]:
        asked = (both[n % 2].admit([("address 10.0.0.1", 7), ("user ada", 50)]) for n in range(24))
        return await asyncio.gather(*asked)

    found = asyncio.run(race())
    assert Counter(most for most, _ in found) == {0: 7, 7: 17}
    assert all(0 < seconds <= 60 for most, seconds in found if most)


def test_who_is_refused_is_counted_nowhere_and_after_a_minute_all_is_forgotten(
    replicas: tuple[Postgres, Postgres],
) -> None:
    one, two = map(SharedRecent, replicas)

    async def ask() -> list[int]:
        asked = [await one.admit([("address", 3), ("ada", 1)]), await two.admit([("address", 3), ("ada", 1)])]
        asked += [await two.admit([("address", 3)]) for _ in range(3)]
        with replicas[0].open() as rows:
            rows.execute("UPDATE requests SET at = at - INTERVAL '61 seconds'")
        asked.append(await two.admit([("address", 3), ("ada", 1)]))
        return [most for most, _ in asked]

    assert asyncio.run(ask()) == [0, 1, 0, 0, 3, 0]
    with replicas[0].open() as rows:
        stored = [row[0] for row in rows.execute("SELECT name FROM requests")]
    assert len(stored) == 2 and all(len(name) == 64 for name in stored), "hashes of two names, nothing older"


def test_wrong_passwords_count_on_all_replicas(replicas: tuple[Postgres, Postgres]) -> None:
    one, two = map(SharedRecent, replicas)

    async def fail() -> list[bool]:
        await one.add("tries 10.0.0.1")
        before = await two.wait("tries 10.0.0.1", 2)
        await two.add("tries 10.0.0.1")
        return [before > 0, await one.wait("tries 10.0.0.1", 2) > 0, await one.wait("tries 10.0.0.2", 2) > 0]

    assert asyncio.run(fail()) == [False, True, False]


def test_who_signed_in_at_one_replica_is_known_to_the_other_until_they_sign_out(
    replicas: tuple[Postgres, Postgres],
) -> None:
    one, two = map(SharedSignedIn, replicas)

    async def move() -> list[str]:
        await one.add("a", "ada")
        await one.add("b", "bob")
        known = [await two.name("a"), await two.name("c")]
        await two.end("a")
        with replicas[0].open() as rows:
            rows.execute("UPDATE signed_in SET until = now() - INTERVAL '1 second' WHERE token = 'b'")
        return [*known, await one.name("a"), await one.name("b")]

    assert asyncio.run(move()) == ["ada", "", "", ""]


def test_without_its_database_a_replica_counts_alone_and_knows_nobody(
    nowhere: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    shared = SharedRecent(nowhere)

    async def ask() -> tuple[list[int], float, str]:
        asked = [(await shared.admit([("ada", 1)]))[0] for _ in range(2)]
        await shared.add("bob")
        return asked, await shared.wait("bob", 1), await SharedSignedIn(nowhere).name("a")

    asked, seconds, name = asyncio.run(ask())
    assert asked == [0, 1] and seconds > 0 and name == ""
    assert "counted by this replica alone" in caplog.text and "Nobody is known" in caplog.text
