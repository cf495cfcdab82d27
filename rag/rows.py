"""Of the rows of a table those that a question names."""

from collections.abc import Sequence

from index.words import content_words
from rag.signs import Candidate
from rag.types import Question

_CELL = " — "


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
