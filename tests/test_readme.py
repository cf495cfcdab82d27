"""The README is true: its commands parse, its example runs, its folders exist, its numbers are filed."""

import json
import re
import shlex
from pathlib import Path

import pytest

import eval.__main__
import index.__main__
import rag.__main__

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PARSERS = {"rag": rag.__main__._parser, "index": index.__main__._parser, "eval": eval.__main__._parser}
COMMANDS = re.findall(r"^\.venv/bin/python -m (rag|index|eval) (.+)$", README, re.MULTILINE)
ROWS = re.findall(r"^\| .*?`([\w@.]+)` \| ([\d.]+) \| ([\d.]+) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("module", "arguments"), COMMANDS)
def test_a_command_of_the_readme_is_understood(module: str, arguments: str) -> None:
    words = shlex.split(arguments, comments=True)
    options = PARSERS[module]().parse_args(words)
    assert options.command == words[0]


def test_all_three_programs_are_shown() -> None:
    assert {module for module, _ in COMMANDS} == {"rag", "index", "eval"}


def test_the_python_example_answers(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example
    exec(compile(example[1], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("answered")


def test_the_folders_and_files_named_are_there() -> None:
    linked = re.findall(r"\]\(([^):]+)\)", README)
    assert linked
    assert [name for name in linked if not (ROOT / name).exists()] == []
    folders = re.findall(r"^\| `(\w+/)`", README, re.MULTILINE)
    assert {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))} >= {
        folder.rstrip("/") for folder in folders
    }


def test_the_numbers_are_those_of_the_filed_runs() -> None:
    folder = re.search(r"\((eval/results/\w+)\)", README)
    assert folder
    runs = [json.loads((ROOT / folder[1] / name / "metrics.json").read_text()) for name in ("dev", "dev-smollm2")]
    assert len(ROWS) >= 8
    for key, *shown in ROWS:
        filed = [run["overall"][key]["value"] for run in runs]
        assert [f"{value:.{len(text.split('.')[1])}f}" for value, text in zip(filed, shown, strict=True)] == shown, key
