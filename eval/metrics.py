"""From questions and results to scores by question, and from those to a summary by type and overall.

Scores by question come first and means second. A refused or missing answer counts as zero wherever an answer was due;
only what needs an answer to exist (precision and support of citations, words) is averaged over the answers given.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from eval import citations, nuggets, ranking
from eval.intervals import interval
from eval.questions import Case
from eval.results import ResultRow, answered
from eval.scores import Estimate, Score
from eval.words import word_count

DEPTH = 10
METRICS = (
    *("hit@1", "recall@5", "recall@10", "all_gold@5", "ndcg@10", "mrr@10"),
    *("vital_recall", "vital_recall@120w", "strict", "strict@1"),
    *("citation_precision", "citation_recall", "support"),
    *("refusal_recall", "false_refusal", "crag", "unsupported_rate", "words"),
)


def score(case: Case, row: ResultRow | None, cluster: str) -> Score:
    """The values of one question; `row` is None where the system gave no result."""
    values = _answerable(case, row) if case.answerable else _unanswerable(case, row)
    given = row is not None and answered(row)
    return Score(case.id, case.type, cluster, case.answerable, given, row["confidence"] if row else 0.0, values)


def score_all(cases: Sequence[Case], rows: Mapping[str, ResultRow]) -> list[Score]:
    """One score a question, in the order of the questions; questions without a row are scored as failed."""
    cluster = clusters(cases)
    return [score(case, rows.get(case.id), cluster[case.id]) for case in cases]


def clusters(cases: Iterable[Case]) -> dict[str, str]:
    """Question id to a name of its cluster: questions whose first gold groups share an entry belong together."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    cases = tuple(cases)
    for case in cases:
        first, *others = case.gold[0] if case.gold else (case.id,)
        for other in others:
            parent[root(other)] = root(first)
    return {case.id: root(case.gold[0][0] if case.gold else case.id) for case in cases}


def crag(case: Case, row: ResultRow | None) -> float:
    """CRAG truthfulness (arXiv 2406.04744).

    Answerable: +1 all vital nuggets and no claim unsupported, +0.5 half of them or more and no claim unsupported, 0 not
    answered, -1 anything else. Unanswerable: +1 refused, -1 answered.
    """
    if row is None:
        return 0.0
    if not case.answerable:
        return -1.0 if answered(row) else 1.0
    if not answered(row):
        return 0.0
    recall = nuggets.vital_recall(case, row["answer"]) if case.vital else 0.0
    if recall < 0.5 or citations.support(row) < 1:
        return -1.0
    return 1.0 if recall == 1 else 0.5


def summarise(scores: Sequence[Score]) -> dict[str, Estimate]:
    """Each metric's mean with its interval, in the order of METRICS."""
    found = {name for one in scores for name in one.values}
    names = sorted(found, key=lambda name: (METRICS.index(name.split(".")[0]), name))
    return {name: _estimate([one for one in scores if name in one.values], name) for name in names}


def seconds(rows: Iterable[ResultRow]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of the seconds by stage, over all questions that have the stage."""
    stages: dict[str, list[float]] = {}
    for row in rows:
        for stage, taken in row["seconds"].items():
            stages.setdefault(stage, []).append(taken)
    return {
        stage: {"p50": float(np.percentile(taken, 50)), "p95": float(np.percentile(taken, 95))}
        for stage, taken in stages.items()
    }


def _answerable(case: Case, row: ResultRow | None) -> dict[str, float]:
    ranked = [hit["header"] for hit in row["retrieved"]] if row else []
    given = row if row is not None and answered(row) else None
    text = given["answer"] if given else ""
    values: dict[str, float] = {}
    if case.gold:
        values |= _ranking(list(dict.fromkeys(ranked)), case)
        values["citation_recall"] = citations.recall(given, case.gold) if given else 0.0
    if case.vital:
        values["vital_recall"] = nuggets.vital_recall(case, text)
        values["vital_recall@120w"] = nuggets.short_vital_recall(case, text)
        values["strict"] = nuggets.strict(case, text)
        values["strict@1"] = nuggets.strict(case, given["claims"][0]["text"] if given and given["claims"] else "")
    values["false_refusal"] = float(given is None)
    values["crag"] = crag(case, row)
    return values | (_given(given, case) if given else {})


def _ranking(ranked: list[str], case: Case) -> dict[str, float]:
    return {
        "hit@1": ranking.hit(ranked, case.gold),
        "recall@5": ranking.recall(ranked, case.gold, 5),
        "recall@10": ranking.recall(ranked, case.gold, DEPTH),
        "all_gold@5": ranking.all_gold(ranked, case.gold, 5),
        "ndcg@10": ranking.ndcg(ranked, case.gold, DEPTH),
        "mrr@10": ranking.reciprocal_rank(ranked[:DEPTH], case.gold),
    } | ({"all_gold@5.many": ranking.all_gold(ranked, case.gold, 5)} if len(case.gold) > 1 else {})


def _given(row: ResultRow, case: Case) -> dict[str, float]:
    values = {"support": citations.support(row), "words": float(word_count(row["answer"]))}
    if case.gold:
        values["citation_precision"] = citations.precision(row, case.gold)
    rate = citations.unsupported_rate(row)
    return values if rate is None else values | {"unsupported_rate": rate}


def _unanswerable(case: Case, row: ResultRow | None) -> dict[str, float]:
    """refusal_recall is kept apart by type, because one threshold catches off-topic questions and misses near ones."""
    refused = row is not None and not answered(row)
    return {f"refusal_recall.{case.type}": float(refused), "crag": crag(case, row)}


def _estimate(scores: Sequence[Score], name: str) -> Estimate:
    values = [one.values[name] for one in scores]
    low, high = interval(values, [one.cluster for one in scores])
    return Estimate(value=float(np.mean(values)), low=low, high=high, n=len(values))
