import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from rag.web.database import VERSION, Database
from rag.web.storage import HistoryRefused

ROOT = Path(__file__).parents[1]
# The file as its first form was, with two rows.
FIRST_FORM = """
CREATE TABLE conversations (
  id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, changed REAL NOT NULL);
CREATE INDEX conversations_of_reader ON conversations (reader, changed);
CREATE TABLE exchanges (
  conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, place INTEGER NOT NULL, asked REAL NOT NULL,
  question TEXT NOT NULL, state TEXT NOT NULL, mark TEXT NOT NULL, word TEXT NOT NULL, said TEXT NOT NULL,
  answer TEXT NOT NULL, PRIMARY KEY (conversation, place));
PRAGMA user_version = 1;
INSERT INTO conversations VALUES ('a', 'ada', 'one', 1.5);
INSERT INTO exchanges VALUES ('a', 1, 1.5, 'What is it?', 'done', 'up', 'good', 'It is.', '');
"""
READ_ONLY = """
import os, sys
from pathlib import Path
from rag.web.database import Database
from rag.web.storage import HistoryRefused
if os.getuid() == 0:  # who may write everywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    Database(Path(sys.argv[1]) / "history.sqlite3").prepare()
except HistoryRefused as error:
    assert f"The history in {sys.argv[1]} cannot be used" in str(error), error
    assert "Name another folder in FACTORY_CHAT_DATA, make this one writable" in str(error), error
else:
    raise AssertionError("it was written")
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path / "history.sqlite3")
    made.prepare()
    return made


def shape(database: Database) -> set[str]:
    with database.open() as connection:
        return {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def filled(database: Database, rows: int = 300) -> None:
    with database.open() as connection:
        connection.executemany(
            "INSERT INTO conversations VALUES (?, 'ada', ?, 1.0)", ((f"c{n}", "title" * 40) for n in range(rows))
        )


def test_an_acknowledged_row_is_synced_to_a_log(database: Database) -> None:
    with database.open() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,), "2 is FULL"


def test_a_file_of_the_first_form_is_brought_to_the_present_one_with_all_its_rows(
    database: Database, tmp_path: Path
) -> None:
    old = Database(tmp_path / "old.sqlite3")
    with sqlite3.connect(old.path) as connection:
        connection.executescript(FIRST_FORM)
    old.prepare()
    assert shape(old) == shape(database)
    with old.open() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT * FROM conversations").fetchall() == [("a", "ada", "one", 1.5)]
        assert connection.execute("SELECT question, word FROM exchanges").fetchall() == [("What is it?", "good")]


def test_a_change_of_form_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    old = Database(tmp_path / "old.sqlite3")
    with sqlite3.connect(old.path) as connection:
        connection.executescript(FIRST_FORM)
        connection.execute("CREATE INDEX conversations_by_time ON conversations (title)")
    with pytest.raises(HistoryRefused, match="already exists"):
        old.prepare()
    with sqlite3.connect(old.path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT id FROM conversations").fetchall() == [("a",)]


def test_many_who_make_it_at_once_make_it_once(tmp_path: Path) -> None:
    wrong: list[Exception] = []

    def make() -> None:
        try:
            Database(tmp_path / "history.sqlite3").prepare()
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_file_of_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    with database.open() as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryRefused, match="version 99.*FACTORY_CHAT_DATA"):
        database.prepare()
    assert [path.name for path in database.path.parent.glob("*.damaged*")] == []


@pytest.mark.parametrize("how", ["something else", "truncated", "flipped", "zeroed"])
def test_a_damaged_file_is_set_aside_whole_and_a_new_one_begun(
    database: Database, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    filled(database)
    data = bytearray(database.path.read_bytes())
    if how == "something else":
        data = bytearray(b"no database at all" * 100)
    elif how == "truncated":
        del data[len(data) // 2 :]
    elif how == "flipped":  # the kind of a page in the middle
        data[4096 * 3] ^= 0xFF
    else:
        data[4096 * 2 : 4096 * 4] = bytes(4096 * 2)
    database.path.write_bytes(data)
    database.prepare()
    aside = database.path.with_name("history.sqlite3.damaged-1")
    assert aside.read_bytes() == data
    assert f"It was moved to {aside} and a new one is begun" in caplog.text
    with database.open() as connection:
        assert connection.execute("SELECT count(*) FROM conversations").fetchone() == (0,)
    database.path.write_bytes(b"again no database" * 100)
    database.prepare()
    assert database.path.with_name("history.sqlite3.damaged-2").exists() and aside.read_bytes() == data


def test_a_sound_file_with_an_unfinished_log_is_kept(tmp_path: Path, database: Database) -> None:
    crash = "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1]); "
    crash += "c.execute(\"INSERT INTO conversations VALUES ('b', 'bob', 'two', 2.0)\"); c.commit(); os._exit(1)"
    subprocess.run([sys.executable, "-c", crash, str(database.path)], check=False)
    assert database.path.with_name("history.sqlite3-wal").exists()
    database.prepare()
    with database.open() as connection:
        assert connection.execute("SELECT id FROM conversations").fetchall() == [("b",)]


def test_a_folder_that_cannot_be_written_is_said_with_the_way_out() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        subprocess.run([sys.executable, "-c", READ_ONLY, name], cwd=ROOT, check=True, env={**os.environ})
