import json
import re
from pathlib import Path

import pytest

from index.glossaries import Glossary
from rag.__main__ import main
from rag.glossary_commands import watched

COFFEE = """term,definition
Crema,Crema is the golden foam on an espresso.
Tamper,A tamper presses coffee into a puck.
Void,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    (tmp_path / "coffee").mkdir()
    (tmp_path / "coffee" / "rows.csv").write_text(COFFEE)
    return tmp_path / "coffee"


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_folder_goes_in_and_is_asked_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "ingest", str(folder), "--name", "coffee")
    assert code == 0
    assert "rows.csv: CSV, 2 entries read\n    columns: term = 'term'; text = 'definition'\n" in out
    assert "left out: rows.csv:4: 'Void' has no text" in out
    assert "2 entries (0 copies merged); 4 texts embedded, 0 were there" in out
    code, out, _ = ran(capsys, "ask", "--glossary", "coffee", "--llm", "off", "What is crema?")
    assert re.match(
        r"Crema is the golden foam on an espresso\. \[1\]\n    \[1\] Crema \(coffee \w{12}, rows\.csv:2\)", out
    )
    code, out, _ = ran(capsys, "glossaries")
    assert out.split()[0] == "coffee" and "2 entries" in out


def test_entries_are_added_changed_and_taken_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(folder), "--name", "coffee"])
    capsys.readouterr()
    _, out, _ = ran(capsys, "add", "--glossary", "coffee", "--term", "Puck", "--text", "A puck is pressed coffee.")
    assert "3 entries" in out and "2 texts embedded, 4 were there" in out and "Kept: puck" in out
    _, out, _ = ran(capsys, "update", "puck", "--glossary", "coffee", "--text", "A puck is spent.", "--alias", "cake")
    assert "3 entries" in out and "Kept: puck" in out
    assert "A puck is spent." in ran(capsys, "define", "--glossary", "coffee", "cake")[1]
    _, out, _ = ran(capsys, "remove", "tamper", "--glossary", "coffee")
    assert "2 entries" in out and "0 texts embedded, 4 were there" in out and "Taken out: tamper" in out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("add", "--term", "Crema", "--text", "x"), "factory-chat update crema"),
        (("add", "--term", "Puck", "--text", " "), "'Puck' has no text"),
        (("update", "gone", "--text", "x"), "there is no entry 'gone'"),
        (("remove", "gone"), "there is no entry 'gone'"),
    ],
)
def test_an_edit_that_cannot_be_is_an_error_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], said: str
) -> None:
    main(["ingest", str(folder), "--name", "coffee"])
    capsys.readouterr()
    code, _, err = ran(capsys, *command, "--glossary", "coffee")
    assert code == 1 and said in err
    assert not list(folder.parent.rglob("edits.jsonl"))


def test_an_unknown_glossary_says_how_to_make_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ask", "--glossary", "tea", "x"])
    assert "factory-chat ingest FOLDER --name tea" in capsys.readouterr().err
    assert ran(capsys, "remove", "x", "--glossary", "tea")[0] == 1


def test_strict_stops_at_the_first_row_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ran(capsys, "ingest", str(folder), "--name", "coffee", "--strict")
    assert code == 1 and "rows.csv:4: 'Void' has no text" in err
    assert ran(capsys, "glossaries")[1] == ""


def test_several_glossaries_are_asked_together_and_those_that_answer_are_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "rows.csv").write_text("term,definition\nGaiwan,A gaiwan is a lidded bowl for tea.\n")
    main(["ingest", str(folder), "--name", "coffee"])
    main(["ingest", str(tmp_path / "tea"), "--name", "tea"])
    capsys.readouterr()
    both = ("ask", "--llm", "off", "--glossary", "coffee", "--also", "tea")
    _, out, _ = ran(capsys, *both, "What is a gaiwan?")
    assert re.fullmatch(r"tea \w{12}:\nA gaiwan is .* \[1\]\n    \[1\] Gaiwan \(tea \w{12}, rows\.csv:2\): .*\n", out)
    _, out, _ = ran(capsys, *both, "Who won the world cup?")
    assert out.count("does not have an answer") == 2 and "coffee" in out and "tea" in out
    _, out, _ = ran(capsys, *both, "--json", "What is crema?")
    assert json.loads(out)["glossary"].startswith("coffee ")


def test_a_watched_folder_is_read_again_when_a_file_changes_and_outlasts_a_fault(folder: Path) -> None:
    good = [lambda: (folder / "more.csv").write_text("term,definition\nPuck,A puck is pressed coffee.\n")]
    steps = iter([lambda: None, *good, lambda: (folder / "more.csv").unlink(), lambda: (folder / "rows.csv").unlink()])

    def rest() -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    lines = []
    with pytest.raises(KeyboardInterrupt):
        for line in watched(Glossary("coffee", folder), None, rest):
            lines.append(line)
    built = [line.split(": ")[1].split(" entries")[0] for line in lines if line.startswith("Glossary coffee")]
    assert built == ["2", "3", "2"]
    assert sum(line.startswith("Watching") for line in lines) == 4
    assert any(line.startswith("error: ") and "no seed files with entries" in line for line in lines)
