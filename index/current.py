"""Which build of an index is in use: the file CURRENT names it, and is replaced by one atomic rename.

Builds are written under a lock, one at a time, that the system lets go of however a process ends: what lies unfinished
while one holds the lock was left by a killed build. No clock is asked, as it may be wrong.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".building-"
_POINTER, _LOCK = "CURRENT", ".lock"


def current(folder: Path) -> Path | None:
    """The folder of the build in use; None when CURRENT is absent or names no build that lies in `folder`."""
    pointer = folder / _POINTER
    name = pointer.read_text(errors="replace").strip() if pointer.is_file() else ""
    # A build's name has neither a slash nor a dot in front: whatever else CURRENT says, it does not lead elsewhere.
    named = name and name == Path(name).name and not name.startswith(".")
    return folder / name if named and (folder / name).is_dir() else None


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new folder within `folder` to write a build into; gone when the block ends, unless it was made current.

    Others who build there wait for it. What killed builds left is removed first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(f"{UNFINISHED}*"):
            _remove(left)
        new = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
        try:
            yield new
        finally:
            _remove(new)


def make_current(new: Path, name: str) -> None:
    """Give a build that `unfinished` made its name, put it to use and remove those before the last one.

    The last one stays for those who are reading it. Raises OSError when CURRENT cannot be written; it then names the
    last one as before.
    """
    folder, last = new.parent, current(new.parent)
    pointer = folder / f"{UNFINISHED}{name}"
    new.chmod(0o755)
    home = new.rename(folder / name)
    try:
        pointer.write_text(f"{name}\n")
        for path in (*home.rglob("*"), home, pointer):
            _settle(path)
        os.replace(pointer, folder / _POINTER)
    except BaseException:
        pointer.unlink(missing_ok=True)
        _remove(home)
        raise
    _settle(folder)
    for old in folder.iterdir():
        if old.is_dir() and old not in (home, last) and not old.name.startswith("."):
            _remove(old)


def _settle(path: Path) -> None:
    """Have a file or folder lie on the disk itself, so that it is whole even after a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
