from pathlib import Path

import pytest

from index.edits import Edit, write_edits
from index.glossaries import Glossary
from index.ingest import ingest
from index.store import load
from index.types import SeedError
from tests.index_fakes import HashEmbedder, write_glossary


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Glossary:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    return Glossary("widgets", write_glossary(tmp_path / "seeds"))


def test_a_folder_is_read_and_again_with_one_entry_more(glossary: Glossary) -> None:
    first = ingest(glossary, HashEmbedder())
    assert (first.fresh, first.reused, first.manifest.entries) == (11, 0, 2)
    (glossary.source / "more.csv").write_text("term,definition\nWidget oil,Widget oil keeps widgets cool.\nVoid,\n")
    again = ingest(glossary, HashEmbedder())
    assert (again.fresh, again.reused, again.manifest.entries) == (2, 11, 3)
    assert again.reading.skipped == ("more.csv:3: 'Void' has no text; write its definition",)
    assert set(load(glossary.index).manifest.corpus) == {"000.txt", "more.csv"}


def test_an_entry_taken_out_costs_nothing_and_comes_back_from_nothing(glossary: Glossary) -> None:
    ingest(glossary, HashEmbedder())
    write_edits(glossary.edits, {"widget-turning": Edit("widget-turning", removed=True)})
    made = ingest(glossary, HashEmbedder())
    assert (made.fresh, made.manifest.entries) == (0, 1)
    assert set(made.manifest.corpus) == {"000.txt", "edits.jsonl"}


def test_a_strict_glossary_stops_at_a_fault_and_the_last_index_stays(glossary: Glossary) -> None:
    before = ingest(glossary, HashEmbedder()).manifest
    (glossary.source / "more.csv").write_text("term,definition\nVoid,\n")
    with pytest.raises(SeedError, match=r"more\.csv:2: 'Void' has no text"):
        ingest(Glossary("widgets", glossary.source, strict=True), HashEmbedder())
    assert load(glossary.index).manifest == before


def test_a_folder_that_is_none_is_said(glossary: Glossary, tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="no such folder"):
        ingest(Glossary("widgets", tmp_path / "nowhere"), HashEmbedder())


def test_ids_stay_when_an_entry_of_the_same_term_comes(glossary: Glossary) -> None:
    ingest(glossary, HashEmbedder())
    (glossary.source / "more.csv").write_text("term,definition,category\nWidget turning,A dance.,dances\n")
    ingest(glossary, HashEmbedder())
    assert "widget-turning" in load(glossary.index).entries
