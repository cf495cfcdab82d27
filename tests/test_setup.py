"""What make setup installs: every pin is locked by hashes, nothing else is, and an audit that could not ask says so."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SETUP = ROOT / ".setup"


def pinned(name: str) -> dict[str, str]:
    """Package -> version of a file of pins."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (SETUP / name).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


def test_every_pin_is_locked_and_nothing_else_is() -> None:
    assert pinned("lock.txt") == pinned("pins.txt"), "run make lock"
    assert pinned("lock-postgres.txt") == pinned("pins-postgres.txt"), "run make lock"
    assert pinned("lock-scale.txt") == pinned("pins-scale.txt"), "run make lock"
    assert pinned("lock-train.txt") == pinned("pins-train.txt"), "run make lock"


def test_the_extras_for_replicas_are_pinned_as_they_are_asked_for_and_change_nothing_else() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    pins = pinned("pins-postgres.txt")
    asked = [Requirement(one) for one in (*extras["postgres"], *extras["deploy"])]
    assert len(asked) == 5 and all(pins[canonicalize_name(one.name)] in one.specifier for one in asked)
    assert not pins.keys() & pinned("pins.txt").keys()
    assert not pinned("pins.txt").keys() & pinned("pins-scale.txt").keys()


@pytest.mark.parametrize(
    "name", ["lock.txt", "lock-postgres.txt", "lock-scale.txt", "lock-train.txt", "tools.txt", "weights.txt"]
)
def test_every_package_has_the_hashes_of_its_files(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", (SETUP / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in (SETUP / name).read_text("utf-8"), "no place of one machine's registry"


def test_all_that_the_project_needs_is_pinned_to_the_last_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    # The extra for the tests has others of the project in it.
    named = {extra for one in extras["test"] if one.startswith(project["name"]) for extra in Requirement(one).extras}
    asked = [*project["dependencies"], *(one for extra in ("window", "test", *named) for one in extras[extra])]
    asked = [one for one in asked if not one.startswith(project["name"])]
    pins, needed, missing = {**pinned("pins.txt"), **pinned("torch.txt")}, {Requirement(one) for one in asked}, []
    seen: set[str] = set()
    while needed:
        one = needed.pop()
        name = canonicalize_name(one.name)
        if str(one) in seen or (
            one.marker and not any(one.marker.evaluate({"extra": extra}) for extra in ["", *one.extras])
        ):
            continue
        seen.add(str(one))
        if name not in pins or pins[name] not in one.specifier:
            missing.append(f"{one} is not met by {pins.get(name)}")
            continue
        for text in requires(one.name) or []:
            other = Requirement(text)
            if not other.marker or any(other.marker.evaluate({"extra": extra}) for extra in ["", *one.extras]):
                other.marker = None
                needed.add(other)
    assert missing == []
    assert len(seen) > 80


def audit(folder: Path, said: str) -> tuple[int, str]:
    """The audit's verdict on what a tool says."""
    tool = folder / "tool"
    tool.write_text(f"#!{sys.executable}\nprint({said!r})\n")
    tool.chmod(0o700)
    run = subprocess.run([sys.executable, SETUP / "audit.py", tool, "lock.txt"], capture_output=True, text=True)
    return run.returncode, run.stdout


def test_an_audit_tells_holes_from_silence(tmp_path: Path) -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    hole = {"name": "b", "version": "2", "vulns": [{"id": "GHSA-1", "fix_versions": ["3"]}]}
    skipped = {"name": "c", "skip_reason": "Dependency not found: c"}
    code, text = audit(tmp_path, json.dumps({"dependencies": [sound]}))
    assert (code, text) == (0, "1 packages asked about, 0 known holes\n")
    code, text = audit(tmp_path, json.dumps({"dependencies": [sound, hole]}))
    assert code == 1 and "b 2: GHSA-1, mended in 3" in text
    for said in (json.dumps({"dependencies": [sound, skipped]}), "", "[]"):
        code, text = audit(tmp_path, said)
        assert code == 2 and "could not be asked about" in text
