"""kill -9 at random moments: of a build of the index, of two builds at once, of the history under load."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE

from eval.reliability.record import Found
from index.manifest import MEND
from index.store import SEEDS, load
from index.types import IndexRefused
from rag.web.history import History

ROOT = Path(__file__).parents[2]
_SEED = 8


def builds(times: int, folder: Path) -> Found:
    """Builds of two versions of the seeds in turn, killed at random moments: half of them after it began to write.

    The first tenth begins without an index. What is loaded after a kill must be the old or the new index, whole.
    """
    found, chance = Found(f"a build killed {times} times"), random.Random(_SEED)
    versions = _two_versions(folder)
    (reading, writing, digest), (*_, other) = (_timed(seeds, folder / f"w{n}") for n, seeds in enumerate(versions))
    digests, built = (digest, other), folder / "built"
    for time_of in range(times):
        if time_of < times // 10:
            shutil.rmtree(built, ignore_errors=True)
        before = _digest(built, found)
        with _victim("build", versions[time_of % 2], built) as victim:
            _wait_for_line(victim)
            if time_of % 4 < 2:
                time.sleep(chance.uniform(0, reading))
            else:
                _wait_for_writing(built, victim)
                time.sleep(chance.uniform(0, writing))
            victim.send_signal(signal.SIGKILL)
            victim.wait()
        after = _digest(built, found)
        wanted = {before, digests[time_of % 2]}
        what = "the new one" if after == digests[time_of % 2] else "none, with the command" if not after else "the old"
        found.saw(f"answers afterwards: {what}")
        found.hold(after in wanted, "it is the old or the new index")
        if any(built.glob(".building-*")):
            found.saw("it died while it wrote")
    *_, last = _timed(versions[0], built)
    found.hold(_digest(built, found) == last, "the next build succeeds")
    found.hold(not any(built.glob(".building-*")), "and leaves nothing of the killed ones")
    return found


def races(times: int, folder: Path) -> Found:
    """Two builds at once of two versions; every third time one of them is killed."""
    found, chance = Found(f"two builds at once, {times} times"), random.Random(_SEED)
    versions = _two_versions(folder)
    (reading, writing, digest), (*_, other) = (_timed(seeds, folder / f"w{n}") for n, seeds in enumerate(versions))
    digests, built = (digest, other), folder / "built"
    for time_of in range(times):
        with _victim("build", versions[0], built) as one, _victim("build", versions[1], built) as two:
            if time_of % 3 == 2:
                _wait_for_line(one)
                time.sleep(chance.uniform(0, 2 * (reading + writing)))
                one.send_signal(signal.SIGKILL)
            one.wait()
            two.wait()
        found.hold(two.returncode == 0, "the other one ends well")
        found.hold(_digest(built, found) in digests, "one of the two answers")
        found.hold(len([path for path in built.iterdir() if path.is_dir()]) <= 3, "at most one folder is left over")
    return found


def histories(times: int, folder: Path) -> Found:
    """The history under the load of four writers; every row, thumb and deletion acknowledged must be found again."""
    found, chance = Found(f"the history killed under load {times} times"), random.Random(_SEED)
    for _ in range(times):
        with _victim("write", folder) as victim:
            told = [_wait_for_line(victim)]
            time.sleep(chance.uniform(0, 1.5))
            victim.send_signal(signal.SIGKILL)
            assert victim.stdout
            told += [line.strip() for line in victim.stdout if line.endswith("\n")]
            victim.wait()
        history = History(folder)
        found.hold(not any(folder.glob("*.damaged-*")), "the file is sound")
        _examine(history, told, found)
    return found


def _examine(history: History, told: list[str], found: Found) -> None:
    with history.file.open() as database:
        kept = {
            (chat, place): (question, word)
            for chat, place, question, word in database.execute(
                "SELECT conversation, place, question, word FROM exchanges"
            )
        }
        orphans = database.execute(
            "SELECT count(*) FROM exchanges WHERE conversation NOT IN (SELECT id FROM conversations)"
        ).fetchone()[0]
    found.hold(orphans == 0, "no exchange without its conversation")
    for line in told:
        what, chat, *rest = line.split()
        place = int(rest[0]) if rest else 1
        question, word = kept.get((chat, place), ("", ""))
        if what == "kept":
            found.hold(question.startswith(f"question {place} of "), "an acknowledged row is there")
        elif what == "marked":
            found.hold(word == "kept", "an acknowledged thumb is there")
        else:
            found.hold(not question, "an acknowledged deletion holds")


def _two_versions(folder: Path) -> tuple[Path, Path]:
    """One of the project's seed files, and the same with one word changed: a build of it takes a second or two."""
    text = min(SEEDS.glob("*.txt")).read_text("utf-8")
    one, two = folder / "seeds-1", folder / "seeds-2"
    for version, said in ((one, text), (two, text.replace(" the ", " this ", 1))):
        version.mkdir()
        (version / "000.txt").write_text(said, "utf-8")
    return one, two


def _timed(seeds: Path, folder: Path) -> tuple[float, float, str]:
    """Seconds of a whole build before it writes, after its imports, and of its writing; its digest."""
    with _victim("build", seeds, folder) as victim:
        _wait_for_line(victim)
        begun = time.perf_counter()
        _wait_for_writing(folder, victim)
        wrote = time.perf_counter()
        digest = _wait_for_line(victim)
        victim.wait()
        return wrote - begun, time.perf_counter() - wrote, digest


def _wait_for_writing(folder: Path, victim: subprocess.Popen[str]) -> None:
    before = set(folder.glob(".building-*"))
    while victim.poll() is None and set(folder.glob(".building-*")) <= before:
        time.sleep(0.002)


def _digest(folder: Path, found: Found) -> str:
    """The digest of the index that answers; "" where there is none and the message says how to mend it."""
    try:
        return load(folder).manifest.digest
    except IndexRefused as error:
        found.hold(f"There is no index in {folder}. {MEND}" == str(error), "the message names the command")
        return ""


@contextmanager
def _victim(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "eval.reliability.victim", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=DEVNULL, text=True) as victim:
        try:
            yield victim
        finally:
            victim.kill()


def _wait_for_line(victim: subprocess.Popen[str]) -> str:
    assert victim.stdout
    line = victim.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"the program ended with {victim.wait()} before it said a line")
    return line
