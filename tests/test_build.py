import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.build import build, content_of, entries_json
from index.seeds import read_seeds
from index.store import load
from index.types import SeedError, Vectors
from tests.conftest import SEEDS
from tests.index_fakes import GLOSSARY, HashEmbedder, write_glossary

ROOT = Path(__file__).parents[1]
BUILD = (
    "import sys; from pathlib import Path; from index.build import build; from tests.index_fakes import HashEmbedder; "
    "print(build(Path(sys.argv[1]), Path(sys.argv[2]), HashEmbedder())[1].digest)"
)


class FailingEmbedder(HashEmbedder):
    """An embedder that runs out of memory."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise MemoryError("too many texts")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_glossary(tmp_path / "seeds")


def test_a_build_tells_what_was_read_and_what_was_made(seeds: Path, tmp_path: Path) -> None:
    reading, manifest = build(seeds, tmp_path / "built", HashEmbedder())
    assert [(file.name, file.entries) for file in reading.files] == [("000.txt", 2)]
    assert (manifest.entries, manifest.passages, manifest.sentences) == (2, 2, 9)
    assert (manifest.model, manifest.weights) == ("hashed-words", "crc32 of 64")
    assert manifest.settings == {"max_pieces": 256, "target_pieces": 170}
    assert list(manifest.corpus) == ["000.txt"]


def test_processes_that_order_sets_differently_build_the_same_digest(seeds: Path, tmp_path: Path) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", BUILD, str(seeds), str(tmp_path / f"built-{hash_seed}")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "1")
    }
    assert len(digests) == 1


def test_other_text_gives_another_digest(seeds: Path, tmp_path: Path) -> None:
    _, one = build(seeds, tmp_path / "built", HashEmbedder())
    _, two = build(write_glossary(seeds, GLOSSARY.replace("1901", "1902")), tmp_path / "built", HashEmbedder())
    assert one.digest != two.digest


def test_a_passage_is_embedded_with_its_term_before_it_and_a_sentence_bare(seeds: Path) -> None:
    content = content_of(read_seeds(seeds).entries, HashEmbedder())
    expected = HashEmbedder().embed(
        [
            "Widget Polishing (WP) (Widget Polishing, WP): Widget Polishing (WP) makes a widget smooth. "
            "It follows turning.",
            "It follows turning.",
        ]
    )
    assert np.array_equal(content.passage_vectors[0], expected[0])
    assert np.array_equal(content.sentence_vectors[1], expected[1])


def test_an_embedder_that_fails_leaves_the_old_index_and_no_debris(seeds: Path, tmp_path: Path) -> None:
    _, manifest = build(seeds, tmp_path / "built", HashEmbedder())
    before = sorted((tmp_path / "built").rglob("*"))
    with pytest.raises(MemoryError):
        build(seeds, tmp_path / "built", FailingEmbedder())
    assert sorted((tmp_path / "built").rglob("*")) == before
    assert load(tmp_path / "built", seeds).manifest == manifest


def test_broken_seeds_leave_the_old_index(seeds: Path, tmp_path: Path) -> None:
    _, manifest = build(seeds, tmp_path / "built", HashEmbedder())
    write_glossary(seeds, "no header\n")
    with pytest.raises(SeedError, match=r"000\.txt:1: "):
        build(seeds, tmp_path / "built", HashEmbedder())
    assert load(tmp_path / "built").manifest == manifest


def test_entries_are_written_one_a_line_with_the_keys_of_the_contract() -> None:
    entries = read_seeds(SEEDS).entries
    lines = list(entries_json(entries))
    assert len(lines) == 186 and not any("\n" in line for line in lines)
    for entry, line in zip(entries, lines, strict=True):
        row = json.loads(line)
        assert list(row) == ["entry_id", "header", "term", "keywords", "category", "definition", "body", "sources"]
        assert (row["entry_id"], row["body"], row["definition"]) == (entry.id, entry.body, entry.definition)
        assert all(set(source) == {"file", "line"} for source in row["sources"])


def test_entries_name_the_file_and_line_of_each_header_verbatim() -> None:
    files = {path.name: path.read_text("utf-8").split("\n") for path in SEEDS.glob("*.txt")}
    rows = [json.loads(line) for line in entries_json(read_seeds(SEEDS).entries)]
    assert sum(len(row["sources"]) for row in rows) == 250
    assert all(files[source["file"]][source["line"] - 1] == row["header"] for row in rows for source in row["sources"])
    assert len({row["entry_id"] for row in rows}) == 186
