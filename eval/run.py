"""One system over one question file: rows, scores, metrics and TREC files in a folder."""

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from tqdm import tqdm

from eval import intervals
from eval.confidence import summarise_confidence
from eval.metrics import score_all, seconds, summarise
from eval.questions import Case, Split
from eval.results import AnswerRow, ResultRow, write_rows, write_whole
from eval.scores import Score, write_scores
from eval.trec import qrels_lines, run_lines
from index.types import Entry

FORMAT = 1
Metrics = dict[str, Any]


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers questions. `about` says in plain words and numbers what it was made of."""

    name: str
    answer: Callable[[Case], AnswerRow]
    about: Mapping[str, object] = field(default_factory=dict)


class RunError(RuntimeError):
    """A system failed on a question. The message names the question."""


def run(questions: Split, system: System, entries: Mapping[str, Entry], folder: Path) -> Metrics:
    """Asks every question, writes the files of the run to `folder` and returns what is in metrics.json.

    Writes results.jsonl (contract 4), scores.jsonl (the metrics of each question), metrics.json, run.trec and qrels,
    each all or nothing. Raises RunError where the system fails.
    """
    cases = questions.cases
    rows = ask_all(cases, system)
    scores = score_all(cases, {row["id"]: row for row in rows})
    metrics: Metrics = {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "system": {"name": system.name, **system.about},
        "questions": {
            "file": questions.name,
            "sha256": questions.sha256,
            "count": len(cases),
            "gold_headers_unknown": sorted(unknown_headers(cases, entries)),
        },
        "intervals": {"level": 0.95, "resamples": intervals.RESAMPLES, "seed": intervals.SEED},
        "misquoted": sorted(misquoted(rows, entries)),
        **summary(scores, rows),
    }
    write_rows(folder / "results.jsonl", cast(list[dict[str, object]], rows))
    write_scores(folder / "scores.jsonl", scores)
    write_whole(folder / "run.trec", _lines(run_lines(rows, system.name.replace(" ", "-"))))
    write_whole(folder / "qrels", _lines(qrels_lines(cases, entries)))
    write_whole(folder / "metrics.json", json.dumps(metrics, ensure_ascii=False, indent=1) + "\n")
    return metrics


def ask_all(cases: Sequence[Case], system: System) -> list[ResultRow]:
    """One row a question, in the order of the questions, with a progress bar on stderr."""
    rows = []
    for case in tqdm(cases, desc=system.name, unit="question"):
        try:
            answer = system.answer(case)
        except Exception as error:
            raise RunError(f"{system.name} failed on question {case.id} ({case.turns[-1]!r}): {error!r}") from error
        rows.append(ResultRow(id=case.id, **answer))
    return rows


def summary(scores: Sequence[Score], rows: Sequence[ResultRow]) -> Metrics:
    """The metrics overall and by type, the number of questions by type, and the seconds by stage."""
    types = dict.fromkeys(one.type for one in scores)
    of_type = {name: [one for one in scores if one.type == name] for name in types}
    return {
        "overall": summarise(scores) | summarise_confidence(scores),
        "by_type": {name: summarise(ones) for name, ones in of_type.items()},
        "count_by_type": {name: len(ones) for name, ones in of_type.items()},
        "seconds": seconds(rows),
    }


def misquoted(rows: Iterable[ResultRow], entries: Mapping[str, Entry]) -> set[str]:
    """The ids of questions with a citation whose quote is not `body[start:end]` of its entry."""
    return {
        row["id"]
        for row in rows
        for claim in [*row["claims"], *row["dropped"]]
        for cited in claim["citations"]
        if cited["entry_id"] not in entries
        or entries[cited["entry_id"]].body[cited["start"] : cited["end"]] != cited["quote"]
    }


def unknown_headers(cases: Iterable[Case], entries: Mapping[str, Entry]) -> set[str]:
    """Gold headers that no entry bears, so that nothing can ever retrieve them."""
    known = {entry.header for entry in entries.values()}
    return {header for case in cases for group in case.gold for header in group} - known


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def commit() -> str:
    """The commit of the code, marked where files differ from it; "" outside a checkout."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        return subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
