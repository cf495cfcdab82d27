import json
from pathlib import Path

import pytest

from rag.web.__main__ import main
from rag.web.drift import FILE
from rag.web.history import History
from rag.web.types import Conversation, Exchange


@pytest.fixture
def data(tmp_path: Path) -> Path:
    history = History(tmp_path / "data")
    for reader in ("ada", "bob"):
        history.save(reader, Conversation("", (Exchange(f"of {reader}", "done"),)), 1)
    return tmp_path / "data"


def test_all_that_is_kept_comes_as_json_lines_into_a_file_of_its_owners(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.jsonl"
    assert main(["--data", str(data), "export", "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["exchanges"][0]["question"] for row in rows] == ["of ada", "of bob"]
    assert out.stat().st_mode & 0o77 == 0
    assert main(["--data", str(data), "export"]) == 0
    assert capsys.readouterr().out == out.read_text()


def test_a_reader_can_be_deleted_and_all(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "delete", "--reader", "bob"]) == 0
    assert "1 conversations deleted" in capsys.readouterr().err
    assert main(["--data", str(data), "delete", "--days", "1"]) == 0
    assert [row.title for row in History(data).conversations("ada")] == ["of ada"]
    days = data / FILE
    days.write_text("{}")
    assert main(["--data", str(data), "delete", "--all"]) == 0
    assert History(data).conversations("ada") == () and not days.exists()


def test_what_is_deleted_must_be_said(data: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(data), "delete"])


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["--data", str(tmp_path / "file"), "export"]) == 1
    assert "FACTORY_CHAT_DATA" in capsys.readouterr().err
