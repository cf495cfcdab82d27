"""What replicas of the window share in their database, beside the history: who asked how often, and who is signed in.

Its statements are PostgreSQL's. They go by the database's clock, as the replicas' may differ.
"""

import asyncio
import hashlib
import logging

from rag.web.data import shared
from rag.web.rate import MINUTE, Counts, Limits, Recent
from rag.web.signed_in import LASTS, SignedIn, SignedInHere
from rag.web.storage import Connection, Storage

_MINUTE = f"INTERVAL '{MINUTE} seconds'"
# So many requests of more than a minute ago are deleted with each new one: more than come anew. Those that another
# replica deletes at the same moment are left to it.
_TIDY = (
    "DELETE FROM requests WHERE ctid = ANY (ARRAY (SELECT ctid FROM requests "
    f"WHERE at < now() - {_MINUTE} LIMIT 50 FOR UPDATE SKIP LOCKED))"
)
_WAIT = (
    f"SELECT count(*), EXTRACT(EPOCH FROM min(at) + {_MINUTE} - clock_timestamp()) FROM requests "
    f"WHERE name = :name AND at > now() - {_MINUTE}"
)


def counts() -> Counts:
    """The counts that hold for all replicas; those of this process where there is no database."""
    database = shared()
    return SharedRecent(database) if database else Recent()


def signed_in() -> SignedIn:
    """The signed-in browsers of all replicas; those of this process where there is no database."""
    database = shared()
    return SharedSignedIn(database) if database else SignedInHere()


class SharedRecent:
    """The counts of all replicas; names are stored as hashes. Without the database each replica counts for itself."""

    def __init__(self, database: Storage) -> None:
        self._database = database
        self._here = Recent()

    async def admit(self, limits: Limits) -> tuple[int, float]:
        """Count one under each name, or say which limit refuses that and for how long: one replica at a time a name."""
        hashed = [(_hashed(name), most) for name, most in limits]

        def work() -> tuple[int, float]:
            with self._database.open() as database:
                for name, _ in sorted(hashed):  # always in one order, so that two never wait for each other
                    database.execute("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))", {"name": name})
                for name, most in hashed:
                    if (seconds := _wait(database, name, most)) > 0:
                        return most, seconds
                for name, _ in hashed:
                    _add(database, name)
            return 0, 0.0

        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            _count_here(error)
            return await self._here.admit(limits)

    async def wait(self, name: str, most: int) -> float:
        """Seconds until less than `most` have been done under a name within a minute; 0 where that is so."""

        def work() -> float:
            with self._database.open() as database:
                return _wait(database, _hashed(name), most)

        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            _count_here(error)
            return await self._here.wait(name, most)

    async def add(self, name: str) -> None:
        """Count one under a name."""

        def work() -> None:
            with self._database.open() as database:
                _add(database, _hashed(name))

        try:
            await asyncio.to_thread(work)
        except OSError as error:
            _count_here(error)
            await self._here.add(name)


class SharedSignedIn:
    """The signed-in browsers of all replicas. Without the database nobody is known, and nobody new let in."""

    def __init__(self, database: Storage) -> None:
        self._database = database

    async def name(self, token: str) -> str:
        """The name that a browser signed in with, or ""."""

        def work() -> str:
            with self._database.open() as database:
                statement = "SELECT name FROM signed_in WHERE token = :token AND until > now()"
                row = database.execute(statement, {"token": token}).fetchone()
            return str(row[0]) if row else ""

        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            logging.getLogger(__name__).error("Nobody is known to be signed in: %s", error)
            return ""

    async def add(self, token: str, name: str) -> None:
        """Let a browser in, and forget those that were let in too long ago. Raises OSError without the database."""

        def work() -> None:
            with self._database.open() as database:
                database.execute("DELETE FROM signed_in WHERE until < now()")
                database.execute(
                    f"INSERT INTO signed_in VALUES (:token, :name, now() + INTERVAL '{LASTS} seconds')",
                    {"token": token, "name": name},
                )

        await asyncio.to_thread(work)

    async def end(self, token: str) -> None:
        """Forget a browser. Raises OSError without the database."""

        def work() -> None:
            with self._database.open() as database:
                database.execute("DELETE FROM signed_in WHERE token = :token", {"token": token})

        await asyncio.to_thread(work)


def _wait(database: Connection, name: str, most: int) -> float:
    count, seconds = database.execute(_WAIT, {"name": name}).fetchone()
    return max(float(seconds), 0.001) if count >= most else 0.0


def _add(database: Connection, name: str) -> None:
    database.execute(_TIDY)
    database.execute("INSERT INTO requests VALUES (:name, clock_timestamp())", {"name": name})


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _count_here(error: OSError) -> None:
    logging.getLogger(__name__).error("Requests are counted by this replica alone: %s", error)
