from pathlib import Path

import pytest

from index.build import build
from index.glossaries import Glossary
from index.ingest import ingest, without_entries
from index.store import DEFAULT_FOLDER
from index.types import OWN, Embedder, IndexRefused
from rag.web.served import assistants, folders
from tests.index_fakes import write_glossary
from tests.test_side_by_side import TEA


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> Glossary:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    made = Glossary("tea", write_glossary(tmp_path / "tea", f"{TEA}leaf, tea\n**Leaf** is the part that is picked.\n"))
    ingest(made, embedder)
    without_entries(made.index, ["leaf"])
    return made


def test_all_glossaries_are_offered_but_not_the_copies_of_the_eval(tea: Glossary) -> None:
    assert folders(DEFAULT_FOLDER, None, None) == {OWN: DEFAULT_FOLDER, "tea": tea.index}
    assert folders(DEFAULT_FOLDER, None, []) == {OWN: DEFAULT_FOLDER}


def test_a_named_one_stands_alone_or_beside_those_that_are_named(tea: Glossary) -> None:
    assert folders(DEFAULT_FOLDER, "tea", None) == {"tea": tea.index}
    assert list(folders(DEFAULT_FOLDER, "tea", ["tea-without"])) == ["tea", "tea-without"]
    with pytest.raises(IndexRefused, match="factory-chat ingest FOLDER --name coffee"):
        folders(DEFAULT_FOLDER, "tea", ["coffee"])


def test_their_assistants_share_the_embedder_and_tell_their_ids_apart(tea: Glossary, tmp_path: Path) -> None:
    first, second = assistants({OWN: DEFAULT_FOLDER, "tea": tea.index})
    assert first.embedder is second.embedder
    assert "gettering" in first.index.entries and "tea:leaf" in second.index.entries
    (alone,) = assistants({"tea": tea.index})
    assert "tea:leaf" in alone.index.entries


def test_one_that_cannot_be_used_is_left_out_unless_it_was_asked_for(
    tea: Glossary, tmp_path: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    build(write_glossary(tmp_path / "seeds"), tmp_path / "built", embedder)
    (tea.index / "CURRENT").write_text("nothing\n")
    where = {OWN: tmp_path / "built", "tea": tea.index}
    assert len(assistants(where)) == 1 and "The glossary tea is left out" in caplog.text
    with pytest.raises(IndexRefused):
        assistants(where, ["tea"])
