"""Where this user's data is kept, if it is kept at all."""

import os
import re
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from rag.web.database import Database
from rag.web.postgres import Postgres
from rag.web.storage import HistoryRefused, Storage

# One for each address, as it holds connections that all its users take from.
postgres = cache(Postgres)


def keeps_history() -> bool:
    """Whether conversations are kept at all: not with FACTORY_CHAT_HISTORY=off, as a public demo wants it."""
    return os.environ.get("FACTORY_CHAT_HISTORY", "on") != "off"


def kept_days() -> float | None:
    """After how many days without a change a conversation is forgotten: FACTORY_CHAT_KEEP_DAYS; None for never.

    Raises HistoryRefused for what is no number of days.
    """
    given = os.environ.get("FACTORY_CHAT_KEEP_DAYS", "").strip()
    if not given:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", given, re.ASCII):
        raise HistoryRefused(f"FACTORY_CHAT_KEEP_DAYS is {given!r}; make it a number of days, or leave it out.")
    return float(given)


def data_folder() -> Path:
    """Where this user's data is: FACTORY_CHAT_DATA, else ai-factory-chat in XDG_DATA_HOME or ~/.local/share.

    Where nothing is to be kept, a new folder that no one else reads and that goes with the machine's temporary files.
    """
    if not keeps_history():
        return Path(tempfile.mkdtemp(prefix="factory-chat-"))
    named = os.environ.get("FACTORY_CHAT_DATA")
    if named:
        return Path(named).expanduser()
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "ai-factory-chat"


def shared() -> Postgres | None:
    """The database of FACTORY_CHAT_DATABASE, which all replicas of the window share; None where each keeps its own.

    Raises HistoryRefused for an address that is none of PostgreSQL, or without the extra `postgres`.
    """
    address = os.environ.get("FACTORY_CHAT_DATABASE", "").strip()
    return postgres(address) if address else None


def storage(path: Path) -> Storage:
    """What keeps the history: the shared database, else SQLite's file at `path`.

    Beside the database too the folder is made, where it can be, as the counts by day lie there.
    """
    database = shared()
    if not database:
        return Database(path)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return database
