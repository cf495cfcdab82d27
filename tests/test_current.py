import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.current import UNFINISHED, current, make_current, unfinished

ROOT = Path(__file__).parents[1]
WAIT_AND_BUILD = """
import sys
from pathlib import Path
from index.current import make_current, unfinished
with unfinished(Path(sys.argv[1])) as new:
    (new / "part").write_text("of " + sys.argv[2])
    print("writing", flush=True)
    sys.stdin.readline()
    make_current(new, sys.argv[2])
"""


def new_build(folder: Path, name: str) -> Path:
    (folder / name / "words").mkdir(parents=True)
    return folder / name


def put_to_use(folder: Path, name: str) -> Path:
    with unfinished(folder) as new:
        (new / "words").mkdir()
        make_current(new, name)
    return folder / name


def builder(folder: Path, name: str) -> subprocess.Popen[str]:
    """A process that begins a build and puts it to use when it is told a line."""
    command = [sys.executable, "-c", WAIT_AND_BUILD, str(folder), name]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


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
        put_to_use(tmp_path, name)
        assert current(tmp_path) == tmp_path / name
        assert {path.name for path in tmp_path.iterdir()} == kept | {"CURRENT", ".lock"}


def test_what_a_killed_build_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    killed = builder(tmp_path, "one")
    assert killed.stdout and killed.stdout.readline() == "writing\n"
    killed.kill()
    killed.communicate()
    assert len(list(tmp_path.glob(f"{UNFINISHED}*/part"))) == 1 and current(tmp_path) is None
    put_to_use(tmp_path, "two")
    assert {path.name for path in tmp_path.iterdir()} == {"two", "CURRENT", ".lock"}


def test_two_builds_at_once_come_one_after_the_other_and_the_later_one_stays(tmp_path: Path) -> None:
    first = builder(tmp_path, "first")
    assert first.stdout and first.stdout.readline() == "writing\n"
    second = builder(tmp_path, "second")
    assert second.stdout
    time.sleep(0.3)
    assert len(list(tmp_path.glob(f"{UNFINISHED}*"))) == 1, "the second one waits"
    first.communicate("now\n")
    assert second.stdout.readline() == "writing\n"
    assert current(tmp_path) == tmp_path / "first"
    second.communicate("now\n")
    assert current(tmp_path) == tmp_path / "second"
    assert {path.name for path in tmp_path.iterdir()} == {"first", "second", "CURRENT", ".lock"}


def test_a_build_that_fails_leaves_no_debris(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), unfinished(tmp_path):
        raise RuntimeError("broken off")
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


def test_a_pointer_that_cannot_be_replaced_leaves_no_debris(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(OSError):
        put_to_use(tmp_path, "one")
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", ".lock"}
