"""A full and a read-only disk: a small tmpfs of its own for the index and for the history.

Mounting needs root, or a user that may make namespaces; the program begins itself anew in a namespace of its own, so
that nothing of it is seen outside.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from eval.reliability.record import Found
from eval.reliability.victim import HashedWords
from index.build import build, content_of
from index.seeds import read_seeds
from index.store import SEEDS, load, save
from rag.web.history import History
from rag.web.storage import HistoryRefused
from rag.web.types import Conversation, Exchange

_ORIGIN = {"built": "", "model": HashedWords.name, "weights": HashedWords.weights, "settings": {}, "corpus": {}}
_ANYTHING = 1 << 30


def namespace() -> list[str]:
    """The beginning of a command that runs the rest where it may mount."""
    return ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]


def index(times: int, mount: Path) -> Found:
    """Saving an index `times` times with more room each time, from none to just too little; then read-only."""
    found = Found(f"the index on a full disk, with {times} sizes of room left, and on a read-only one")
    _size(mount, _ANYTHING, "mount")
    folder = mount / "built"
    before = build(SEEDS, folder, HashedWords())[1].digest
    need, used = _used(folder), _used(mount)
    content = content_of(read_seeds(SEEDS).entries[1:], HashedWords())
    listed = sorted(folder.rglob("*"))
    for step in range(times):
        _size(mount, used + need * step // times)
        try:
            save(content, folder, _ORIGIN)
            found.wrong.append(f"it was saved with {step}/{times} of the room that it needs")
            break
        except OSError as error:
            told = f"cannot be written into {folder}" in str(error) and "Make room there" in str(error)
            found.hold(told, "the error names the folder and the way out")
        found.hold(sorted(folder.rglob("*")) == listed, "nothing half-written is left")
        found.hold(load(folder).manifest.digest == before, "the old index answers")
    _size(mount, _ANYTHING)
    subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)
    try:
        save(content, folder, _ORIGIN)
    except OSError as error:
        found.hold("Read-only file system" in str(error) and "make it writable" in str(error), "read-only is said")
    found.hold(load(folder).manifest.digest == before, "what is read-only can be read")
    try:
        History(folder)
    except HistoryRefused as error:
        found.hold("FACTORY_CHAT_DATA, make this one writable" in str(error), "a read-only history is said")
    subprocess.run(["mount", "-o", "remount,rw", str(mount)], check=True)
    after = save(content, folder, _ORIGIN).digest
    found.hold(load(folder).manifest.digest == after, "with room again, the new index answers")
    return found


def history(mount: Path) -> Found:
    """Saving on a disk that fills up: a row is kept, or the caller is told, and all kept rows stay."""
    found = Found("the history on a full disk")
    _size(mount, _ANYTHING, "mount")
    made = History(mount)
    _size(mount, _used(mount) + 300_000)
    kept, refused = [], 0
    for number in range(400):
        talk = Conversation("", (Exchange(f"question {number}", "done", word="w" * 2000),))
        try:
            kept.append(made.save("ada", talk, 1).id)
        except sqlite3.OperationalError as error:
            refused += 1
            found.hold("full" in str(error), "the error says that the disk is full")
    found.hold(bool(kept) and refused > 0, "some rows were kept and some refused")
    found.hold(all(made.read("ada", one) for one in kept), "every kept row is there while the disk is full")
    _size(mount, _ANYTHING)
    found.hold(bool(made.save("ada", talk, 1).id), "with room again, rows are kept again")
    found.hold(all(made.read("ada", one) for one in kept), "and all of before are there")
    return found


def _size(mount: Path, size: int, how: str = "remount") -> None:
    options = f"size={size}" if how == "mount" else f"remount,size={size}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(mount)], check=True)


def _used(place: Path) -> int:
    return sum(file.stat().st_blocks * 512 for file in place.rglob("*") if file.is_file())


def anew(times: int, folder: Path) -> list[str]:
    """The command that runs this module where it may mount, on a folder."""
    options = ["full", "--times", str(times), "--mount", str(folder)]
    return [*namespace(), sys.executable, "-m", "eval.reliability", *options]
