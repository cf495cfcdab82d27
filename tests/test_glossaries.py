from pathlib import Path

import pytest

from index.glossaries import Glossary, check_name, edition_of, glossaries, glossary, root
from index.ingest import ingest
from index.store import load
from index.types import OWN, IndexRefused
from tests.index_fakes import HashEmbedder, write_glossary


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_glossary_that_was_read_is_known_by_its_name(tmp_path: Path) -> None:
    made = Glossary("widgets", write_glossary(tmp_path / "seeds"), strict=True)
    ingest(made, HashEmbedder())
    assert glossary("widgets") == made
    assert glossaries() == [made]
    manifest = load(made.index).manifest
    assert str(edition_of(made.index, manifest)) == f"widgets {manifest.snapshot}"
    assert edition_of(tmp_path / "built", manifest).name == OWN


def test_an_unknown_name_says_which_there_are_and_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(IndexRefused, match=r"there are: none yet\. .*factory-chat ingest FOLDER --name widgets"):
        glossary("widgets")


@pytest.mark.parametrize("name", ["", "..", "a/b", "Ä", "-a", "a" * 42, "a\n"])
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(IndexRefused, match="is no name for a glossary"):
        check_name(name)


def test_damaged_facts_are_refused_with_the_way_out(data: Path) -> None:
    (data / "glossaries" / "widgets").mkdir(parents=True)
    (data / "glossaries" / "widgets" / "about.json").write_text("{}")
    with pytest.raises(IndexRefused, match="factory-chat ingest FOLDER --name widgets"):
        glossary("widgets")


def test_glossaries_lie_with_the_users_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert root() == tmp_path / "data" / "glossaries"
    monkeypatch.delenv("FACTORY_CHAT_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert root() == tmp_path / "home" / "ai-factory-chat" / "glossaries"
