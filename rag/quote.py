"""Hits -> quoted claims: the sentences that answer best, each with its span."""

from collections.abc import Sequence

from index.names import name_key
from rag.assistant import Assistant
from rag.candidates import candidates
from rag.choose import choose
from rag.form import form_of
from rag.retrieve import Views
from rag.signs import Candidate
from rag.types import Citation, Claim, Hit, Question


def quote(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> tuple[Claim, ...]:
    """The quotation that answers a question, from its best hits. Markers count from 1 in the order shown."""
    chosen = choose(question, candidates(question, hits, views, assistant), form_of(question.text))
    return tuple(_claim(marker, candidate, chosen[: marker - 1]) for marker, candidate in enumerate(chosen, 1))


def _claim(marker: int, candidate: Candidate, before: Sequence[Candidate]) -> Claim:
    """The claim of a sentence; the first one of an entry says in brackets whose it is, unless its words do."""
    entry, text = candidate.entry, candidate.text
    named = name_key(entry.term) in name_key(text) or any(other.entry is entry for other in before)
    citation = Citation(marker, entry.id, candidate.start, candidate.end, entry.body[candidate.start : candidate.end])
    return Claim(text if named else f"[{entry.term}] {text}", "quoted", (citation,), 1.0)
