"""An index whose files are not as they were written is refused, with the command that mends it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from index.build import build
from index.manifest import FORMAT
from index.store import load
from index.types import IndexRefused
from tests.index_fakes import GLOSSARY, MEND, HashEmbedder, home, write_glossary


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_glossary(tmp_path / "seeds")


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder with the index of a tiny glossary."""
    build(seeds, tmp_path / "built", HashEmbedder())
    return tmp_path / "built"


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 0b100
    file.write_bytes(data)


def edit_manifest(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    file = home(folder) / "manifest.json"
    fields = json.loads(file.read_text())
    change(fields)
    file.write_text(json.dumps(fields))


def test_a_flipped_byte_in_any_file_is_refused(folder: Path) -> None:
    for name in load(folder).manifest.files:
        file = home(folder) / name
        data = file.read_bytes()
        for at in (0, len(data) // 2, len(data) - 1):
            flip(file, at)
            with pytest.raises(IndexRefused, match=rf"{file.name} is missing or damaged\. {MEND}"):
                load(folder)
            file.write_bytes(data)
    load(folder)


def test_a_flipped_byte_anywhere_in_the_manifest_is_refused_or_changes_only_the_date(folder: Path) -> None:
    file = home(folder) / "manifest.json"
    data, before = file.read_bytes(), asdict(load(folder).manifest)
    let_through = []
    for at in range(len(data)):
        flip(file, at)
        try:
            let_through.append({name for name, value in asdict(load(folder).manifest).items() if value != before[name]})
        except IndexRefused as error:
            assert str(error).endswith("python -m index build")
        file.write_bytes(data)
    assert all(changed <= {"built"} for changed in let_through)


def test_a_missing_file_is_refused(folder: Path) -> None:
    for name in load(folder).manifest.files:
        file = home(folder) / name
        file.rename(file.with_suffix(".away"))
        with pytest.raises(IndexRefused, match=MEND):
            load(folder)
        file.with_suffix(".away").rename(file)


def test_a_truncated_file_is_refused(folder: Path) -> None:
    for name in load(folder).manifest.files:
        data = (home(folder) / name).read_bytes()
        for length in (0, len(data) // 2, len(data) - 1):
            (home(folder) / name).write_bytes(data[:length])
            with pytest.raises(IndexRefused, match=rf"{Path(name).name} is missing or damaged\. {MEND}"):
                load(folder)
        (home(folder) / name).write_bytes(data)
    load(folder)


def test_files_that_changed_places_or_come_from_another_index_are_refused(
    folder: Path, tmp_path: Path, seeds: Path
) -> None:
    one, two = home(folder) / "passages.faiss", home(folder) / "sentences.faiss"
    for source, target in ((one, two), (two, one)):
        data = target.read_bytes()
        target.write_bytes(source.read_bytes())
        with pytest.raises(IndexRefused, match=rf"{target.name} is missing or damaged\. {MEND}"):
            load(folder)
        target.write_bytes(data)
    build(write_glossary(seeds, GLOSSARY.replace("1901", "1902")), tmp_path / "other", HashEmbedder())
    for name in ("entries.jsonl", "passages.faiss", "manifest.json"):
        data = (home(folder) / name).read_bytes()
        (home(folder) / name).write_bytes((home(tmp_path / "other") / name).read_bytes())
        with pytest.raises(IndexRefused, match=MEND):
            load(folder)
        (home(folder) / name).write_bytes(data)
    load(folder)


@pytest.mark.parametrize("name", ["vectors.npy", "words/more.json", "model.pkl"])
def test_a_foreign_file_is_refused(folder: Path, name: str) -> None:
    (home(folder) / name).write_bytes(b"whatever")
    with pytest.raises(IndexRefused, match=rf"{Path(name).name} is none of the index's own.*{MEND}"):
        load(folder)
    (home(folder) / name).unlink()
    load(folder)


@pytest.mark.parametrize("length", [0, 1, 400])
def test_a_truncated_manifest_is_refused(folder: Path, length: int) -> None:
    file = home(folder) / "manifest.json"
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(IndexRefused, match=rf"manifest\.json is missing or damaged\. {MEND}"):
        load(folder)


def test_a_manifest_that_lists_no_files_is_refused(folder: Path) -> None:
    edit_manifest(folder, lambda fields: fields.update(files={}))
    with pytest.raises(IndexRefused, match=MEND):
        load(folder)


def test_a_newer_format_is_said_whatever_else_the_manifest_has(folder: Path) -> None:
    edit_manifest(folder, lambda fields: fields.update(format=FORMAT + 1, shards=4))
    with pytest.raises(IndexRefused, match=rf"has format {FORMAT + 1}; this is {FORMAT}\. {MEND}"):
        load(folder)


@pytest.mark.parametrize("pointer", [b"", b"..", b".", b"../elsewhere", b"/tmp", b"gone", b"\xff\xfe\0"])
def test_a_pointer_that_leads_elsewhere_is_refused_and_mended_by_a_build(
    folder: Path, seeds: Path, pointer: bytes
) -> None:
    shutil.copytree(home(folder), folder.parent / "elsewhere")
    shutil.copytree(home(folder), folder.parent, dirs_exist_ok=True)
    (folder / "CURRENT").write_bytes(pointer)
    with pytest.raises(IndexRefused, match=rf"There is no index in .*{MEND}"):
        load(folder)
    build(seeds, folder, HashEmbedder())
    assert len(load(folder, seeds).entries) == 2
