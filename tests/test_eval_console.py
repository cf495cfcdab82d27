import json
from pathlib import Path

import pytest

from eval.console import main
from tests.lint_fakes import glossary

PAGES = {
    "widget_oil": "**Widget Oil (WO)** is a thin oil that keeps widgets cool.\n- **Cost**: about four coins a barrel.",
    "widget_wax": "**Widget Wax** is a hard paste for old widgets. It melts at 64 °C in summer.",
    "widget_sizes": "**Sizes** are the lengths of things in use.\n| Name | Length |\n|---|---|\n| Small | 3 cm |",
}


def test_a_new_glossary_is_read_drafted_and_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    (tmp_path / "pages").mkdir()
    glossary(tmp_path / "pages", **PAGES)
    questions = tmp_path / "questions.jsonl"
    assert main(["ingest", str(tmp_path / "pages"), "--name", "widgets"]) == 0
    assert main(["eval", "--draft", "3", "--without", "1", "--glossary", "widgets", "--out", str(questions)]) == 0
    rows = [json.loads(line) for line in questions.read_text().splitlines()]
    assert [row["drafted"] for row in rows][-1] == "near miss" and len(rows) == 3
    run = ["--glossary", "widgets-without", "--questions", str(questions), "--out", str(tmp_path / "run")]
    assert main(["eval", *run]) == 0
    metrics = json.loads((tmp_path / "run" / "metrics.json").read_text())
    assert metrics["system"]["snapshot"] and metrics["system"]["index"]
    assert main(["eval", "report", str(tmp_path / "run")]) == 0


def test_a_question_goes_to_the_terminal_and_a_glossary_that_is_none_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path))
    assert main(["define", "GIDL"]) == 0
    assert "Gate-Induced Drain Leakage" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["eval", "--draft", "3", "--glossary", "tea"])
    assert "factory-chat ingest FOLDER --name tea" in capsys.readouterr().err
