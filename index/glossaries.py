"""Named glossaries of this user: where each lies, where it was read from, and which there are.

A glossary's folder holds `index/` (its builds), `about.json` (what it is read from) and `edits.jsonl` (single entries
that were added, changed or taken out; see index/edits.py).
"""

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from index.current import current
from index.manifest import Manifest
from index.types import OWN, Edition, IndexRefused

ALL = "all"
"""What all glossaries together are called; no single one can have the name."""

WITHOUT = "-without"
"""How the names of the copies end that lack some entries, to ask what has no answer (see `index.ingest`)."""

_TAKEN = {OWN: "the project's own glossary", ALL: "all glossaries together"}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class Glossary:
    """A named glossary. `source` is the folder it is read from, `strict` whether a fault in it stops the reading."""

    name: str
    source: Path
    strict: bool = False

    @property
    def home(self) -> Path:
        """Its folder."""
        return root() / self.name

    @property
    def index(self) -> Path:
        """The folder of its index, as `index.store.load` takes it."""
        return self.home / "index"

    @property
    def edits(self) -> Path:
        """The file of its single entries; it need not exist."""
        return self.home / "edits.jsonl"

    def save(self) -> None:
        """Write what it is read from."""
        self.home.mkdir(parents=True, exist_ok=True)
        about = {**asdict(self), "source": str(self.source.resolve())}
        (self.home / "about.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


def root() -> Path:
    """The folder of all named glossaries: `glossaries` in FACTORY_CHAT_DATA, else in ai-factory-chat in the user's
    XDG_DATA_HOME or ~/.local/share."""
    if named := os.environ.get("FACTORY_CHAT_DATA"):
        return Path(named).expanduser() / "glossaries"
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "ai-factory-chat" / "glossaries"


def check_name(name: str) -> str:
    """The name, if it can be one: it becomes the name of a folder. Raises IndexRefused otherwise."""
    if not _NAME.fullmatch(name):
        raise IndexRefused(
            f"{name!r} is no name for a glossary; use up to 41 of a-z, 0-9, - and _, a letter or digit first"
        )
    if name in (OWN, ALL):
        raise IndexRefused(f"{name!r} is taken: it is what the window calls {_TAKEN[name]}; use another name")
    return name


def edition_of(index: Path, manifest: Manifest) -> Edition:
    """Name and version of the glossary whose index lies in a folder, for its citations."""
    return Edition(name_of(index) or OWN, manifest.snapshot, manifest.built[:10])


def name_of(index: Path) -> str:
    """Name of the glossary whose index lies in a folder; "" for one without a name."""
    return index.parent.name if index.parent.parent == root() else ""


def glossaries() -> list[Glossary]:
    """All named glossaries that have an index, by name."""
    return [_read(path) for path in sorted(root().glob("*/about.json")) if current(path.parent / "index")]


def glossary(name: str) -> Glossary:
    """The glossary of a name. Raises IndexRefused, with those there are, for a name that is none."""
    about = root() / check_name(name) / "about.json"
    if not about.is_file():
        there = ", ".join(one.name for one in glossaries()) or "none yet"
        mend = f"Make it with: factory-chat ingest FOLDER --name {name}"
        raise IndexRefused(f"There is no glossary {name!r}; there are: {there}. {mend}")
    return _read(about)


def _read(about: Path) -> Glossary:
    try:
        facts = json.loads(about.read_text("utf-8"))
        return Glossary(about.parent.name, Path(facts["source"]), bool(facts["strict"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        mend = f"Make it anew with: factory-chat ingest FOLDER --name {about.parent.name}"
        raise IndexRefused(f"{about} is missing or damaged. {mend}") from error
