"""What is kept of readers, as a whole: handing it out and forgetting it."""

import json
import time
from collections.abc import Iterator
from typing import Any

from rag.web.storage import Storage

_DAY = 24 * 3600
_KEPT = ("asked", "question", "state", "mark", "word", "answer")


def holdings(file: Storage, reader: str | None = None) -> Iterator[dict[str, Any]]:
    """Everything that is kept of a reader, or of all: a conversation each, the oldest first.

    `changed` and `asked` are in seconds since 1970.
    """
    with file.open() as database:
        conversations = database.execute(
            "SELECT id, reader, title, changed FROM conversations "
            "WHERE CAST(:reader AS TEXT) IS NULL OR reader = :reader ORDER BY changed, id",
            {"reader": reader},
        ).fetchall()
        for conversation_id, owner, title, changed in conversations:
            rows = database.execute(
                f"SELECT {', '.join(_KEPT)} FROM exchanges WHERE conversation = :id ORDER BY place",
                {"id": conversation_id},
            )
            exchanges = [dict(zip(_KEPT, row, strict=True)) for row in rows]
            for exchange in exchanges:
                exchange["answer"] = _parsed(exchange["answer"])
            yield {
                "id": conversation_id,
                "reader": owner,
                "title": title,
                "changed": changed,
                "exchanges": exchanges,
            }


def forget(file: Storage, reader: str | None = None, days: float | None = None) -> int:
    """Delete what is kept of a reader, or of all; with `days`, only what has not changed for so long.

    It is swept out of the storage as well. Returns the number of conversations.
    """
    before = None if days is None else time.time() - days * _DAY
    with file.open() as database:
        count = database.execute(
            "DELETE FROM conversations WHERE (CAST(:reader AS TEXT) IS NULL OR reader = :reader) "
            "AND (CAST(:before AS DOUBLE PRECISION) IS NULL OR changed < :before)",
            {"reader": reader, "before": before},
        ).rowcount
    if count:
        file.sweep()
    return count


def _parsed(answer: str) -> object:
    """A stored answer as data; as the text that it is where it cannot be read."""
    try:
        return json.loads(answer) if answer else None
    except ValueError:
        return answer
