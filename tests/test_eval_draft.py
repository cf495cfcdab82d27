import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.draft import MADE, draft, to_take_out
from eval.questions import read_cases
from index.glossaries import Glossary
from index.ingest import ingest
from index.seeds import read_seeds
from index.store import load
from index.types import Embedder, Entry
from tests.lint_fakes import glossary

OIL = "**Widget Oil (WO)** is a thin oil that keeps widgets cool.\n- **Cost**: about four coins for a full barrel.\n"
WAX = "**Widget Wax** is a hard paste for old widgets. It melts at 64 °C in summer."
TABLE = "**Widget Sizes** are sizes of widgets in use.\n| Name | Length |\n|---|---|\n| Small | 3 cm |"


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, Entry]:
    made = glossary(tmp_path, widget_oil=OIL + "It is old.", widget_wax=WAX, widget_sizes=TABLE)
    return {entry.id: entry for entry in made}


def test_every_kind_of_question_is_drafted_with_its_fact(entries: dict[str, Entry]) -> None:
    made = {one["turns"][0]: one["nuggets"][0]["match"][0][0] for one in draft(entries, 10)}
    assert set(made.items()) < {
        ("What is meant by Widget Oil (WO)?", "thin oil that keeps widgets"),
        ("What is meant by Widget Wax?", "hard paste for old widgets"),
        ("What is meant by Widget Sizes?", "sizes of widgets in use"),
        ("What about the cost of Widget Oil (WO)?", "about four coins for a"),
        ("Which figures are given for Widget Wax?", "64 °c in"),
        ("Widget Sizes: what is the length of Small?", "3 cm"),
        ("What does WO stand for?", "widget oil"),
    }
    assert len(made) == 3, "one question an entry"


def test_drafts_say_that_a_program_made_them_and_come_again(entries: dict[str, Entry]) -> None:
    rows = draft(entries, 2)
    assert len(rows) == 2 and all(row["made"] == MADE and str(row["id"]).startswith("draft-") for row in rows)
    assert draft(entries, 2) == rows


def test_entries_that_others_name_are_not_taken_out(tmp_path: Path) -> None:
    made = glossary(tmp_path, oil="**Oil** cools.", wax="**Wax** is drier than oil.", fat="**Fat** is soft.")
    assert sorted(to_take_out({entry.id: entry for entry in made}, 9)) == ["fat", "wax"]


def test_an_entry_that_is_taken_out_is_asked_for_without_an_answer(entries: dict[str, Entry]) -> None:
    rows = draft(entries, 9, ["widget-wax"])
    assert (rows[-1]["type"], rows[-1]["answerable"], rows[-1]["gold"]) == ("near_miss", False, [])
    assert rows[-1]["turns"] == ["What is meant by Widget Wax?"]
    assert not any("Wax" in str(row["turns"]) for row in rows[:-1])


def test_drafts_are_sound_for_the_copy_that_they_are_to_be_asked_of(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    (tmp_path / "in").mkdir()
    glossary(tmp_path / "in", widget_oil=OIL + "It is old.", widget_wax=WAX, widget_sizes=TABLE)
    named = Glossary("widgets", tmp_path / "in")
    ingest(named, embedder)
    out = tmp_path / "draft.jsonl"
    assert main(["draft", "--glossary", "widgets", "--count", "5", "--without", "1", "--out", str(out)]) == 0
    assert "--glossary widgets-without: a copy without" in capsys.readouterr().out
    assert main(["validate", "--glossary", "widgets-without", str(out)]) == 0
    assert [case.answerable for case in read_cases(out)] == [True, True, False]
    assert (len(load(named.index).entries), len(load(Glossary("widgets-without", named.source).index).entries)) == (
        3,
        2,
    )
    assert main(["draft", "--without", "1", "--out", str(out)]) == 1
    assert "is not of a named glossary" in capsys.readouterr().err


def test_the_seeds_give_forty_sound_questions(tmp_path: Path) -> None:
    entries = {entry.id: entry for entry in read_seeds(Path(__file__).parents[1] / "seeds").entries}
    rows = draft(entries, 40)
    assert len(rows) == 40 and {row["type"] for row in rows} == {"definition", "detail", "acronym"}
    (tmp_path / "draft.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert len(read_cases(tmp_path / "draft.jsonl")) == 40
