"""Questions that nothing in the glossary answers: who asks one like these gets no answer from what merely stands near.

The other half of `index.expansion`: facts that entries lack, terms of the field that are not here, and what is of no
such field at all. None is ever shown.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.names import name_key
from index.packed import PackedVectors
from index.types import Entry, SeedError

WRITTEN = Path(__file__).parent / "unanswered.jsonl"
"""The questions that come with the project; to another glossary they say nothing."""

# Of how many of the nearest questions with an answer and without one the likeness counts, and how fast it fades with
# the cosine: see `Unanswered.likeness` and eval/LOG.md.
ANSWERED, UNANSWERED, FADE = 30, 10, 0.07

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Questions that the entry of a `header` does not answer, or that are about a `term` which has no entry; of
    neither where both are ""."""

    queries: tuple[str, ...]
    header: str = ""
    term: str = ""


class Likeness(NamedTuple):
    """How much more a question is like those about facts that entries lack, and like those about what has no entry,
    than like those with an answer; each between 0 and 1."""

    facts: float = 0.0
    terms: float = 0.0


@dataclass(frozen=True, slots=True)
class Vain:
    """What is asked in vain: about entries, for facts that they lack, and about what has no entry."""

    facts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.facts, *self.terms)


@dataclass(frozen=True, eq=False)
class Unanswered:
    """The questions of an index and their vectors, row by row."""

    questions: Vain
    vectors: PackedVectors

    @classmethod
    def none(cls, size: int) -> "Unanswered":
        """No questions, for vectors of so many dimensions."""
        return cls(Vain(), PackedVectors.none(size))

    def likeness(self, cosines: Scores, answered: Scores) -> Likeness:
        """How like these a question is, by its cosines with them (see `vectors`) and with those that have an answer.

        The share of either kind in the summed likeness of its nearest and of the nearest with an answer
        (kernel-weighted nearest neighbours).
        """
        facts, known = len(self.questions.facts), _largest(answered, ANSWERED)
        return Likeness(_share(cosines[:facts], known), _share(cosines[facts:], known))

    def save(self, folder: Path) -> None:
        """Write the questions as JSON and the packed vectors."""
        rows = json.dumps(asdict(self.questions), ensure_ascii=False)
        (folder / "unanswered.json").write_text(f"{rows}\n", encoding="utf-8")
        self.vectors.save(folder, "unanswered")

    @classmethod
    def load(cls, folder: Path) -> "Unanswered":
        """Read what `save` wrote; the vectors are mapped."""
        rows = json.loads((folder / "unanswered.json").read_text(encoding="utf-8"))
        questions = Vain(**{kind: tuple(texts) for kind, texts in rows.items()})
        return cls(questions, PackedVectors.load(folder, "unanswered"))


def _share(lacking: Scores, nearest: Scores) -> float:
    if not len(lacking) or not len(nearest):
        return 0.0
    near, known = _largest(lacking, UNANSWERED) / FADE, nearest / FADE
    most = max(near.max(), known.max())
    without = float(np.exp(near - most).sum())
    return without / (without + float(np.exp(known - most).sum()))


def _largest(scores: Scores, count: int) -> Scores:
    return scores if len(scores) <= count else np.partition(scores, -count)[-count:]


def joined(parts: Sequence[tuple[Unanswered, Collection[str]]]) -> Unanswered:
    """Those of several glossaries, each given with the texts that the others have something on and that are therefore
    left out."""
    vector = {
        text: row
        for part, known in parts
        for text, row in zip(part.questions.texts, part.vectors.rows, strict=True)
        if text not in known
    }
    facts = dict.fromkeys(text for part, _ in parts for text in part.questions.facts if text in vector)
    terms = dict.fromkeys(text for part, _ in parts for text in part.questions.terms if text in vector)
    questions = Vain(tuple(facts), tuple(terms))
    size = parts[0][0].vectors.rows.shape[1]
    rows = np.array([vector[text] for text in questions.texts], dtype=np.float32).reshape(-1, size)
    return Unanswered(questions, PackedVectors.of(rows))


def read_lacking(file: Path = WRITTEN) -> tuple[Lacking, ...]:
    """What a file says is asked in vain: a JSON object a line with `queries`, and `header` or `term` or neither.

    Raises SeedError with the file and line of what is not one.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    return tuple(_lacking(line, f"{file.name}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _lacking(line: str, place: str) -> Lacking:
    try:
        row: dict[str, Any] = json.loads(line)
        queries, about = row["queries"], {key: value for key, value in row.items() if key != "queries"}
        if not isinstance(queries, list) or not queries:
            raise ValueError("queries must be a list, not an empty one")
        if len(about) > 1 or not set(about) <= {"header", "term"}:
            raise ValueError("beside queries there may be header or term, and nothing else")
        if not all(isinstance(text, str) and text.strip() for text in (*queries, *about.values())):
            raise ValueError("each of the queries, header and term must be text")
        found = Lacking(tuple(queries), **about)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wanted = '{"header": "...", "queries": ["...?"]}, with "term" or neither in place of "header"'
        raise SeedError(f"{place}: not a line of the form {wanted}: {error}") from error
    return found


def unanswered_of(lacking: Sequence[Lacking], entries: Sequence[Entry]) -> Vain:
    """The questions that these entries do not answer, each once, in the order of `lacking`.

    None for a glossary that has not one of the entries which are asked in vain; a term that has got an entry is left
    out.
    """
    headers = {entry.header for entry in entries}
    names = {name_key(name) for entry in entries for name in (entry.term, *entry.aliases)}
    kept = [
        one
        for one in lacking
        if (not one.header or one.header in headers) and (not one.term or name_key(one.term) not in names)
    ]
    if not any(one.header for one in kept):
        return Vain()
    facts, terms = (
        tuple(dict.fromkeys(text for one in kept for text in one.queries if bool(one.header) == of_entries))
        for of_entries in (True, False)
    )
    return Vain(facts, tuple(text for text in terms if text not in facts))
