"""The records of what questions were worth, and reading and writing them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypedDict

from eval.results import read_rows, write_rows


@dataclass(frozen=True, slots=True)
class Score:
    """What one question was worth: `values` by metric, holding only the metrics that apply to it.

    `cluster` is shared by the questions about one entry.
    """

    id: str
    type: str
    cluster: str
    answerable: bool
    answered: bool
    confidence: float
    values: Mapping[str, float]


class Estimate(TypedDict):
    """A metric: its mean, its 95 % interval and over how many questions it was taken."""

    value: float
    low: float
    high: float
    n: int


def write_scores(path: Path, scores: Iterable[Score]) -> None:
    """Writes one score a line."""
    write_rows(path, (asdict(one) for one in scores))


def read_scores(folder: Path) -> list[Score]:
    """The scores of a run, in the order of its questions. Raises ResultError where there are none."""
    rows: list[dict[str, Any]] = read_rows(folder / "scores.jsonl")
    return [Score(**row) for row in rows]
