"""Question -> the entries that may answer it, best first: all are scored cheaply, the foremost word by word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.store import Index
from index.stores.store import ANYWHERE, Query, Where
from index.types import Vectors
from index.words import content_words
from rag.assistant import Assistant
from rag.parts import Scores, Views, first_parts, late_parts, standardised
from rag.types import Hit, Question

DEPTH = 10
# First stage: the 30 best by these hold every needed entry of the dev and tuning questions. Of what is sought beside a
# message only what comes first matters (with 12 near misses get through, eval/LOG.md).
FIRST = {"name": 1.0, "passage": 2.0, "sentence": 2.0, "words": 0.5}
CANDIDATES, BESIDE = 40, 20
# Second stage: weights of the standardised parts (python -m eval tune); see eval/LOG.md.
WEIGHTS = {"name": 0.19, "sentence": 0.9, "maxsim": 0.6, "reverse": 0.42, "contrast": 0.46}
# More entries on one concept say little new: unless a list is asked for, others come after the foremost five.
SIBLINGS, FOREMOST = 2, 5


class Embedded(NamedTuple):
    """A text's unit vector, shape (1, dimensions), and those of its words, (words, dimensions)."""

    vector: Vectors
    tokens: Vectors


def embedded(texts: Iterable[str], assistant: Assistant) -> dict[str, Embedded]:
    """What is asked, embedded together, each text once."""
    texts = list(dict.fromkeys(texts))
    if not texts:
        return {}
    # The encoder of questions has learnt this glossary's own; to one that comes without it is no help (eval/LOG.md).
    embedder, learnt = assistant.embedder, assistant.index.expansion.queries
    embed = embedder.embed_questions if learnt else embedder.embed_tokens
    vectors, tokens = embed(texts)
    return {text: Embedded(*both) for text, *both in zip(texts, vectors[:, None], tokens, strict=True)}


def look(question: Question, assistant: Assistant, where: Where = ANYWHERE) -> Views:
    """Embed the question once and look for it in the store: see `index.stores.store`."""
    return look_all([question], embedded([question.searched], assistant), assistant, where)[0]


def look_all(
    questions: Sequence[Question], known: Mapping[str, Embedded], assistant: Assistant, where: Where = ANYWHERE
) -> list[Views]:
    """Look for several questions together, of which it is `known` what is asked, embedded."""
    if not questions:
        return []
    own = [known[question.searched] for question in questions]
    queries = [_query(question, one.vector, where) for question, one in zip(questions, own, strict=True)]
    return [
        Views(seen.passages, seen.sentences, seen.words, one.tokens, entries=seen.entries, unanswered=seen.unanswered)
        for seen, one in zip(assistant.store.look(queries), own, strict=True)
    ]


def _query(question: Question, vector: Vectors, where: Where) -> Query:
    named = [entry_id for ids in question.named for entry_id in ids]
    return Query(vector, content_words(question.searched), named, where)


def retrieve(
    question: Question, views: Views, index: Index, depth: int = DEPTH, closely: int = CANDIDATES
) -> tuple[Hit, ...]:
    """The `depth` best entries, best first; ties go to the entry that comes first in the glossary.

    The candidates of a first stage, which are looked at `closely`, are ranked by a weighted sum of standardised parts
    (see `rag.parts`), which a hit carries already weighed. A question that names several entries gets the best one of
    each name first.
    """
    if views.entries is not None and not len(views.entries):
        return ()
    rows, parts = candidates(question, views, index, closely)
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


def candidates(
    question: Question, views: Views, index: Index, count: int = CANDIDATES
) -> tuple[list[int], dict[str, Scores]]:
    """Positions of the entries worth a close look, in the glossary's order, and their standardised parts."""
    first = first_parts(question, views, index)
    total = np.sum([weight * first[name] for name, weight in FIRST.items()], axis=0)
    looked_at = np.arange(len(total)) if views.entries is None else views.entries
    rows: list[int] = sorted(looked_at[np.argsort(-total[looked_at], kind="stable")[:count]].tolist())
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
