"""Where conversations lie, as those who read and write them see it: SQLite's file or PostgreSQL, in the same SQL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class HistoryRefused(OSError):
    """The history cannot be used. The message says why and how to mend it."""


class Rows(Protocol):
    """What a statement found, or how many rows it changed."""

    @property
    def rowcount(self) -> int:
        """Rows that were changed."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401
        """The next row, or None."""
        ...

    def fetchall(self) -> Sequence[Any]:
        """All further rows."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Takes statements with named values, `:name`."""

    def execute(self, statement: str, values: Mapping[str, Any] = ..., /) -> Rows:
        """Run one statement."""
        ...


class Storage(Protocol):
    """A database with the tables of the history. What its methods raise where it cannot be used is an OSError or an
    error of sqlite3; what was changed in a block that ended without one is on the disk."""

    @property
    def name(self) -> str:
        """Where it is, for messages; without any password."""
        ...

    def prepare(self) -> None:
        """Make the tables or bring them to the present form. Raises HistoryRefused."""
        ...

    def open(self) -> AbstractContextManager[Connection]:
        """A connection whose changes are kept together when the block ends without an error."""
        ...

    def sweep(self) -> None:
        """Called after a deletion: give back the room, with what it still holds, as far as the database can."""
        ...
