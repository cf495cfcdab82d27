"""The rows of a run as contract 4 fixes them, and reading and writing them."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypedDict, cast


class CitationRow(TypedDict):
    """A citation with its place; `quote` is `body[start:end]` of the entry."""

    marker: int
    entry_id: str
    header: str
    term: str
    start: int
    end: int
    quote: str


class ClaimRow(TypedDict):
    """One statement of an answer with its citations."""

    text: str
    kind: Literal["quoted", "written"]
    support: float
    citations: list[CitationRow]


class HitRow(TypedDict):
    """A retrieved entry; bigger scores are better."""

    entry_id: str
    header: str
    score: float


class AnswerRow(TypedDict):
    """What a system made of one question."""

    outcome: Literal["answered", "several_senses", "not_in_glossary"]
    answer: str
    claims: list[ClaimRow]
    dropped: list[ClaimRow]
    retrieved: list[HitRow]
    confidence: float
    seconds: dict[str, float]


class ResultRow(AnswerRow):
    """The answer to the question with this id."""

    id: str


class ResultError(ValueError):
    """A file of results is absent or broken. The message names the file and the command that mends it."""


def answered(row: AnswerRow) -> bool:
    """Whether the system gave an answer, be it to one sense of the question or to several."""
    return row["outcome"] != "not_in_glossary"


def read_results(folder: Path) -> dict[str, ResultRow]:
    """The rows of `folder`/results.jsonl by question id."""
    rows = read_rows(folder / "results.jsonl")
    return {cast(str, row["id"]): cast(ResultRow, row) for row in rows}


def read_rows(path: Path) -> list[dict[str, object]]:
    """All objects of a JSONL file that a run has written. Raises ResultError where there is none."""
    if not path.is_file():
        raise ResultError(f"{path}: no such file; make it with python -m eval run --questions FILE --out {path.parent}")
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except json.JSONDecodeError as error:
        raise ResultError(f"{path}: not JSON ({error}); repeat python -m eval run --out {path.parent}") from error


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Writes one JSON object a line, all or nothing."""
    write_whole(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def write_whole(path: Path, text: str) -> None:
    """Writes a text file beside its place and moves it there, so that no reader meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
