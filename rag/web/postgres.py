"""PostgreSQL, where all replicas of the window keep what they share: the extra `postgres`.

SQLAlchemy speaks with it and holds the connections, Alembic brings its tables to the present form
(rag/web/migrations). A row that was acknowledged is in its log on the disk.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.web.storage import HistoryRefused, Rows

if TYPE_CHECKING:
    import sqlalchemy

_MIGRATIONS = Path(__file__).with_name("migrations")
# Any number that no other program takes: who holds its lock may change the tables.
_LOCK = 7_860_001
# Connections of a replica: two answers are stored at a time, beside thumbs, lists and limits.
_KEPT_OPEN, _MORE = 4, 6
# Seconds until a connection, a free one of them, and the end of a statement are given up.
_CONNECT, _FREE, _STATEMENT = 5, 10, 10
_OPTIONS = f"-c synchronous_commit=on -c statement_timeout={_STATEMENT}s"


class DatabaseLost(OSError):
    """The database cannot be reached, or failed. The message says which and why."""


class Postgres:
    """A database by its address, postgresql://USER@HOST:PORT/NAME. `prepare` comes first."""

    def __init__(self, address: str) -> None:
        """Nothing is asked yet. Raises HistoryRefused for another address, or without the extra `postgres`."""
        try:
            import psycopg  # noqa: F401
            import sqlalchemy
        except ImportError as error:
            mend = ".venv/bin/python -m pip install '.[postgres]'"
            raise HistoryRefused(f"FACTORY_CHAT_DATABASE needs a package that is not installed: {mend}") from error
        try:
            url = sqlalchemy.make_url(address)
        except sqlalchemy.exc.ArgumentError:
            url = None
        if url is None or url.drivername not in ("postgresql", "postgres"):
            kind = address.partition(":")[0][:20]  # what follows may hold a password
            raise HistoryRefused(f"FACTORY_CHAT_DATABASE begins with {kind!r}; make it postgresql://USER@HOST/NAME")
        self.name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        self._errors = sqlalchemy.exc.SQLAlchemyError
        self._text = sqlalchemy.text
        self._engine = sqlalchemy.create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,  # a connection that broke while it was idle is exchanged unseen
            pool_size=_KEPT_OPEN,
            max_overflow=_MORE,
            pool_timeout=_FREE,
            connect_args={"connect_timeout": _CONNECT, "application_name": "factory-chat", "options": _OPTIONS},
        )

    def prepare(self) -> None:
        """Make the tables or bring them to the present form, in one transaction; replicas wait for each other.

        Raises HistoryRefused for tables of a newer form, and where the database cannot be used.
        """
        from alembic.util import CommandError

        try:
            with self._engine.begin() as connection:
                connection.execute(self._text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                _upgrade(connection)
        except (self._errors, CommandError) as error:
            mend = "Mend FACTORY_CHAT_DATABASE, or leave it out to keep the history in a file"
            raise HistoryRefused(f"The history in {self.name} cannot be used: {_reason(error)}. {mend}.") from error

    @contextmanager
    def open(self) -> Iterator["Statements"]:
        """A transaction, which is kept when the block ends without an error. Raises DatabaseLost."""
        try:
            with self._engine.begin() as connection:
                yield Statements(connection, self._text)
        except self._errors as error:
            raise DatabaseLost(f"{self.name}: {_reason(error)}") from error

    def close(self) -> None:
        """Let the connections go; a later use makes new ones."""
        self._engine.dispose()

    def sweep(self) -> None:
        """Nothing is done: the database frees the room in its own time, and its log goes with its archive."""


class Statements:
    """A connection as `rag.web.storage` wants it."""

    def __init__(self, connection: "sqlalchemy.Connection", text: Any) -> None:  # noqa: ANN401
        self._connection = connection
        self._text = text

    def execute(self, statement: str, values: Mapping[str, Any] | None = None, /) -> Rows:
        """Run one statement. PostgreSQL has no character 0 in texts: the sign for one that is unknown stands for it."""
        sound = {
            name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
            for name, value in (values or {}).items()
        }
        rows: Rows = self._connection.execute(self._text(statement), sound)
        return rows


def _upgrade(connection: "sqlalchemy.Connection") -> None:
    """Run the migrations that the database has not seen."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    found = MigrationContext.configure(connection).get_current_revision()
    known = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    if found and found not in known:
        raise CommandError(f"it has version {found}, written by a newer AI Factory Chat; this is {known[0]}")
    command.upgrade(config, "head")


def _reason(error: Exception) -> str:
    """The first line of what the database says; SQLAlchemy's own text would repeat the values of the statement."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0].rstrip(".") if said else type(error).__name__
