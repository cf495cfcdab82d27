import random
from math import log2

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from eval.ranking import all_gold, hit, ndcg, recall, reciprocal_rank

RANKED = ["x", "b", "c", "y", "d"]
GOLD = [["a", "b"], ["d"], ["e"]]


def test_recall_counts_groups_and_one_entry_satisfies_its_group():
    assert recall(RANKED, GOLD, 5) == pytest.approx(2 / 3)
    assert recall(RANKED, GOLD, 1) == 0


def test_all_gold_needs_every_group():
    assert all_gold(RANKED, GOLD, 5) == 0
    assert all_gold(RANKED, GOLD[:2], 5) == 1
    assert all_gold(RANKED, GOLD[:2], 4) == 0


def test_hit_and_reciprocal_rank_take_any_gold_entry():
    assert hit(RANKED, GOLD) == 0
    assert hit(["d"], GOLD) == 1
    assert reciprocal_rank(RANKED, GOLD) == 1 / 2
    assert reciprocal_rank([], GOLD) == 0


def test_ndcg_by_hand():
    gained = 1 / log2(3) + 1 / log2(6)
    ideal = 1 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5)
    assert ndcg(RANKED, GOLD, 10) == pytest.approx(gained / ideal)


def test_all_measures_agree_with_ir_measures():
    chance = random.Random(5)
    documents = [f"e{n}" for n in range(30)]
    gold = {f"q{n}": chance.sample(documents, chance.randint(1, 14)) for n in range(40)}
    ranked = {name: chance.sample(documents, 10) for name in gold}
    qrels = [ir_measures.Qrel(name, header, 1) for name, headers in gold.items() for header in headers]
    run = [
        ir_measures.ScoredDoc(name, header, 10 - rank)
        for name, headers in ranked.items()
        for rank, header in enumerate(headers)
    ]
    ours = {
        Success @ 1: hit,
        RR @ 10: reciprocal_rank,
        R @ 5: lambda headers, groups: recall(headers, groups, 5),
        nDCG @ 10: lambda headers, groups: ndcg(headers, groups, 10),
    }
    compared = 0
    for metric in ir_measures.iter_calc(list(ours), qrels, run):
        groups = [[header] for header in gold[metric.query_id]]
        assert ours[metric.measure](ranked[metric.query_id], groups) == pytest.approx(metric.value, abs=1e-6)
        compared += 1
    assert compared == len(ours) * len(gold)
