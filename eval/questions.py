"""The questions of the evaluation: one JSON object a line, as contract 4 of the design fixes it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.rows import read_rows, shown

# Characters; the window takes 500.
LONGEST_TURN = 10_000
FIELDS = {
    "id": (str, "a string"),
    "type": (str, "a string"),
    "turns": (list, "a list of the user's messages, the question last"),
    "answerable": (bool, "true or false"),
    "gold": (list, "a list of groups, each a list of entry headers"),
    "nuggets": (list, "a list of objects with text, vital and match"),
}


class QuestionError(ValueError):
    """A row of a question file is broken. The message names the file, the line, the id and how to mend it."""


@dataclass(frozen=True, slots=True)
class Nugget:
    """One atomic fact that a good answer states (Voorhees 2003, TREC QA track).

    `match` holds alternatives; one of them is found when all its lower-case substrings occur in the lower-cased answer.
    `vital` facts must be in an answer, the others may.
    """

    text: str
    vital: bool
    match: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer needs.

    `turns` are the user's messages, the last of them is the question. `gold` are groups of entry headers: one entry of
    each group is needed, and the entries of one group replace each other. Where the glossary has no answer, `nuggets`
    is empty and `gold` is empty too, or names the entry that exists without the fact that is asked for.
    """

    id: str
    type: str
    turns: tuple[str, ...]
    answerable: bool
    gold: tuple[tuple[str, ...], ...]
    nuggets: tuple[Nugget, ...]

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets without which an answer is not right."""
        return tuple(nugget for nugget in self.nuggets if nugget.vital)


@dataclass(frozen=True, slots=True)
class Split:
    """A question file: its name, the hash of its bytes and its questions."""

    name: str
    sha256: str
    cases: tuple[Case, ...]


def read_split(path: Path) -> Split:
    """A question file as a whole; raises as read_cases does."""
    cases = read_cases(path)
    return Split(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), cases)


def read_cases(path: Path) -> tuple[Case, ...]:
    """All questions of a file, in its order. Blank lines are passed over, fields beyond the contract are ignored.

    Raises QuestionError for a row that is not as the contract says, for an id used twice and for a file without rows.
    """
    if not path.is_file():
        raise QuestionError(f"{path}: no such file; name a question file with --questions")
    cases: dict[str, Case] = {}
    for place, row in read_rows(path, QuestionError):
        case = _case(row, place)
        if case.id in cases:
            raise QuestionError(f"{place}: {case.id}: the id is used twice; give each question its own")
        cases[case.id] = case
    if not cases:
        raise QuestionError(f"{path}: holds no question; write one JSON object a line")
    return tuple(cases.values())


def _case(row: dict[str, Any], place: str) -> Case:
    place = f"{place}: {str(row.get('id', 'without id'))[:100]}"
    for name, (kind, form) in FIELDS.items():
        if not isinstance(row.get(name), kind):
            raise QuestionError(f"{place}: '{name}' is {shown(row.get(name))}; it must be {form}")
    if not row["turns"]:
        raise QuestionError(f"{place}: 'turns' is empty; it needs at least the question")
    turns = _texts(row["turns"], f"{place}: turns")
    if max(map(len, turns)) > LONGEST_TURN:
        raise QuestionError(f"{place}: a turn has over {LONGEST_TURN} characters; nobody asks that, shorten it")
    return Case(
        id=row["id"],
        type=row["type"],
        turns=turns,
        answerable=row["answerable"],
        gold=tuple(_texts(group, f"{place}: gold") for group in row["gold"]),
        nuggets=tuple(_nugget(nugget, place) for nugget in row["nuggets"]),
    )


def _nugget(row: object, place: str) -> Nugget:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str) or not isinstance(row.get("vital"), bool):
        raise QuestionError(f"{place}: nugget {shown(row)}; it must have text (string), vital (bool) and match")
    match = row.get("match")
    if not isinstance(match, list) or not match or not all(match):
        raise QuestionError(f"{place}: nugget {shown(row['text'])}: match must be lists of substrings, none empty")
    return Nugget(row["text"], row["vital"], tuple(_texts(alternative, f"{place}: match") for alternative in match))


def _texts(row: object, place: str) -> tuple[str, ...]:
    if not isinstance(row, list) or not all(isinstance(text, str) and text.strip() for text in row):
        raise QuestionError(f"{place}: {shown(row)} must be a list of strings that are not empty")
    return tuple(row)
