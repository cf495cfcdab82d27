"""What can be said to python -m eval."""

import argparse
from pathlib import Path

from index.store import DEFAULT_FOLDER
from rag.assistant import OFF
from rag.glossary_commands import named_index

HOME = Path(__file__).parent
DEV = HOME / "questions" / "dev.jsonl"
TUNE = tuple(HOME / "questions" / f"tune-{half}.jsonl" for half in "abdf")
REFUSE = HOME / "questions" / "tune-c.jsonl"
BLIND = HOME / "questions" / "tune-e.jsonl"


def parser_of_commands() -> argparse.ArgumentParser:
    """The parser of all commands; `command` of what it parses names one."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure what the chat answers.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("run", "ask all questions of a file and measure the answers"),
        ("baselines", "the same for this project, for baselines, and with parts switched off"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("--questions", type=Path, default=DEV, help="question file, one JSON object a line")
        command.add_argument("--out", type=Path, required=True, help="folder of the run's files")
        command.add_argument("--llm", default=OFF, metavar="off|MODEL", help="who writes the answers")
    adapter = "what eval.train_writer has made: SmolLM2 with it writes, in the place of --llm"
    commands.choices["run"].add_argument("--adapter", type=Path, metavar="FILE", help=adapter)
    comparing = commands.add_parser("compare", help="compare two runs over the same questions")
    comparing.add_argument("first", type=Path, help="folder of the first run")
    comparing.add_argument("second", type=Path, help="folder of the second run")
    reporting = commands.add_parser("report", help="write report.html of a run, with the baselines in it")
    reporting.add_argument("folder", type=Path, help="folder of the run; its baselines are read from baselines/ in it")
    showing = commands.add_parser("show", help="print answers of a run for reading, some of every kind")
    showing.add_argument("folder", type=Path, help="folder of the run")
    showing.add_argument("--questions", type=Path, default=DEV, help="its question file")
    showing.add_argument("--count", type=int, default=30, help="how many answers")
    verifying = commands.add_parser("verifier", help="judge pairs of a claim and its evidence as the chat does")
    verifying.add_argument("--pairs", type=Path, required=True, help="pairs, one JSON object a line")
    verifying.add_argument("--out", type=Path, required=True, help="file of the judgements")
    validating = commands.add_parser("validate", help="prove that question files are sound")
    testing = commands.add_parser("selftest", help="prove that the metrics reward right answers and catch damage")
    testing.add_argument("--questions", type=Path, default=DEV, help="question file")
    _add_fits(commands)
    _add_draft(commands)
    exporting = commands.add_parser("export", help="write the glossary and questions as BEIR files")
    exporting.add_argument("--out", type=Path, required=True, help="folder of the files")
    for command in (validating, exporting):
        command.add_argument("files", type=Path, nargs="*", default=[DEV], help="question files")
    for name in ("run", "baselines", "verifier", "validate", "selftest", "export", "calibrate", "tune", "draft"):
        _add_index(commands.choices[name])
    return parser


def _add_fits(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    calibrating = commands.add_parser("calibrate", help="fit the decision whether the glossary has an answer")
    tuning = commands.add_parser("tune", help="fit the weights of the ranking and show what each part is worth")
    for command, files in ((calibrating, [DEV, *TUNE, REFUSE]), (tuning, [DEV, *TUNE])):
        what = "question files; never the held-out one"
        command.add_argument("--questions", type=Path, nargs="+", default=files, help=what)
    calibrating.add_argument("--blind", type=Path, nargs="*", default=[BLIND], help="files that nothing is fitted on")


def _add_draft(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    drafting = commands.add_parser("draft", help="draft questions from a glossary, for its owner to edit")
    drafting.add_argument("--count", type=int, default=40, help="how many that it answers")
    drafting.add_argument("--without", type=int, default=0, metavar="N", help="and N on entries of a copy without them")
    drafting.add_argument("--out", type=Path, required=True, help="question file to write")


def _add_index(command: argparse.ArgumentParser) -> None:
    command.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    command.add_argument("--glossary", dest="index", type=named_index, metavar="NAME", help="a named glossary instead")
