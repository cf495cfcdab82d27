from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.glossaries import ALL
from index.side_by_side import called
from index.store import load
from index.types import OWN
from rag.assistant import Assistant
from rag.web.shelf import MOST_TOGETHER, Shelf
from tests.index_fakes import GLOSSARY, HashEmbedder, write_glossary
from tests.test_side_by_side import TEA


def assistant(folder: Path, text: str, name: str = "") -> Assistant:
    build(write_glossary(folder, text), folder / "built", HashEmbedder())
    index = load(folder / "built")
    if name:
        index = called(replace(index, editions={"": replace(index.editions[""], name=name)}), name)
    return Assistant(index, HashEmbedder(), index.vocabulary, None)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf([assistant(tmp_path / "widgets", GLOSSARY), assistant(tmp_path / "tea", TEA, "tea")])


def test_each_can_be_asked_and_all_together(shelf: Shelf) -> None:
    assert list(shelf.held.assistants) == [OWN, "tea", ALL]
    assert shelf.held.widest.index.manifest.entries == len(shelf.held.terms.entries) == 3


def test_a_new_index_takes_the_place_of_its_own_glossary(shelf: Shelf, tmp_path: Path) -> None:
    told: list[Assistant] = []
    shelf.told.append(told.append)
    shelf.put(assistant(tmp_path / "newer", TEA.replace("four", "five"), "tea"))
    assert list(shelf.held.assistants) == [OWN, "tea", ALL] and told == [shelf.held.widest]
    for name in ("tea", ALL):
        assert "five steps" in shelf.held.assistants[name].index.entries["tea:widget-polishing"].body
    assert "five steps" in shelf.held.terms.entries["tea:widget-polishing"].body


def test_one_alone_is_not_asked_together(tmp_path: Path) -> None:
    alone = assistant(tmp_path / "widgets", GLOSSARY)
    assert list(Shelf([alone]).held.assistants) == [OWN] and Shelf([alone]).held.widest is alone


def test_indexes_of_different_models_or_too_many_entries_stay_apart(tmp_path: Path) -> None:
    ours, tea = assistant(tmp_path / "widgets", GLOSSARY), assistant(tmp_path / "tea", TEA, "tea")
    other = replace(tea, index=replace(tea.index, manifest=replace(tea.index.manifest, weights="others")))
    assert list(Shelf([ours, other]).held.assistants) == [OWN, "tea"]
    (entry,) = tea.index.entries.values()
    many = {f"tea:{number}": replace(entry, id=f"tea:{number}") for number in range(MOST_TOGETHER)}
    big = replace(tea, index=replace(tea.index, entries=many))
    assert list(Shelf([ours, big]).held.assistants) == [OWN, "tea"]
