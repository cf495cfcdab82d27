"""Conversations on the user's own machine: one SQLite file in a folder of theirs.

A reader is a browser, known by a random token in a cookie; only the token's hash is stored. Every call opens the file
anew: that takes well under a millisecond, and threads and processes need share nothing.
"""

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rag.web.stored import COLUMNS, exchange_of, row_of
from rag.web.types import Conversation, Exchange

VERSION = 1
_SCHEMA = """
CREATE TABLE conversations (
  id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, changed REAL NOT NULL);
CREATE INDEX conversations_of_reader ON conversations (reader, changed);
CREATE TABLE exchanges (
  conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, place INTEGER NOT NULL, asked REAL NOT NULL,
  question TEXT NOT NULL, state TEXT NOT NULL, mark TEXT NOT NULL, word TEXT NOT NULL, said TEXT NOT NULL,
  answer TEXT NOT NULL, PRIMARY KEY (conversation, place));
"""
_LONGEST_TITLE = 80
_MOST_LISTED = 200


class HistoryRefused(RuntimeError):
    """The history cannot be used. The message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list: `changed` is in seconds since 1970, `questions` their number."""

    id: str
    title: str
    changed: float
    questions: int


def reader_of(token: str) -> str:
    """The name under which a browser's conversations are stored: a hash of its token, from which none follows."""
    return hashlib.sha256(token.encode()).hexdigest()


class History:
    """The conversations of all readers. A reader "" (a browser without the cookie) keeps nothing."""

    def __init__(self, folder: Path) -> None:
        """Open or make the history in a folder. Raises HistoryRefused when it was written by a newer version."""
        self.path = folder / "history.sqlite3"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._open() as database:
                self._prepare(database)
        except (OSError, sqlite3.Error) as error:
            mend = "Name another folder in FACTORY_CHAT_DATA, or move the file away"
            raise HistoryRefused(f"The history in {folder} cannot be used: {error}. {mend}.") from error

    def save(self, reader: str, conversation: Conversation, place: int) -> Conversation:
        """Store the exchange at a place (from 1), forget those after it, and return the conversation with its id."""
        if not reader:
            return conversation
        exchange = conversation.exchanges[place - 1]
        made = conversation.id or secrets.token_urlsafe(12)
        with self._open() as database:
            database.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
                "SET changed = excluded.changed WHERE reader = excluded.reader",
                (made, reader, _title(exchange.question), time.time()),
            )
            if self._owns(database, reader, made):
                database.execute("DELETE FROM exchanges WHERE conversation = ? AND place >= ?", (made, place))
                row = (made, place, time.time(), *row_of(exchange))
                database.execute("INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return replace(conversation, id=made)

    def mark(self, reader: str, conversation_id: str, place: int, exchange: Exchange) -> None:
        """Store the thumb and the word of the exchange at a place (from 1) of a reader's conversation."""
        with self._open() as database:
            if self._owns(database, reader, conversation_id):
                database.execute(
                    "UPDATE exchanges SET mark = ?, word = ? WHERE conversation = ? AND place = ?",
                    (exchange.mark, exchange.word, conversation_id, place),
                )

    def read(self, reader: str, conversation_id: str) -> Conversation | None:
        """A reader's conversation; None when there is none of that id or it is another reader's."""
        with self._open() as database:
            if not self._owns(database, reader, conversation_id):
                return None
            rows = database.execute(
                f"SELECT {COLUMNS} FROM exchanges WHERE conversation = ? ORDER BY place", (conversation_id,)
            ).fetchall()
        return Conversation(conversation_id, tuple(map(exchange_of, rows)))

    def conversations(self, reader: str, words: str = "") -> tuple[Listed, ...]:
        """A reader's conversations, the latest first; with words, those that have them in title, question or answer."""
        like = re.sub("([%_!])", r"!\1", words.strip())
        with self._open() as database:
            rows = database.execute(
                "SELECT id, title, changed, (SELECT count(*) FROM exchanges WHERE conversation = id) "
                "FROM conversations WHERE reader = ?1 AND (title LIKE ?2 ESCAPE '!' OR id IN "
                "(SELECT conversation FROM exchanges WHERE question LIKE ?2 ESCAPE '!' OR "
                "said LIKE ?2 ESCAPE '!')) ORDER BY changed DESC, id LIMIT ?3",
                (reader, f"%{like}%", _MOST_LISTED),
            ).fetchall()
        return tuple(Listed(*row) for row in rows)

    def rename(self, reader: str, conversation_id: str, title: str) -> None:
        """Give a reader's conversation another title; an empty one changes nothing."""
        if title.strip():
            with self._open() as database:
                database.execute(
                    "UPDATE conversations SET title = ? WHERE id = ? AND reader = ?",
                    (_title(title), conversation_id, reader),
                )

    def delete(self, reader: str, conversation_id: str) -> None:
        """Delete a reader's conversation with all its exchanges."""
        with self._open() as database:
            database.execute("DELETE FROM conversations WHERE id = ? AND reader = ?", (conversation_id, reader))

    def delete_all(self, reader: str) -> None:
        """Delete everything of a reader, also from the file's free pages and its log."""
        with self._open() as database:
            database.execute("DELETE FROM conversations WHERE reader = ?", (reader,))
        with self._open() as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def unanswered(self) -> tuple[tuple[tuple[str, ...], Exchange], ...]:
        """All readers' refused and disliked questions, each behind the questions before it in its conversation."""
        with self._open() as database:
            rows = database.execute(
                f"SELECT conversation, {COLUMNS} FROM exchanges JOIN conversations ON id = conversation "
                "ORDER BY changed, conversation, place"
            ).fetchall()
        found: list[tuple[tuple[str, ...], Exchange]] = []
        earlier: dict[str, tuple[str, ...]] = {}
        for conversation, *row in rows:
            exchange = exchange_of(tuple(row))
            refused = exchange.answer is not None and exchange.answer.outcome == "not_in_glossary"
            if refused or exchange.mark == "down":
                found.append((earlier.get(conversation, ()), exchange))
            earlier[conversation] = (*earlier.get(conversation, ()), exchange.question)
        return tuple(found)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept when the block ends without an error."""
        database = sqlite3.connect(self.path, timeout=10)
        try:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA secure_delete = ON")
            with database:
                yield database
        finally:
            database.close()

    def _prepare(self, database: sqlite3.Connection) -> None:
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise sqlite3.DatabaseError(
                f"it has version {found}, written by a newer AI Factory Chat; this is {VERSION}"
            )
        database.execute("PRAGMA journal_mode = WAL")
        if found == 0:
            database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        self.path.chmod(0o600)

    @staticmethod
    def _owns(database: sqlite3.Connection, reader: str, conversation_id: str) -> bool:
        query = "SELECT 1 FROM conversations WHERE id = ? AND reader = ?"
        return database.execute(query, (conversation_id, reader)).fetchone() is not None


def _title(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE]
