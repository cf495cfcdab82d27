"""One name, several meanings: DDP is Distributed Data Parallel and Dielectric Deposition Process."""

from collections.abc import Sequence

from index.store import Index
from rag.readable import readable
from rag.types import Citation, Claim, Hit, Question

# With more words beside the name, the question itself says which meaning it wants.
_MOST_FOCUS = 1


def senses(question: Question, hits: Sequence[Hit], index: Index) -> tuple[str, ...]:
    """The best-ranked entry of each meaning of the one name that a question is about; () when it has one meaning, or is
    compared with something that tells which one is meant."""
    if (
        question.ask == "compare"
        or len(question.named) != 1
        or len(question.named[0]) < 2
        or len(question.focus) > _MOST_FOCUS
    ):
        return ()
    rank = {hit.entry_id: place for place, hit in enumerate(hits)}
    meanings: dict[int, str] = {}
    for entry_id in sorted(question.named[0], key=lambda one: rank.get(one, len(rank))):
        meanings.setdefault(index.concepts[entry_id], entry_id)
    return tuple(meanings.values()) if len(meanings) > 1 else ()


def definitions(entry_ids: Sequence[str], index: Index) -> tuple[Claim, ...]:
    """One quoted claim an entry: its definition, or its first sentence where it has none."""
    claims = []
    for marker, entry_id in enumerate(entry_ids, 1):
        entry = index.entries[entry_id]
        opening = index.sentences[index.sentence_rows(index.place[entry_id])[0]]
        start, end = entry.definition_at or (opening.start, opening.end)
        citation = Citation(marker, entry_id, start, end, entry.body[start:end])
        claims.append(Claim(f"[{entry.term}] {readable(entry, start, end)}", "quoted", (citation,), 1.0))
    return tuple(claims)
