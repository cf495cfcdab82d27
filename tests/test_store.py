import json
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.manifest import sha256
from index.store import Index, load
from index.types import IndexRefused
from index.words import content_words
from rag.assistant import load_assistant
from tests.index_fakes import GLOSSARY, MEND, HashEmbedder, home, write_glossary


class SameNameEmbedder(HashEmbedder):
    """Other weights under the default model's name."""

    name = "all-MiniLM-L6-v2"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_glossary(tmp_path / "seeds")


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder with the index of a tiny glossary."""
    build(seeds, tmp_path / "built", HashEmbedder())
    return tmp_path / "built"


def test_an_index_is_loaded_as_it_was_built(folder: Path, seeds: Path) -> None:
    index = load(folder, seeds)
    assert [one.term for one in index.entries.values()] == ["Widget Polishing (WP)", "Widget Turning"]
    assert index.passage_vectors.ntotal == len(index.passages) == index.manifest.passages
    assert index.sentence_vectors.ntotal == len(index.sentences) == index.manifest.sentences
    ids = list(index.entries)
    assert [ids[row] for row in index.passage_entry] == [passage.entry_id for passage in index.passages]
    assert [f"{ids[row]}#1" for row in index.sentence_entry] == [sentence.passage_id for sentence in index.sentences]

    for place, entry_id in enumerate(index.ids):
        assert index.place[entry_id] == place
        assert {index.passages[row].entry_id for row in index.passage_rows(place)} == {entry_id}
        assert {index.sentences[row].passage_id for row in index.sentence_rows(place)} == {f"{entry_id}#1"}
    assert [*index.passage_rows(0), *index.passage_rows(1)] == list(range(len(index.passages)))
    assert [*index.sentence_rows(0), *index.sentence_rows(1)] == list(range(len(index.sentences)))


def test_saved_and_loaded_twice_gives_equal_entries_vectors_and_scores(folder: Path, seeds: Path) -> None:
    one, (_, manifest) = load(folder), build(seeds, folder, HashEmbedder())
    two = load(folder)
    assert (one.entries, one.passages, one.sentences, one.names) == (
        two.entries,
        two.passages,
        two.sentences,
        two.names,
    )
    assert np.array_equal(one.passage_vectors.rows, two.passage_vectors.rows)
    assert np.array_equal(one.sentence_vectors.rows, two.sentence_vectors.rows)
    words = content_words("smooth widgets after turning")
    assert np.array_equal(one.words.scores(words), two.words.scores(words))
    assert one.manifest.digest == two.manifest.digest == manifest.digest


def test_the_index_of_the_glossary_has_its_entries_and_finds_a_stored_vector_first(index: Index) -> None:
    assert len(index.entries) == index.manifest.entries == 186
    vectors = index.passage_vectors.rows
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    scores, rows = index.passage_vectors.search(vectors[:1], 1)
    assert rows[0, 0] == 0 and scores[0, 0] == pytest.approx(1, abs=1e-6)


def test_the_files_are_plain_and_named_in_the_manifest(folder: Path) -> None:
    listed = json.loads((home(folder) / "manifest.json").read_text())["files"]
    found = {str(path.relative_to(home(folder))) for path in home(folder).rglob("*") if path.is_file()}
    assert found == {*listed, "manifest.json"}
    assert {Path(name).suffix for name in found} == {".faiss", ".json", ".jsonl", ".npy"}


def test_an_absent_index_is_refused_with_the_mending_command(tmp_path: Path) -> None:
    with pytest.raises(IndexRefused, match=rf"There is no index in .*{MEND}"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("change", ["edited", "added", "removed"])
def test_changed_seeds_make_the_index_stale_until_it_is_built_again(folder: Path, seeds: Path, change: str) -> None:
    if change == "edited":
        write_glossary(seeds, GLOSSARY.replace("1901", "1902"))
    elif change == "added":
        (seeds / "001.txt").write_text("gear ratio, gears\nA gear ratio is a quotient.\n")
    else:
        (seeds / "000.txt").rename(seeds / "001.txt")
    with pytest.raises(IndexRefused, match=rf"The index is stale: .*{MEND}"):
        load(folder, seeds)
    build(seeds, folder, HashEmbedder())
    load(folder, seeds)


def test_the_data_card_of_the_seeds_makes_nothing_stale(folder: Path, seeds: Path) -> None:
    (seeds / "README.md").write_text("# Card\n")
    load(folder, seeds)


def test_an_index_of_other_weights_is_refused_by_the_assistant(seeds: Path, tmp_path: Path) -> None:
    build(seeds, tmp_path / "built", SameNameEmbedder())
    with pytest.raises(IndexRefused, match=rf"other weights of all-MiniLM-L6-v2\. {MEND}"):
        load_assistant(tmp_path / "built")


def test_an_index_of_other_seeds_is_refused(index_folder: Path, seeds: Path) -> None:
    with pytest.raises(IndexRefused, match=MEND):
        load(index_folder, seeds)


def test_a_file_has_the_hash_that_other_tools_give_it(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
