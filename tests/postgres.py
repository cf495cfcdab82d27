"""A PostgreSQL of its own in a temporary folder, on a socket of the file system alone, for tests and trials."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

# Debian keeps the server's programs out of the path.
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))


def missing() -> str:
    """What is not installed of what the window needs to keep its history in PostgreSQL; "" where all is there."""
    if not shutil.which("initdb", path=str(PROGRAMS)):
        return "PostgreSQL is not installed: apt-get install postgresql"
    absent = [name for name in ("psycopg", "sqlalchemy", "alembic") if not find_spec(name)]
    return f"the extra postgres is not installed: {', '.join(absent)}" if absent else ""


class Cluster:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl."""
        _run("pg_ctl", "--pgdata", f"{self.folder}/data", "--wait", "--silent", *arguments)

    def start(self) -> None:
        """Start the server; it listens on no port."""
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self.control("start", "--log", f"{self.folder}/log", "--options", settings)

    def stop(self, mode: str = "fast") -> None:
        """Stop it; "immediate" is as if the machine had lost its power."""
        self.control("stop", "--mode", mode)

    def fresh(self) -> str:
        """The address of a new, empty database, as FACTORY_CHAT_DATABASE has it."""
        name = f"chat{next(self._numbers)}"
        _run("createdb", "--host", str(self.folder), "--username", "chat", name)
        return f"postgresql://chat@/{name}?host={self.folder}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server while the block runs; skips the test where PostgreSQL is not installed."""
    if reason := missing():
        pytest.skip(reason)
    with TemporaryDirectory(prefix="factory-chat-pg-") as name:
        folder = Path(name)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, *_nobody())
        _run(
            "initdb",
            "--pgdata",
            f"{name}/data",
            "--username",
            "chat",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        )
        made = Cluster(folder)
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")


def _nobody() -> tuple[int, int]:
    """A user and group without rights."""
    names = {one.pw_name: one for one in pwd.getpwall()}
    found = names.get("postgres") or names["nobody"]
    return found.pw_uid, found.pw_gid


def _run(program: str, *arguments: str) -> None:
    user, group = _nobody() if os.getuid() == 0 else (None, None)
    command = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(command, user=user, group=group, cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
