"""Of the rows of a table those that a question names or compares."""

from collections.abc import Sequence

from index.words import content_words
from rag.sides import Pair, speaks_of_both
from rag.signs import Candidate
from rag.types import Question

_CELL = " — "


def without_others(pair: Pair, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences in their order; of a table that has a row named as a side of a comparison without the rows that are
    neither named so nor tell of both."""
    words = pair[0].words | pair[1].words
    names = {c.row: set(content_words(c.text.partition(_CELL)[0])) for c in found if c.kind == "table"}
    called = set(content_words(f"{pair[0].name} {pair[1].name}"))
    of_sides = {_table(c) for c in found if names.get(c.row) and names[c.row] <= called | words}
    tells = {c.row for c in found if names.get(c.row, set()) & words or speaks_of_both(c.text, pair)}
    return [c for c in found if c.row not in names or _table(c) not in of_sides or c.row in tells]


def only_named_rows(question: Question, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The sentences in their order; where a question names a row of a table ("PECVD", "higher temperature"), without
    that table's rows whose names have no word of it. Only for a fact or a yes or no: others want more of a table."""
    if question.ask not in ("fact", "yes_no"):
        return list(chosen)
    asked = set(content_words(question.searched))
    names = {c.row: set(content_words(c.text.partition(_CELL)[0])) for c in chosen if c.kind == "table"}
    named = {_table(c) for c in chosen if names.get(c.row) and names[c.row] <= asked}
    return [c for c in chosen if c.row not in names or _table(c) not in named or names[c.row] & asked]


def _table(candidate: Candidate) -> tuple[str, str]:
    return candidate.entry.id, candidate.heading
