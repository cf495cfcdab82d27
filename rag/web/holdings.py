"""What is kept of readers, as a whole: handing it out and forgetting it."""

import json
import time
from collections.abc import Iterator
from typing import Any

from rag.web.database import Database

_DAY = 24 * 3600


def holdings(file: Database, reader: str | None = None) -> Iterator[dict[str, Any]]:
    """Everything that is kept of a reader, or of all: a conversation each, the oldest first.

    `changed` and `asked` are in seconds since 1970.
    """
    with file.open() as database:
        conversations = database.execute(
            "SELECT id, reader, title, changed FROM conversations WHERE ?1 IS NULL OR reader = ?1 ORDER BY changed, id",
            (reader,),
        ).fetchall()
        for conversation_id, owner, title, changed in conversations:
            rows = database.execute(
                "SELECT asked, question, state, mark, word, answer FROM exchanges "
                "WHERE conversation = ? ORDER BY place",
                (conversation_id,),
            )
            names = [column[0] for column in rows.description]
            exchanges = [dict(zip(names, row, strict=True)) for row in rows]
            for exchange in exchanges:
                exchange["answer"] = _parsed(exchange["answer"])
            yield {
                "id": conversation_id,
                "reader": owner,
                "title": title,
                "changed": changed,
                "exchanges": exchanges,
            }


def forget(file: Database, reader: str | None = None, days: float | None = None) -> int:
    """Delete what is kept of a reader, or of all; with `days`, only what has not changed for so long.

    It is gone from the file's free pages and its log as well. Returns the number of conversations.
    """
    before = None if days is None else time.time() - days * _DAY
    with file.open() as database:
        count = database.execute(
            "DELETE FROM conversations WHERE (?1 IS NULL OR reader = ?1) AND (?2 IS NULL OR changed < ?2)",
            (reader, before),
        ).rowcount
    if count:
        with file.open() as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _parsed(answer: str) -> object:
    """A stored answer as data; as the text that it is where it cannot be read."""
    try:
        return json.loads(answer) if answer else None
    except ValueError:
        return answer
