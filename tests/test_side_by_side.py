from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.packed import PackedVectors
from index.side_by_side import called, edition, glossary_in, together
from index.store import Index, load
from index.types import OWN
from index.unanswered import Unanswered, Vain
from rag.search import define
from tests.index_fakes import GLOSSARY, HashEmbedder, write_glossary

TEA = "widget polishing, tea\n**Widget Polishing** is a dance of tea pickers. It has four steps.\n"


@pytest.fixture
def widgets(tmp_path: Path) -> Index:
    build(write_glossary(tmp_path / "widgets", GLOSSARY), tmp_path / "built", HashEmbedder())
    return load(tmp_path / "built")


@pytest.fixture
def tea(tmp_path: Path) -> Index:
    build(write_glossary(tmp_path / "tea", TEA), tmp_path / "tea-built", HashEmbedder())
    index = load(tmp_path / "tea-built")
    return called(replace(index, editions={"": replace(index.editions[""], name="tea")}), "tea")


def test_ids_say_which_glossary_they_are_of(tea: Index) -> None:
    assert [*tea.entries] == ["tea:widget-polishing"] == [*tea.concepts]
    assert {passage.entry_id for passage in tea.passages} == {"tea:widget-polishing"}
    assert tea.sentences[0].passage_id == tea.passages[0].id == "tea:widget-polishing#1"
    assert (glossary_in("tea:widget-polishing"), glossary_in("widget-polishing")) == ("tea", "")
    found = edition("tea:widget-polishing", tea.editions)
    assert found and str(found) == f"tea {tea.manifest.snapshot}"


def test_all_are_asked_as_one_and_entries_of_one_name_are_kept_apart(widgets: Index, tea: Index) -> None:
    both = together([widgets, tea])
    assert [entry.id for entry in define("widget polishing", both)] == ["widget-polishing-wp", "tea:widget-polishing"]
    assert both.manifest.entries == len(both.entries) == 3
    assert {edition(one, both.editions).name for one in both.entries} == {OWN, "tea"}  # type: ignore[union-attr]
    assert len(both.manifest.corpus) == 2 and both.manifest.digest not in (widgets.manifest.digest, "")


def test_rows_of_all_are_those_of_each(widgets: Index, tea: Index) -> None:
    both = together([widgets, tea])
    assert np.array_equal(both.passage_vectors.rows[-1], tea.passage_vectors.rows[-1])
    assert np.array_equal(both.tokens.vectors[-3:], tea.tokens.vectors[-3:])
    place = both.place["tea:widget-polishing"]
    ours = [both.sentences[row].passage_id for row in both.sentence_rows(place)]
    assert ours == [sentence.passage_id for sentence in tea.sentences]
    assert both.words.scores(["danc"]).argmax() == len(both.passages) - 1


def test_what_one_cannot_answer_and_another_may_is_no_longer_asked_in_vain(widgets: Index, tea: Index) -> None:
    texts = ("Who invented widget turning?", "Which tea pickers' dances of Widget-Polishing are the oldest?")
    asked = Unanswered(Vain(texts), PackedVectors.of(HashEmbedder().embed(texts)))
    both = together([replace(widgets, unanswered=asked), tea])
    assert both.unanswered.questions == Vain(texts[:1])
    assert np.array_equal(both.unanswered.vectors.rows, asked.vectors.rows[:1])


def test_what_two_are_asked_in_vain_stays_asked_in_vain(widgets: Index, tea: Index) -> None:
    texts = ("Who invented widget polishing?",)
    asked = Unanswered(Vain(texts), PackedVectors.of(HashEmbedder().embed(texts)))
    both = together([replace(widgets, unanswered=asked), replace(tea, unanswered=asked)])
    assert both.unanswered.questions == Vain(texts)
