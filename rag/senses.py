"""One name, several meanings: DDP is Distributed Data Parallel and Dielectric Deposition Process."""

from collections.abc import Sequence

import numpy as np

from index.store import Index, vectors_of
from index.types import Sentence, Vectors
from rag.readable import readable
from rag.types import Citation, Claim, Hit, Question

# Entries of one name mean the same thing when their passages' mean vectors have at least this cosine: on the seeds,
# entries on one concept have .74 to .95, the two meanings of DDP .11.
SAME = 0.45
# With more words beside the name, the question itself says which meaning it wants.
_MOST_FOCUS = 1


def senses(question: Question, hits: Sequence[Hit], index: Index) -> tuple[str, ...]:
    """The best-ranked entry of each meaning of the one name that a question is about; () when it has one meaning."""
    if len(question.named) != 1 or len(question.named[0]) < 2 or len(question.focus) > _MOST_FOCUS:
        return ()
    rank = {hit.entry_id: place for place, hit in enumerate(hits)}
    vectors = vectors_of(index.passage_vectors)
    place = {entry_id: row for row, entry_id in enumerate(index.entries)}
    meanings: dict[str, Vectors] = {}
    for entry_id in sorted(question.named[0], key=lambda one: rank.get(one, len(rank))):
        mean = vectors[index.passage_entry == place[entry_id]].mean(axis=0)
        mean /= np.linalg.norm(mean)
        if all(float(mean @ other) < SAME for other in meanings.values()):
            meanings[entry_id] = mean
    return tuple(meanings) if len(meanings) > 1 else ()


def definitions(entry_ids: Sequence[str], index: Index) -> tuple[Claim, ...]:
    """One quoted claim an entry: its definition, or its first sentence where it has none."""
    first: dict[str, Sentence] = {}
    for sentence in index.sentences:
        first.setdefault(sentence.passage_id, sentence)
    claims = []
    for marker, entry_id in enumerate(entry_ids, 1):
        entry = index.entries[entry_id]
        opening = first[f"{entry_id}#1"]
        start, end = entry.definition_at or (opening.start, opening.end)
        citation = Citation(marker, entry_id, start, end, entry.body[start:end])
        claims.append(Claim(f"[{entry.term}] {readable(entry, start, end)}", "quoted", (citation,), 1.0))
    return tuple(claims)
