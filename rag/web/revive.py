"""Brings a stored answer back to life over the index of today: its citations must point at what they quote."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.types import Entry
from rag.types import Answer, Citation, Claim
from rag.web.types import Exchange


def revive(answer: Answer, entries: Mapping[str, Entry]) -> Answer:
    """The answer with its citations moved to where their quotes now stand.

    A claim whose quote is nowhere in its entry any more is taken out and a note says how many were; so are entries
    that are gone. Nothing is ever shown with a citation that does not hold.
    """
    claims = _alive(answer.claims, entries)
    lost = len(answer.claims) - len(claims)
    note = f"{lost} of {len(answer.claims)} statements left out: their source has changed since"
    notes = (*answer.question.notes, note) if lost else answer.question.notes
    return replace(
        answer,
        question=replace(answer.question, notes=notes),
        claims=claims,
        quotation=_alive(answer.quotation, entries),
        dropped=_alive(answer.dropped, entries),
        hits=tuple(hit for hit in answer.hits if hit.entry_id in entries),
        nearest=tuple(entry_id for entry_id in answer.nearest if entry_id in entries),
    )


def revived(exchange: Exchange, entries: Mapping[str, Entry]) -> Exchange:
    """An exchange with its answer, where it has one, brought back to life."""
    return replace(exchange, answer=revive(exchange.answer, entries)) if exchange.answer else exchange


def _alive(claims: Iterable[Claim], entries: Mapping[str, Entry]) -> tuple[Claim, ...]:
    found = []
    for claim in claims:
        placed = [_placed(citation, entries) for citation in claim.citations]
        alive = tuple(citation for citation in placed if citation)
        if alive and len(alive) == len(placed):
            found.append(replace(claim, citations=alive))
    return tuple(found)


def _placed(citation: Citation, entries: Mapping[str, Entry]) -> Citation | None:
    entry = entries.get(citation.entry_id)
    if not entry or not citation.quote:
        return None
    if entry.body[citation.start : citation.end] == citation.quote:
        return citation
    start = entry.body.find(citation.quote)
    return replace(citation, start=start, end=start + len(citation.quote)) if start >= 0 else None
