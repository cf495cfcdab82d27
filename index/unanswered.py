"""Questions that nothing in the glossary answers: who asks one like these gets no answer from what merely stands near.

The other half of `index.expansion`: facts that entries lack, terms of the field that are not here, and what is of no
such field at all. None is ever shown.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.names import name_key
from index.types import Entry, SeedError, Vectors
from index.vectors import FlatVectors

WRITTEN = Path(__file__).parent / "unanswered.jsonl"
"""The questions that come with the project; to another glossary they say nothing."""

# Of how many of the nearest questions with an answer and without one the likeness counts, and how fast it fades with
# the cosine: see `share`.
ANSWERED, UNANSWERED, FADE = 30, 10, 0.1

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Questions that the entry of a `header` does not answer, or that are about a `term` which has no entry; of
    neither where both are ""."""

    queries: tuple[str, ...]
    header: str = ""
    term: str = ""


@dataclass(frozen=True, eq=False)
class Unanswered:
    """The questions of an index and their vectors, row by row."""

    texts: tuple[str, ...]
    vectors: FlatVectors

    @classmethod
    def none(cls, size: int) -> "Unanswered":
        """No questions, for vectors of so many dimensions."""
        return cls((), FlatVectors.of(np.zeros((0, size), dtype=np.float32)))

    def share(self, question: Vectors, answered: Scores) -> float:
        """How much more a question is like these than like those with an answer, whose cosines with it are given:
        between 0 and 1; 0 without any.

        The share of these in the summed likeness of the nearest of both kinds (kernel-weighted nearest neighbours).
        """
        if not self.texts or not len(answered):
            return 0.0
        lacking = np.sort(self.vectors.cosines(question))[-UNANSWERED:] / FADE
        known = np.sort(answered)[-ANSWERED:] / FADE
        most = max(lacking.max(), known.max())
        without = float(np.exp(lacking - most).sum())
        return without / (without + float(np.exp(known - most).sum()))

    def save(self, folder: Path) -> None:
        """Write the questions as JSON and the vectors in FAISS's format."""
        (folder / "unanswered.json").write_text(f"{json.dumps(self.texts, ensure_ascii=False)}\n", encoding="utf-8")
        self.vectors.save(folder / "unanswered.faiss")

    @classmethod
    def load(cls, folder: Path) -> "Unanswered":
        """Read what `save` wrote; the vectors are mapped."""
        texts = tuple(json.loads((folder / "unanswered.json").read_text(encoding="utf-8")))
        return cls(texts, FlatVectors.load(folder / "unanswered.faiss"))


def joined(parts: Sequence[tuple[Unanswered, Collection[str]]]) -> Unanswered:
    """Those of several glossaries, each given with the texts that the others have something on and that are therefore
    left out."""
    kept = [[row for row, text in enumerate(part.texts) if text not in known] for part, known in parts]
    texts = tuple(part.texts[row] for (part, _), rows in zip(parts, kept, strict=True) for row in rows)
    vectors = [part.vectors.rows[rows] for (part, _), rows in zip(parts, kept, strict=True)]
    return Unanswered(texts, FlatVectors.of(np.concatenate(vectors)))


def read_lacking(file: Path = WRITTEN) -> tuple[Lacking, ...]:
    """What a file says is asked in vain: a JSON object a line with `queries`, and `header` or `term` or neither.

    Raises SeedError with the file and line of what is not one.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(_lacking(line, f"{file.name}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _lacking(line: str, place: str) -> Lacking:
    try:
        row: dict[str, Any] = json.loads(line)
        found = Lacking(tuple(row["queries"]), row.get("header", ""), row.get("term", ""))
        if not all(isinstance(text, str) for text in (found.header, found.term)):
            raise ValueError("header and term must be text")
        if not all(isinstance(text, str) and text.strip() for text in found.queries):
            raise ValueError("each of the queries must be text")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wanted = '{"header": "...", "queries": ["...?"]}, with "term" or neither in place of "header"'
        raise SeedError(f"{place}: not a line of the form {wanted}: {error}") from error
    return found


def unanswered_of(lacking: Sequence[Lacking], entries: Sequence[Entry]) -> tuple[str, ...]:
    """The questions that these entries do not answer, each once, in the order of `lacking`.

    None for a glossary that has not one of the entries which are asked in vain; a term that has got an entry is left
    out.
    """
    headers = {entry.header for entry in entries}
    names = {name_key(name) for entry in entries for name in (entry.term, *entry.aliases)}
    kept = [one for one in lacking if (not one.header or one.header in headers) and name_key(one.term) not in names]
    if not any(one.header for one in kept):
        return ()
    return tuple(dict.fromkeys(text for one in kept for text in one.queries))
