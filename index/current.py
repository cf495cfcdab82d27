"""Which build of an index is in use: the file CURRENT names it, and is replaced by one atomic rename."""

import os
import shutil
import time
from pathlib import Path

UNFINISHED = ".building-"
_POINTER = "CURRENT"
# Writing a build takes seconds: one that is still unfinished after this long (in seconds) was broken off.
_BROKEN_OFF = 3600


def current(folder: Path) -> Path | None:
    """The folder of the build in use; None when CURRENT is absent or names no build that lies in `folder`."""
    pointer = folder / _POINTER
    name = pointer.read_text(errors="replace").strip() if pointer.is_file() else ""
    # A build's name has neither a slash nor a dot in front: whatever else CURRENT says, it does not lead elsewhere.
    named = name and name == Path(name).name and not name.startswith(".")
    return folder / name if named and (folder / name).is_dir() else None


def make_current(new: Path) -> None:
    """Put the finished build `new` to use and remove the builds before the last one, and what broken ones left.

    The last one stays for those who are reading it. Raises OSError when CURRENT cannot be written; it then names the
    last one as before.
    """
    folder, last = new.parent, current(new.parent)
    pointer = folder / f"{UNFINISHED}{new.name}"
    try:
        pointer.write_text(f"{new.name}\n")
        os.replace(pointer, folder / _POINTER)
    except BaseException:
        pointer.unlink(missing_ok=True)
        raise
    for old in folder.iterdir():
        if old.is_dir() and old not in (new, last) and (not old.name.startswith(".") or _broken_off(old)):
            shutil.rmtree(old, ignore_errors=True)


def _broken_off(build: Path) -> bool:
    return build.name.startswith(UNFINISHED) and build.stat().st_mtime < time.time() - _BROKEN_OFF
