"""Question -> the entries that may answer it, best first: all are scored cheaply, the foremost word by word."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from index.store import Index
from index.stores.store import ANYWHERE, Query, Where
from index.types import Vectors
from index.words import content_words
from rag.assistant import Assistant
from rag.parts import Scores, Views, first_parts, late_parts, standardised
from rag.types import Hit, Question

DEPTH = 10
# First stage: the 30 best by these hold every needed entry of the dev and tuning questions.
FIRST = {"name": 1.0, "passage": 2.0, "sentence": 2.0, "words": 0.5}
CANDIDATES = 40
# Second stage: weights of the standardised parts (python -m eval tune); see eval/LOG.md.
WEIGHTS = {"name": 0.19, "sentence": 0.9, "maxsim": 0.6, "reverse": 0.42, "contrast": 0.46}
# More entries on one concept say little new: unless a list is asked for, others come after the foremost five.
SIBLINGS, FOREMOST = 2, 5


def look(question: Question, assistant: Assistant, where: Where = ANYWHERE) -> Views:
    """Embed the question once and look for it in the store: see `index.stores.store`."""
    return look_all([question], assistant, where)[0]


def look_all(questions: Sequence[Question], assistant: Assistant, where: Where = ANYWHERE) -> list[Views]:
    """The same for several questions, embedded and looked for together."""
    if not questions:
        return []
    # The encoder of questions has learnt this glossary's own; to one that comes without it is no help (eval/LOG.md).
    embedder, learnt = assistant.embedder, assistant.index.expansion.queries
    embed = embedder.embed_questions if learnt else embedder.embed_tokens
    vectors, tokens = embed([question.searched for question in questions])
    queries = [_query(question, vector, where) for question, vector in zip(questions, vectors[:, None], strict=True)]
    return [
        Views(seen.passages, seen.sentences, seen.words, own, entries=seen.entries, unanswered=seen.unanswered)
        for seen, own in zip(assistant.store.look(queries), tokens, strict=True)
    ]


def _query(question: Question, vector: Vectors, where: Where) -> Query:
    named = [entry_id for ids in question.named for entry_id in ids]
    return Query(vector, content_words(question.searched), named, where)


def retrieve(question: Question, views: Views, index: Index, depth: int = DEPTH) -> tuple[Hit, ...]:
    """The `depth` best entries, best first; ties go to the entry that comes first in the glossary.

    The candidates of a first stage are ranked by a weighted sum of standardised parts (see `rag.parts`), which a hit
    carries already weighed. A question that names several entries gets the best one of each name first.
    """
    if views.entries is not None and not len(views.entries):
        return ()
    rows, parts = candidates(question, views, index)
    weighed = {name: weight * parts[name] for name, weight in WEIGHTS.items()}
    totals = np.sum(list(weighed.values()), axis=0)
    ids = index.ids
    ranked = [int(place) for place in np.argsort(-totals, kind="stable")]
    order = _ordered(question, {ids[rows[place]]: place for place in ranked}, index)
    return tuple(
        Hit(
            entry_id=ids[rows[place]],
            passage_id=_best_passage(rows[place], views, index),
            score=round(float(totals[place]), 6),
            parts={name: round(float(values[place]), 6) for name, values in weighed.items()},
        )
        for place in order[:depth]
    )


def candidates(question: Question, views: Views, index: Index) -> tuple[list[int], dict[str, Scores]]:
    """Positions of the entries worth a close look, in the glossary's order, and their standardised parts."""
    first = first_parts(question, views, index)
    total = np.sum([weight * first[name] for name, weight in FIRST.items()], axis=0)
    looked_at = np.arange(len(total)) if views.entries is None else views.entries
    rows: list[int] = sorted(looked_at[np.argsort(-total[looked_at], kind="stable")[:CANDIDATES]].tolist())
    raw = {name: values[rows] for name, values in first.items()} | late_parts(views, index, rows)
    return rows, {name: standardised(raw[name]) for name in WEIGHTS}


def _ordered(question: Question, ranked: Mapping[str, int], index: Index) -> list[int]:
    """The places of ranked entries: first the best of each name, where several are named; among the foremost not too
    many on one concept."""
    leading: Sequence[str] = ()
    if len(question.named) > 1:
        order = {entry_id: rank for rank, entry_id in enumerate(ranked)}
        known = [[entry_id for entry_id in ids if entry_id in order] for ids in question.named]
        leading = sorted({min(ids, key=order.__getitem__) for ids in known if ids}, key=order.__getitem__)
    ordered = [*leading, *(one for one in ranked if one not in leading)]
    seen: Counter[int] = Counter()
    foremost: dict[str, None] = {}
    for entry_id in ordered:
        seen[index.concepts[entry_id]] += 1
        if len(foremost) < FOREMOST and (seen[index.concepts[entry_id]] <= SIBLINGS or question.ask == "list"):
            foremost[entry_id] = None
    return [ranked[entry_id] for entry_id in (*foremost, *(one for one in ordered if one not in foremost))]


def _best_passage(row: int, views: Views, index: Index) -> str:
    """Id of the passage of an entry that is nearest to the question."""
    own = index.passage_rows(row)
    return index.passages[own[int(np.argmax(views.passages[own.start : own.stop]))]].id
