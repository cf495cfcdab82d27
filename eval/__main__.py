"""The evaluation from the terminal: python -m eval --help lists what there is."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

# Waiting threads that spin slow a busy two-core machine tenfold; read when torch and numpy are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tqdm import tqdm

from eval import beir, compare, draft, selftest, show, table, tune, tune_quotes, verifier
from eval.baselines import chunk_baselines, top_entry_baselines
from eval.command_line import HOME, parser_of_commands
from eval.fit_decision import fitted
from eval.questions import QuestionError, read_cases, read_split
from eval.report import report
from eval.results import ResultError, read_results, write_rows
from eval.run import Metrics, RunError, System, run
from eval.scores import read_scores
from eval.systems import ablations, system_of
from eval.validate import validate
from eval.writer_adapter import load_trained
from index.ingest import without_entries
from index.store import load
from index.types import IndexRefused, SeedError
from rag.assistant import load_assistant
from rag.types import ModelUnavailable

OURS = (QuestionError, ResultError, RunError, compare.NotComparable, verifier.PairError)
FAILURES = (*OURS, IndexRefused, SeedError, ModelUnavailable, OSError)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked and found nothing wrong, else 1 with the reason on stderr."""
    options = parser_of_commands().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except FAILURES as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    questions = read_split(options.questions)
    assistant = load_assistant(options.index, options.llm)
    if options.adapter:
        assistant = replace(assistant, writer=load_trained(options.adapter))
    metrics = run(questions, system_of(assistant), assistant.index.entries, options.out)
    _print(table.overall(metrics), [""], table.by_type(metrics), [f"written to {options.out}"])
    _warn(metrics)
    return 0


def _baselines(options: argparse.Namespace) -> int:
    questions = read_split(options.questions)
    assistant = load_assistant(options.index, options.llm)
    index, whole = assistant.index, system_of(assistant)
    found = {whole.name: run(questions, whole, index.entries, _folder(options.out, whole))}
    rows = read_results(_folder(options.out, whole))
    others = chunk_baselines(index, assistant.embedder), top_entry_baselines(index, rows), ablations(assistant)
    for system in chain(*others):
        found[system.name] = run(questions, system, index.entries, _folder(options.out, system))
    _print(table.side_by_side({name: metrics["overall"] for name, metrics in found.items()}))
    _warn(found[whole.name])
    return 0


def _folder(out: Path, system: System) -> Path:
    return out / system.name.lower().replace(" + ", "-").replace(" ", "-")


def _compare(options: argparse.Namespace) -> int:
    _print(compare.lines(compare.compare(read_scores(options.first), read_scores(options.second))))
    return 0


def _report(options: argparse.Namespace) -> int:
    print(report(options.folder))
    return 0


def _show(options: argparse.Namespace) -> int:
    _print(show.show(read_cases(options.questions), read_results(options.folder), options.count))
    return 0


def _verifier(options: argparse.Namespace) -> int:
    pairs = verifier.read_pairs(options.pairs)
    judge = verifier.judge_of(load(options.index))
    judged = [judge(pair) for pair in tqdm(pairs, desc="verifier", unit="pair")]
    write_rows(options.out, verifier.rows(judged))
    _print(verifier.agreement(judged))
    return 0


def _validate(options: argparse.Namespace) -> int:
    splits = [read_split(path) for path in options.files]
    code = {path.name: path.read_text(encoding="utf-8") for path in sorted(HOME.parent.glob("rag/**/*.py"))}
    problems = validate(splits, load(options.index).entries, code)
    counts = ", ".join(f"{len(split.cases)} in {split.name}" for split in splits)
    _print(problems, [f"{len(problems)} problems in the questions: {counts}"])
    return int(bool(problems))


def _selftest(options: argparse.Namespace) -> int:
    outcome = selftest.selftest(read_cases(options.questions), load(options.index))
    _print(selftest.lines(outcome), (f"not caught: {missed}" for missed in outcome.missed))
    return int(not outcome.passed)


def _calibrate(options: argparse.Namespace) -> int:
    assistant = load_assistant(options.index)
    cases, blind = (
        [case for path in paths for case in read_cases(path)] for paths in (options.questions, options.blind)
    )
    _print(fitted(cases, blind, assistant))
    return 0


def _tune(options: argparse.Namespace) -> int:
    cases = [case for path in options.questions for case in read_cases(path) if case.answerable]
    assistant = load_assistant(options.index)
    found = [tune.ranking_of(assistant, case) for case in tqdm(cases, desc="ranking", unit="question")]
    _print(["rag/retrieve.py"], tune.lines([ranking for ranking, _ in found], found[0][1]))
    quotable = [tune_quotes.quotable(assistant, case) for case in tqdm(cases, desc="quoting", unit="question")]
    _print(["rag/candidates.py"], tune_quotes.lines([one for one in quotable if one]))
    return 0


def _draft(options: argparse.Namespace) -> int:
    entries = load(options.index).entries
    without = draft.to_take_out(entries, options.without)
    if without:
        copy = without_entries(options.index, without)
        _print([f"Ask them with --glossary {copy.name}: a copy without {', '.join(without)}"])
    made = draft.draft(entries, options.count, without)
    write_rows(options.out, made)
    _print(draft.lines(made), [f"written to {options.out}"])
    return 0


def _export(options: argparse.Namespace) -> int:
    splits = {path.stem: read_cases(path) for path in options.files}
    beir.export(load(options.index).entries, splits, options.out)
    print(f"written to {options.out}")
    return 0


def _print(*parts: Iterable[str]) -> None:
    for line in chain(*parts):
        print(line)


def _warn(metrics: Metrics) -> None:
    for header in metrics["questions"]["gold_headers_unknown"]:
        print(f"warning: no entry has the gold header '{header}'; mend the question file", file=sys.stderr)
    for name in metrics["misquoted"]:
        print(f"warning: question {name}: a quote is not its entry's text; rebuild the index", file=sys.stderr)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "run": _run,
    "baselines": _baselines,
    "compare": _compare,
    "report": _report,
    "show": _show,
    "verifier": _verifier,
    "validate": _validate,
    "selftest": _selftest,
    "export": _export,
    "calibrate": _calibrate,
    "tune": _tune,
    "draft": _draft,
}


if __name__ == "__main__":
    sys.exit(main())
