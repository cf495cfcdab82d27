import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.web.history import History
from rag.web.postgres import DatabaseLost, Postgres
from rag.web.storage import HistoryRefused
from rag.web.types import Conversation, Exchange
from tests.postgres import Cluster

pytest.importorskip("psycopg", reason="the extra postgres is not installed")
ROOT = Path(__file__).parents[1]
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"


@pytest.fixture
def at(database: str) -> Iterator[Callable[[], Postgres]]:
    """Makes replicas' views of one empty database."""
    made: list[Postgres] = []

    def one() -> Postgres:
        made.append(Postgres(database))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture
def prepared(at: Callable[[], Postgres]) -> Postgres:
    made = at()
    made.prepare()
    return made


def test_the_tables_are_made_once_and_keep_their_rows(prepared: Postgres, at: Callable[[], Postgres]) -> None:
    with prepared.open() as rows:
        rows.execute("INSERT INTO conversations VALUES ('a', 'ada', 'one', 1.5)")
    at().prepare()
    with prepared.open() as rows:
        names = [row[0] for row in rows.execute(TABLES)]
        assert names == ["alembic_version", "conversations", "exchanges", "requests", "signed_in"]
        assert rows.execute("SELECT changed FROM conversations").fetchall() == [(1.5,)]


def test_many_replicas_that_start_at_once_make_them_once(at: Callable[[], Postgres]) -> None:
    wrong: list[Exception] = []

    def make() -> None:
        try:
            at().prepare()
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_tables_of_a_newer_version_are_refused_and_left_alone(prepared: Postgres, at: Callable[[], Postgres]) -> None:
    with prepared.open() as rows:
        rows.execute("UPDATE alembic_version SET version_num = '99'")
    with pytest.raises(HistoryRefused, match="version 99, written by a newer AI Factory Chat; this is 1.*DATABASE"):
        at().prepare()
    with prepared.open() as rows:
        assert rows.execute("SELECT version_num FROM alembic_version").fetchall() == [("99",)]


def test_a_change_of_form_that_fails_leaves_the_database_as_it_was(at: Callable[[], Postgres]) -> None:
    made = at()
    with made.open() as rows:
        rows.execute("CREATE TABLE signed_in (mine TEXT)")
    with pytest.raises(HistoryRefused, match='"signed_in" already exists'):
        made.prepare()
    with made.open() as rows:
        assert rows.execute(TABLES).fetchall() == [("signed_in",)]


def test_what_fails_within_a_block_is_not_kept(prepared: Postgres) -> None:
    with pytest.raises(DatabaseLost, match="does not exist"), prepared.open() as rows:
        rows.execute("INSERT INTO conversations VALUES ('a', 'ada', 'one', 1.5)")
        rows.execute("SELECT * FROM nothing")
    with prepared.open() as rows:
        assert rows.execute("SELECT count(*) FROM conversations").fetchone() == (0,)


def test_an_acknowledged_row_is_synced_to_the_log(prepared: Postgres) -> None:
    with prepared.open() as rows:
        settings = [rows.execute(f"SHOW {name}").fetchone()[0] for name in ("fsync", "synchronous_commit")]
    assert settings == ["on", "on"]


@pytest.mark.parametrize(
    "address", ["mysql://ada:secret@here/x", "history.sqlite3", "secret words", "postgresql+x://a"]
)
def test_another_kind_of_address_is_refused_without_telling_it(address: str) -> None:
    with pytest.raises(HistoryRefused, match="make it postgresql://USER@HOST/NAME") as refused:
        Postgres(address)
    assert "ada" not in str(refused.value)


def test_a_database_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    made = Postgres(f"postgresql://ada:secret@/chat?host={tmp_path}")
    with pytest.raises(HistoryRefused, match=r"cannot be used: .*\. Mend FACTORY_CHAT_DATABASE") as refused:
        made.prepare()
    assert "ada:***" in str(refused.value) and "secret" not in str(refused.value)


def test_a_database_that_restarts_loses_no_row_and_is_found_again(
    postgres: Cluster, database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATABASE", database)
    history = History(tmp_path)
    talk = history.save("ada", Conversation("", (Exchange("one", "done"),)), 1)
    postgres.stop("immediate")
    try:
        with pytest.raises(OSError, match=r"postgresql://chat@/chat\d+"):
            history.conversations("ada")
    finally:
        postgres.start()
    talk = history.save("ada", replace(talk, exchanges=(*talk.exchanges, Exchange("two", "done"))), 2)
    found = history.read("ada", talk.id)
    assert found and [one.question for one in found.exchanges] == ["one", "two"]


def test_without_the_packages_the_way_to_them_is_said() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from rag.web.postgres import Postgres\n"
        "try: Postgres('postgresql://here/x')\n"
        "except OSError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ".venv/bin/python -m pip install '.[postgres]'" in done.stdout
