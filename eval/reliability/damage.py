"""Random damage to the files of an index: every one must be refused, with the command that mends it."""

import json
import random
import shutil
from pathlib import Path

from eval.reliability.record import Found
from index.current import current
from index.manifest import MEND
from index.store import load
from index.types import IndexRefused

_SEED = 8


def damage(times: int, folder: Path, index: Path) -> Found:
    """A copy of the index in `index`, damaged `times` times at a random place and mended again."""
    found, chance = Found(f"the index damaged {times} times"), random.Random(_SEED)
    home = current(index)
    if home is None:
        raise IndexRefused(f"There is no index in {index}. {MEND}")
    copy = folder / "built"
    shutil.copytree(home, copy / home.name)
    (copy / "CURRENT").write_text(f"{home.name}\n")
    sound = load(copy).manifest
    files = sorted(path for path in (copy / home.name).rglob("*") if path.is_file())
    for _ in range(times):
        file, other = chance.sample(files, 2)
        data = file.read_bytes()
        how = chance.choice(("a byte flipped", "cut short", "missing", "another file in its place", "a longer file"))
        _do(how, file, other, chance)
        found.hold(_is_refused_or_the_same(copy, sound.digest), f"{how}: refused with the command, or only the date")
        file.write_bytes(data)
    found.hold(load(copy).manifest == sound, "mended, it loads again")
    changes: tuple[dict[str, object], ...] = (
        {"format": sound.format + 1},
        {"weights": "0" * 64},
        {"entries": 1},
        {"files": {}},
    )
    for change in changes:
        manifest = copy / home.name / "manifest.json"
        data = manifest.read_bytes()
        manifest.write_text(json.dumps({**json.loads(data), **change}))
        found.hold(_is_refused_or_the_same(copy, "none"), f"a manifest with another {min(change)} is refused")
        manifest.write_bytes(data)
    return found


def _do(how: str, file: Path, other: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data))
    if how == "a byte flipped":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "cut short":
        del data[at:]
    elif how == "another file in its place":
        data = bytearray(other.read_bytes())
    elif how == "a longer file":
        data += b"\0"
    if how == "missing":
        file.unlink()
    else:
        file.write_bytes(data)


def _is_refused_or_the_same(folder: Path, digest: str) -> bool:
    """The digest leaves out the date, and blanks in a manifest mean nothing: such damage changes no answer."""
    try:
        return load(folder).manifest.digest == digest
    except IndexRefused as error:
        return str(error).endswith(MEND)
