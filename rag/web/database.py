"""The file of the history: SQLite with a log (WAL) and the number of its form; what is damaged is set aside.

A row that was acknowledged is on the disk, whatever happens to the process or the machine after. The file is opened
anew for each use: that takes well under a millisecond, and threads and processes need share nothing.
"""

import fcntl
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.web.storage import HistoryRefused

_FORMS = (
    """
CREATE TABLE conversations (
  id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, changed REAL NOT NULL);
CREATE INDEX conversations_of_reader ON conversations (reader, changed);
CREATE TABLE exchanges (
  conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, place INTEGER NOT NULL, asked REAL NOT NULL,
  question TEXT NOT NULL, state TEXT NOT NULL, mark TEXT NOT NULL, word TEXT NOT NULL, said TEXT NOT NULL,
  answer TEXT NOT NULL, PRIMARY KEY (conversation, place));
""",
    "CREATE INDEX conversations_by_time ON conversations (changed);",
)
"""What makes a file of form n one of form n + 1; an empty file has form 0."""

VERSION = len(_FORMS)
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """The file at `path`. `prepare` comes first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def prepare(self) -> None:
        """Make the file or bring it to the present form, and set a damaged one aside.

        Raises HistoryRefused for a file of a newer form, and where none can be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._alone():
                if self.path.exists():
                    self._set_aside_if_damaged()
                with self.open() as database:
                    self._bring_up_to_date(database)
                self.path.chmod(0o600)
        except (OSError, sqlite3.Error) as error:
            mend = "Name another folder in FACTORY_CHAT_DATA, make this one writable, or move the file away"
            raise HistoryRefused(f"The history in {self.path.parent} cannot be used: {error}. {mend}.") from error

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept when the block ends without an error."""
        with closing(sqlite3.connect(self.path, timeout=10)) as database:
            # A damaged letter must not hide the whole conversation.
            database.text_factory = lambda stored: stored.decode(errors="replace")
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA secure_delete = ON")
            database.execute("PRAGMA synchronous = FULL")
            with database:
                yield database

    def sweep(self) -> None:
        """Take what was deleted out of the file's free pages and out of its log."""
        with self.open() as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one of all threads and processes at a time makes, changes or moves the file."""
        with (self.path.parent / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _set_aside_if_damaged(self) -> None:
        """Move a file that SQLite finds damaged, and its log, to names of their own, and say so on stderr."""
        wrong = self._damage()
        if not wrong:
            return
        aside = self._name_aside()
        for end in ("-wal", "-shm", ""):
            part = self.path.with_name(self.path.name + end)
            if part.exists():
                part.rename(aside.with_name(aside.name + end))
        logging.getLogger(__name__).error(
            "The history %s is damaged (%s). It was moved to %s and a new one is begun; "
            "the program sqlite3 with .recover may bring back what it held.",
            *(self.path, wrong, aside),
        )

    def _damage(self) -> str:
        """What is wrong with the file; "" where nothing is."""
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as database:
                found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
                return "" if found == "ok" else found
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return str(error)

    def _name_aside(self) -> Path:
        """A free name. It has a number and no date, as clocks may be wrong."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        return aside

    def _bring_up_to_date(self, database: sqlite3.Connection) -> None:
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise sqlite3.DatabaseError(
                f"it has version {found}, written by a newer AI Factory Chat; this is {VERSION}"
            )
        database.execute("PRAGMA journal_mode = WAL")
        for number, change in enumerate(_FORMS[found:], found + 1):
            database.executescript(f"BEGIN IMMEDIATE; {change} PRAGMA user_version = {number}; COMMIT;")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error means that the file is damaged, none of SQLite's, or was taken away while it was in use."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE or "no such table" in str(error)
