import os
import time
from pathlib import Path

import pytest

from index.current import UNFINISHED, current, make_current


def new_build(folder: Path, name: str) -> Path:
    (folder / name / "words").mkdir(parents=True)
    return folder / name


def test_a_folder_without_a_pointer_has_no_current_build(tmp_path: Path) -> None:
    new_build(tmp_path, "one")
    assert current(tmp_path) is None
    assert current(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    "pointer", [b"", b".", b"..", b"../one", b"one/words", b"/tmp", b"gone", b"\xff\xfe\0", b".two"]
)
def test_a_pointer_names_a_build_in_its_own_folder_or_none(tmp_path: Path, pointer: bytes) -> None:
    new_build(tmp_path, "one")
    new_build(tmp_path, ".two")
    (tmp_path / "CURRENT").write_bytes(pointer)
    assert current(tmp_path) is None


def test_the_last_build_stays_for_its_readers_and_older_ones_go(tmp_path: Path) -> None:
    for name, kept in (("one", {"one"}), ("two", {"one", "two"}), ("three", {"two", "three"})):
        make_current(new_build(tmp_path, name))
        assert current(tmp_path) == tmp_path / name
        assert {path.name for path in tmp_path.iterdir()} == kept | {"CURRENT"}


def test_what_a_broken_off_build_left_is_removed_but_not_a_build_under_way(tmp_path: Path) -> None:
    left = new_build(tmp_path, f"{UNFINISHED}left")
    os.utime(left, (time.time() - 86_400,) * 2)
    under_way = new_build(tmp_path, f"{UNFINISHED}now")
    make_current(new_build(tmp_path, "one"))
    assert under_way.is_dir() and not left.exists()


def test_a_pointer_that_cannot_be_replaced_leaves_no_debris(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    new = new_build(tmp_path, "one")
    with pytest.raises(OSError):
        make_current(new)
    assert {path.name for path in tmp_path.iterdir()} == {"one", "CURRENT"}
