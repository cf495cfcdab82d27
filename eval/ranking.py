"""How well entries are ranked. Pure functions on headers.

Gold groups count so: recall and all-gold look at groups, each satisfied by any one of its entries, because siblings
of a concept replace each other. hit@1, reciprocal rank and nDCG look at entries: each entry of any group is relevant
with gain 1, which is what trec_eval computes from the qrels and the run file of a run. With groups of one entry, recall
is the R@k of trec_eval as well.
"""

from collections.abc import Sequence
from math import log2

Groups = Sequence[Sequence[str]]


def hit(ranked: Sequence[str], gold: Groups) -> float:
    """hit@1 = 1 if the first entry is relevant, else 0 (Success@1)."""
    return reciprocal_rank(ranked[:1], gold)


def reciprocal_rank(ranked: Sequence[str], gold: Groups) -> float:
    """1 / rank of the first relevant entry, 0 where there is none; its mean is MRR (Voorhees 1999)."""
    relevant = _relevant(gold)
    return next((1 / rank for rank, header in enumerate(ranked, start=1) if header in relevant), 0.0)


def recall(ranked: Sequence[str], gold: Groups, depth: int) -> float:
    """recall@k = groups with an entry among the first k / groups."""
    found = set(ranked[:depth])
    return sum(not found.isdisjoint(group) for group in gold) / len(gold)


def all_gold(ranked: Sequence[str], gold: Groups, depth: int) -> float:
    """all-gold@k = 1 if every group has an entry among the first k, else 0."""
    return float(recall(ranked, gold, depth) == 1)


def ndcg(ranked: Sequence[str], gold: Groups, depth: int) -> float:
    """nDCG@k = sum of 1/log2(rank + 1) over the relevant entries among the first k, divided by the same sum for the
    ideal ranking of min(k, relevant entries) (Järvelin and Kekäläinen 2002, with binary gains as in trec_eval).
    """
    relevant = _relevant(gold)
    gained = sum(1 / log2(rank + 1) for rank, header in enumerate(ranked[:depth], start=1) if header in relevant)
    return gained / sum(1 / log2(rank + 1) for rank in range(1, min(depth, len(relevant)) + 1))


def _relevant(gold: Groups) -> frozenset[str]:
    return frozenset(header for group in gold for header in group)
