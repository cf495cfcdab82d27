"""What is done beside answering while the window runs: a newly built index is taken, what is too old is forgotten."""

import logging
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from index.current import current
from rag.assistant import renewed
from rag.web.desk import Desk

# Seconds from one look to the next: a look reads one short file.
_PAUSE = 2.0
_HOUR = 3600.0
_log = logging.getLogger(__name__)


def keep_up(desk: Desk, folders: Mapping[str, Path]) -> None:
    """Do it from now on, in a thread; `folders` are those of the indexes, by the names of their glossaries."""

    def work() -> None:
        refused: dict[str, Path | None] = {}
        forgot = time.monotonic()
        while True:
            time.sleep(_PAUSE)
            for name, folder in folders.items():
                refused[name] = look(desk.at(name), folder, refused.get(name))
            if time.monotonic() - forgot > _HOUR:
                forgot = time.monotonic()
                forget(desk)

    Thread(target=work, name="upkeep", daemon=True).start()


def look(desk: Desk, folder: Path, refused: Path | None = None) -> Path | None:
    """Put the current index to use where it is a new one; returns the build that cannot be used, if it is such.

    `refused` is what the last look returned: it is not reported again, and only tried again where an engine, which may
    hold it by now, is asked. The desk's index stays then.
    """
    found = current(folder)
    in_use = desk.assistant.index.manifest.digest[:12]
    # A build's name begins with its digest: the same digest is the same index, built again.
    if found is None or found.name.startswith(in_use):
        return None
    if found == refused and not desk.assistant.engine:
        return refused
    try:
        desk.shelf.put(renewed(desk.assistant, folder))
    except Exception as error:  # whatever is wrong with the new one, the old one answers
        if found != refused:
            _log.error("The new index is not taken, the one before answers on: %s", error)
        return found
    _log.warning("A new index is in use: %s", desk.assistant.index.manifest.digest[:12])
    return None


def forget(desk: Desk) -> None:
    """Delete the conversations that were kept long enough."""
    try:
        desk.history.forget_old()
    except (sqlite3.Error, OSError):
        _log.exception("Old conversations could not be deleted from %s", desk.history.file.name)
