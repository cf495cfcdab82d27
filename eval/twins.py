"""Twins: two questions of one form about an entry, of which a sentence of it answers the first and none the second."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.rows import read_rows, shown
from index.expansion import Answered, queries_of
from index.store import Index

FILE = Path(__file__).parent / "questions" / "twins.jsonl"
"""Written for the glossary by eight language models, one for an eighth of its entries each."""
_FORM = {
    "header": "the header of the entry",
    "quote": "how the sentence that answers begins in the entry's body",
    "question": "the question that the sentence answers",
    "near": "the question near to it that the entry does not answer",
}


class TwinError(ValueError):
    """A row of the file is broken. The message names the file, the line and how to mend it."""


@dataclass(frozen=True, slots=True)
class Twins:
    """A question that a sentence answers, and one near to it that the sentence's entry does not answer.

    `header` is the entry's; `quote` is how the sentence begins in its body, as in index/expansion.jsonl.
    """

    header: str
    quote: str
    question: str
    near: str


def read_twins(path: Path = FILE) -> list[Twins]:
    """All of a file of JSON objects with the four fields, in its order.

    Raises TwinError for a broken row and for a question used twice.
    """
    if not path.is_file():
        raise TwinError(f"{path}: no such file; take it from the repository again")
    found: list[Twins] = []
    known: set[str] = set()
    for place, row in read_rows(path, TwinError):
        twins = _twins(row, place)
        for text in (twins.question, twins.near):
            if text in known:
                raise TwinError(f"{place}: {shown(text)} is asked twice; word one of them otherwise")
            known.add(text)
        found.append(twins)
    return found


def _twins(row: dict[str, Any], place: str) -> Twins:
    for name, meaning in _FORM.items():
        text = row.get(name)
        if not isinstance(text, str) or not text.strip():
            raise TwinError(f"{place}: '{name}' is {shown(text)}; it must be a string, {meaning}")
    return Twins(*(row[name] for name in _FORM))


def placed(twins: Sequence[Twins], index: Index) -> dict[Twins, int]:
    """The row in the index of the sentence that each is about; what is about no sentence of it is left out."""
    answered = [Answered(one.header, one.quote, (one.question,)) for one in twins]
    found = queries_of(answered, tuple(index.entries.values()), index.passages, index.sentences)
    rows = {query.text: query.sentences[0] for query in found}
    return {one: rows[one.question] for one in twins if one.question in rows}


def is_held(entry_id: str) -> bool:
    """Whether an entry is one of the eighth whose twins are kept for measuring."""
    return hashlib.sha256(f"g{entry_id}".encode()).digest()[0] % 8 == 0
