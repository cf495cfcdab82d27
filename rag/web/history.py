"""Conversations on the user's own machine, one SQLite file in a folder of theirs, or in a database that is named.

A reader is a browser, known by a random token in a cookie; only the token's hash is stored.
"""

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from rag.web.data import storage
from rag.web.database import is_damage
from rag.web.holdings import forget, holdings
from rag.web.storage import Connection
from rag.web.stored import COLUMNS, exchange_of, row_of
from rag.web.types import Conversation, Exchange

P = ParamSpec("P")
T = TypeVar("T")
_LONGEST_TITLE = 80
_MOST_LISTED = 200
_INSERT = "INSERT INTO exchanges VALUES (:id, :place, :asked, :question, :state, :mark, :word, :said, :answer)"


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


def goes_on(work: Callable[Concatenate["History", P], T], /) -> Callable[Concatenate["History", P], T]:
    """Work that is done on a new file when it finds the present one damaged."""

    @wraps(work)
    def done(self: "History", /, *arguments: P.args, **named: P.kwargs) -> T:
        try:
            return work(self, *arguments, **named)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        self.file.prepare()
        return work(self, *arguments, **named)

    return done


class History:
    """The conversations of all readers. A reader "" (a browser without the cookie) keeps nothing."""

    def __init__(self, folder: Path, kept_days: float | None = None) -> None:
        """Open or make the history in a folder, or in the database of FACTORY_CHAT_DATABASE; what has not changed for
        `kept_days` is forgotten.

        Raises HistoryRefused when it was written by a newer version or cannot be written.
        """
        self.path = folder / "history.sqlite3"
        self.file = storage(self.path)
        self._kept_days = kept_days
        self.file.prepare()
        self.forget_old()

    @goes_on
    def save(self, reader: str, conversation: Conversation, place: int) -> Conversation:
        """Store the exchange at a place (from 1), forget those after it, and return the conversation with its id."""
        if not reader:
            return conversation
        exchange = conversation.exchanges[place - 1]
        made = conversation.id or secrets.token_urlsafe(12)
        with self.file.open() as database:
            database.execute(
                "INSERT INTO conversations VALUES (:id, :reader, :title, :changed) ON CONFLICT (id) DO UPDATE "
                "SET changed = excluded.changed WHERE conversations.reader = excluded.reader",
                {"id": made, "reader": reader, "title": _title(exchange.question), "changed": time.time()},
            )
            if self._owns(database, reader, made):
                row = {"id": made, "place": place, "asked": time.time(), **row_of(exchange)}
                database.execute("DELETE FROM exchanges WHERE conversation = :id AND place >= :place", row)
                database.execute(_INSERT, row)
        return replace(conversation, id=made)

    @goes_on
    def mark(self, reader: str, conversation_id: str, place: int, exchange: Exchange) -> None:
        """Store the thumb and the word of the exchange at a place (from 1) of a reader's conversation."""
        with self.file.open() as database:
            if self._owns(database, reader, conversation_id):
                database.execute(
                    "UPDATE exchanges SET mark = :mark, word = :word WHERE conversation = :id AND place = :place",
                    {"mark": exchange.mark, "word": exchange.word, "id": conversation_id, "place": place},
                )

    @goes_on
    def read(self, reader: str, conversation_id: str) -> Conversation | None:
        """A reader's conversation; None when there is none of that id or it is another reader's."""
        with self.file.open() as database:
            if not self._owns(database, reader, conversation_id):
                return None
            rows = database.execute(
                f"SELECT {COLUMNS} FROM exchanges WHERE conversation = :id ORDER BY place", {"id": conversation_id}
            ).fetchall()
        return Conversation(conversation_id, tuple(map(exchange_of, rows)))

    @goes_on
    def conversations(self, reader: str, words: str = "") -> tuple[Listed, ...]:
        """A reader's conversations, the latest first; with words, those that have them in title, question or answer."""
        like = re.sub("([%_!])", r"!\1", words.strip())
        with self.file.open() as database:
            rows = database.execute(
                "SELECT id, title, changed, (SELECT count(*) FROM exchanges WHERE conversation = id) "
                "FROM conversations WHERE reader = :reader AND (lower(title) LIKE lower(:like) ESCAPE '!' OR EXISTS "
                "(SELECT 1 FROM exchanges WHERE conversation = id AND (lower(question) LIKE lower(:like) ESCAPE '!' OR "
                "lower(said) LIKE lower(:like) ESCAPE '!'))) ORDER BY changed DESC, id LIMIT :most",
                {"reader": reader, "like": f"%{like}%", "most": _MOST_LISTED},
            ).fetchall()
        return tuple(Listed(*row) for row in rows)

    @goes_on
    def rename(self, reader: str, conversation_id: str, title: str) -> None:
        """Give a reader's conversation another title; an empty one changes nothing."""
        if title.strip():
            with self.file.open() as database:
                database.execute(
                    "UPDATE conversations SET title = :title WHERE id = :id AND reader = :reader",
                    {"title": _title(title), "id": conversation_id, "reader": reader},
                )

    @goes_on
    def delete(self, reader: str, conversation_id: str) -> None:
        """Delete a reader's conversation with all its exchanges."""
        with self.file.open() as database:
            values = {"id": conversation_id, "reader": reader}
            database.execute("DELETE FROM conversations WHERE id = :id AND reader = :reader", values)

    @goes_on
    def delete_all(self, reader: str) -> None:
        """Delete everything of a reader, and sweep it out of the storage."""
        forget(self.file, reader)

    @goes_on
    def everything(self, reader: str) -> list[dict[str, Any]]:
        """Everything that is kept of a reader, as `holdings` gives it."""
        return list(holdings(self.file, reader))

    @goes_on
    def forget_old(self) -> int:
        """Delete the conversations that have not changed for longer than they are kept, and return their number."""
        return 0 if self._kept_days is None else forget(self.file, days=self._kept_days)

    @goes_on
    def unanswered(self) -> tuple[tuple[tuple[str, ...], Exchange], ...]:
        """All readers' refused and disliked questions, each behind the questions before it in its conversation."""
        with self.file.open() as database:
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

    @staticmethod
    def _owns(database: Connection, reader: str, conversation_id: str) -> bool:
        query = "SELECT 1 FROM conversations WHERE id = :id AND reader = :reader"
        return database.execute(query, {"id": conversation_id, "reader": reader}).fetchone() is not None


def _title(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE]
