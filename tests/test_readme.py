"""The README is true: its commands parse, its example runs, its folders exist, its numbers are filed."""

import json
import re
import shlex
from pathlib import Path

import pytest

import eval.command_line
import index.__main__
import rag.__main__

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PARSERS = {"rag": rag.__main__._parser, "index": index.__main__._parser, "eval": eval.command_line.parser_of_commands}
COMMANDS = re.findall(r"^\.venv/bin/python -m (rag|index|eval) (.+)$", README, re.MULTILINE)
ROWS = re.findall(r"^\| .*?`([\w@.]+)` \| ([\d.]+) \| ([\d.]+) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("module", "arguments"), COMMANDS)
def test_a_command_of_the_readme_is_understood(module: str, arguments: str) -> None:
    words = shlex.split(arguments, comments=True)
    options = PARSERS[module]().parse_args(words)
    assert options.command == words[0]


def test_the_settings_of_a_space_stand_at_the_head() -> None:
    head = README.split("---\n")[1]
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    assert (settings["sdk"], settings["license"]) == ("docker", "apache-2.0")
    assert len(settings["short_description"]) <= 60, "longer ones are refused"
    assert f"EXPOSE {settings['app_port']}\n" in (ROOT / ".setup" / "Dockerfile").read_text(encoding="utf-8")


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


def filed(path: str) -> dict:
    return json.loads((ROOT / path / "metrics.json").read_text())["overall"]


def shown(values: list[float], texts: list[str]) -> list[str]:
    """The values with as many decimals as the texts have."""
    return [f"{value:.{len(text.split('.')[1])}f}" for value, text in zip(values, texts, strict=True)]


def test_the_numbers_are_those_of_the_filed_runs() -> None:
    runs = [filed(re.search(rf"\((eval/results/\w+/{name})\)", README)[1]) for name in ("dev", "dev-smollm2")]
    assert len(ROWS) >= 8
    for key, *texts in ROWS:
        assert shown([run[key]["value"] for run in runs], texts) == texts, key


def test_the_baselines_are_those_of_the_filed_run() -> None:
    folder = re.search(r"\((eval/results/\w+/dev)\)", README)[1]
    rows = re.findall(r"^\| .*?\(`([\w-]+)`\) \| (.+) \|$", README, re.MULTILINE)
    assert len(rows) >= 5
    for name, cells in rows:
        run = filed(f"{folder}/baselines/{name}")
        texts = cells.split(" | ")
        assert shown([run[key]["value"] for key in ("hit@1", "vital_recall@120w", "strict", "crag")], texts) == texts, (
            name
        )


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("near", "On 411 [newer ones]", "[kind that users ask]"),
        ("users-b", "[kind that users ask]", "[fresh questions]"),
        ("fresh", "[fresh questions]", "held-out questions, [asked"),
        ("heldout", "held-out questions, [asked", "The hardest:"),
    ],
)
def test_the_numbers_of_a_set_are_those_of_the_filed_run(name: str, begin: str, end: str) -> None:
    run = filed(re.search(rf"\((eval/results/\w+/{name})\)", README)[1])
    told = dict(re.findall(r"`([\w@.]+)`\s+(\d\.\d+)", README[README.index(begin) : README.index(end)]))
    assert len(told) >= 5
    assert shown([run[key]["value"] for key in told], list(told.values())) == list(told.values())
