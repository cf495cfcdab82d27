from dataclasses import replace
from pathlib import Path

import numpy as np

from index.stores.rows import editions, numbered, rows, tag_of
from tests.stores_fakes import built, entries


def test_an_entry_that_did_not_change_keeps_its_ids(tmp_path: Path) -> None:
    first, second, *others = entries()
    old = built(tmp_path / "old", first, second, *others)
    new = built(tmp_path / "new", (second[0], second[1] + " It is done twice."), *others)
    before, after = numbered(old, "sentences", "g"), numbered(new, "sentences", "g")
    kept = {old.ids[place.entry] for row_id, place in before.items() if row_id in after}
    assert kept == set(old.ids) - {"kilns-care", "mills-care"}
    assert len(before) == len(old.sentences) and len(after) == len(new.sentences)


def test_where_an_entry_was_read_does_not_count_but_the_model_does(tmp_path: Path) -> None:
    index = built(tmp_path, *entries()[:2])
    moved = replace(index, entries={key: replace(one, sources=()) for key, one in index.entries.items()})
    assert editions(moved) == editions(index)
    other = replace(index, manifest=replace(index.manifest, weights="others"))
    assert not set(editions(other)) & set(editions(index))


def test_a_row_says_what_it_is_of_and_has_the_words_that_are_scored(tmp_path: Path) -> None:
    index = built(tmp_path, *entries()[:2])
    wanted = numbered(index, "passages", "mine")
    assert all(row_id.startswith(tag_of("mine")) for row_id in wanted)
    first = next(rows(index, "passages", "mine", wanted))
    said = {"glossary": "mine", "entry": "kilns-care", "category": "heavy", "letter": "K", "names": "kiln care"}
    assert said.items() <= first.items()
    assert first["words"].split()[:2] == ["kiln", "care"] and "oil" in first["words"].split()
    assert np.array_equal(first["vector"], index.passage_vectors.rows[0])
    line = next(rows(index, "sentences", "mine", numbered(index, "sentences", "mine")))
    assert "words" not in line and np.array_equal(line["vector"], index.sentence_vectors.rows[0])
