"""A glossary of another field goes in, is asked and is measured: eval/glossaries/beekeeping."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main as measure
from index.glossaries import Glossary
from index.ingest import Ingested, ingest
from index.lint.lint import lint
from index.types import Embedder
from rag.__main__ import main

BEES = Path(__file__).parents[1] / "eval" / "glossaries" / "beekeeping"
QUESTIONS = BEES.parents[1] / "questions" / "beekeeping.jsonl"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def data(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(home))


@pytest.fixture
def made(embedder: Embedder) -> Ingested:
    """The glossary; only the first test embeds it."""
    return ingest(Glossary("bees", BEES, strict=True), embedder)


def test_three_formats_go_in_whole_and_the_second_time_for_nothing(made: Ingested, embedder: Embedder) -> None:
    assert {file.format for file in made.reading.files} == {"CSV", "JSON", "Markdown"}
    assert (made.manifest.entries, made.reading.skipped) == (72, ())
    again = ingest(Glossary("bees", BEES, strict=True), embedder)
    assert (again.fresh, again.manifest.digest) == (0, made.manifest.digest)


def test_an_answer_cites_file_and_line(made: Ingested, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--glossary", "bees", "--llm", "off", "At what temperature does beeswax melt?"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("62 to 65 °C" in line for line in lines)
    row = next(line for line in lines if "products-and-health.json:" in line)
    number = int(row.split("products-and-health.json:")[1].split(")")[0])
    file = (BEES / "products-and-health.json").read_text("utf-8").split("\n")
    assert "Beeswax" in file[number]


def test_its_questions_are_sound_and_are_answered(
    made: Ingested, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(["validate", "--glossary", "bees", str(QUESTIONS)]) == 0
    assert measure(["run", "--glossary", "bees", "--questions", str(QUESTIONS), "--out", str(tmp_path)]) == 0
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["questions"]["count"] == 42 and metrics["misquoted"] == []
    assert metrics["system"]["snapshot"] == made.manifest.snapshot
    assert metrics["overall"]["hit@1"]["value"] >= 0.9
    assert metrics["overall"]["false_refusal"]["value"] <= 0.1


def test_nothing_in_it_wants_mending(made: Ingested) -> None:
    assert lint(made.reading.entries, BEES) == []
