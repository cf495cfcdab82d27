"""What an index was made of, kept beside it, and the proof that its files are still those."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.sources.files import source_files
from index.types import IndexRefused

FORMAT = 7
MEND = "Mend it with: python -m index build"
_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of. `files` maps the index's own files to their sha256, `corpus` those of the seeds.

    `digest` is a hash of all of it but the date, so two builds of the same thing have the same digest.
    """

    format: int
    built: str
    model: str
    weights: str
    settings: Mapping[str, int]
    corpus: Mapping[str, str]
    entries: int
    passages: int
    sentences: int
    files: Mapping[str, str]
    digest: str

    @property
    def snapshot(self) -> str:
        """The name of the state of the glossary that it was made of: see `snapshot`."""
        return snapshot(self.corpus)


def write_manifest(home: Path, origin: Mapping[str, Any]) -> Manifest:
    """Write the manifest of the files in `home`; `origin` holds all its fields but format, files and digest."""
    files = {str(path.relative_to(home)): sha256(path) for path in sorted(home.rglob("*")) if path.is_file()}
    fields = {**origin, "format": FORMAT, "files": files}
    manifest = Manifest(**fields, digest=_digest(fields))
    (home / _FILE).write_text(json.dumps(asdict(manifest), indent=1) + "\n")
    return manifest


def read_manifest(home: Path) -> Manifest:
    """The manifest of an index, after all its files were held against it.

    Raises IndexRefused, with the mending command, for a manifest or a file that is missing, damaged, of another format
    or not of this index.
    """
    manifest = _parsed(home)
    for path in sorted(home.rglob("*")):
        if not path.is_dir() and str(path.relative_to(home)) not in (_FILE, *manifest.files):
            raise IndexRefused(f"The file {path} is none of the index's own. Take it away, or build anew. {MEND}")
    for name, expected in manifest.files.items():
        if not (home / name).is_file() or sha256(home / name) != expected:
            raise IndexRefused(f"The index file {home / name} is missing or damaged. {MEND}")
    return manifest


def model_of(home: Path) -> str:
    """The embedding model that an index says it was built with, before anything is held against it; "" where it does
    not say one."""
    try:
        return str(json.loads((home / _FILE).read_text()).get("model", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def corpus_hashes(seeds: Path) -> dict[str, str]:
    """Name -> sha256 of the files that a folder of seeds is read from."""
    return {path.relative_to(seeds).as_posix(): sha256(path) for path in source_files(seeds)}


def snapshot(corpus: Mapping[str, str]) -> str:
    """The name of a state of a glossary, from the names and the hashes of its files: equal files give equal names."""
    return hashlib.sha256(json.dumps(sorted(corpus.items())).encode()).hexdigest()[:12]


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _parsed(home: Path) -> Manifest:
    try:
        fields = json.loads((home / _FILE).read_text())
        if fields.get("format") != FORMAT:
            raise IndexRefused(f"The index in {home} has format {fields.get('format')}; this is {FORMAT}. {MEND}")
        manifest = Manifest(**fields)
        if manifest.digest != _digest(fields):
            raise ValueError("the manifest does not have its own digest")
        return manifest
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexRefused(f"{home / 'manifest.json'} is missing or damaged. {MEND}") from error


def _digest(fields: Mapping[str, Any]) -> str:
    facts = {key: value for key, value in fields.items() if key not in ("built", "digest")}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
