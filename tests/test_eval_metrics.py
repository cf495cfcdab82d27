import pytest

from eval.metrics import clusters, crag, score, score_all, seconds, summarise
from tests.eval_fakes import case_of, claim_of, refusal_of, row_of

RIGHT = claim_of("Drift is a change of the data.")
OTHER = claim_of("A kiln is an oven for clay.", "kiln,ceramics")
INVENTED = claim_of(
    "Drift is a change of the data in 99 models.", kind="written", quote="Drift is a change of the data."
)


def values(case, row):
    return score(case, row, "c").values


def test_a_right_answer_scores_one_everywhere():
    found = values(case_of(), row_of(claims=[RIGHT]))
    for name in ("hit@1", "recall@5", "recall@10", "all_gold@5", "ndcg@10", "mrr@10", "vital_recall", "strict", "crag"):
        assert found[name] == 1, name
    assert found["citation_precision"] == found["citation_recall"] == found["support"] == 1
    assert found["false_refusal"] == 0
    assert found["words"] == 7


def test_half_the_citations_wrong_is_half_the_precision():
    found = values(case_of(), row_of(claims=[RIGHT, OTHER]))
    assert found["citation_precision"] == 0.5
    assert found["citation_recall"] == 1


def test_one_of_two_gold_groups_cited_is_half_the_recall():
    case = case_of(gold=(("drift,ml",), ("drift detection",)))
    found = values(case, row_of(claims=[RIGHT]))
    assert found["citation_recall"] == found["recall@5"] == 0.5
    assert found["all_gold@5"] == found["all_gold@5.many"] == 0


@pytest.mark.parametrize("row", [refusal_of(), None])
def test_a_refused_or_missing_answer_counts_as_zero(row):
    found = values(case_of(), row)
    assert found["vital_recall"] == found["vital_recall@120w"] == found["strict"] == found["citation_recall"] == 0
    assert found["false_refusal"] == 1
    assert found["crag"] == 0
    assert "citation_precision" not in found


def test_facts_in_the_first_claim_are_told_apart_from_those_that_come_later():
    other = {**RIGHT, "text": "Something else."}
    first, last = (values(case_of(), row_of(claims=claims)) for claims in ([RIGHT, other], [other, RIGHT]))
    assert (first["strict"], first["strict@1"], last["strict"], last["strict@1"]) == (1, 1, 1, 0)
    assert values(case_of(), refusal_of())["strict@1"] == 0


def test_a_question_without_a_result_does_not_leave_the_mean():
    cases = [case_of("q1"), case_of("q2"), case_of("q3", "off_topic", gold=(), answerable=False)]
    summary = summarise(score_all(cases, {"q1": row_of("q1", claims=[RIGHT])}))
    assert summary["strict"]["value"] == summary["hit@1"]["value"] == 0.5
    assert summary["strict"]["n"] == 2
    assert summary["refusal_recall.off_topic"]["value"] == 0


def test_refusals_are_counted_apart_by_class():
    cases = [case_of(kind, kind, gold=(), answerable=False) for kind in ("off_topic", "near_miss", "missing_fact")]
    rows = {"off_topic": refusal_of("off_topic"), "near_miss": row_of("near_miss", claims=[RIGHT])}
    summary = summarise(score_all(cases, rows | {"missing_fact": refusal_of("missing_fact")}))
    assert summary["refusal_recall.off_topic"]["value"] == summary["refusal_recall.missing_fact"]["value"] == 1
    assert summary["refusal_recall.near_miss"]["value"] == 0
    assert "refusal_recall" not in summary


def test_crag_rewards_right_forgives_refusal_and_punishes_what_is_wrong():
    unanswerable = case_of(kind="off_topic", gold=(), answerable=False)
    assert crag(case_of(), row_of(claims=[RIGHT])) == 1
    assert crag(case_of(), row_of(claims=[RIGHT, INVENTED])) == -1
    assert crag(case_of(), row_of(claims=[OTHER])) == -1
    assert crag(case_of(), refusal_of()) == 0
    assert crag(unanswerable, refusal_of()) == 1
    assert crag(unanswerable, row_of(claims=[RIGHT])) == -1


def test_half_the_facts_earn_half_a_point():
    one = case_of().nuggets[0]
    case = case_of(nuggets=(one, type(one)("other fact", True, (("nowhere",),))))
    assert crag(case, row_of(claims=[RIGHT])) == 0.5


def test_several_senses_are_an_answer():
    assert values(case_of(), row_of(claims=[RIGHT], outcome="several_senses"))["strict"] == 1


def test_the_unsupported_rate_is_dropped_by_written():
    written = {**RIGHT, "kind": "written"}
    assert values(case_of(), row_of(claims=[written, RIGHT], dropped=[OTHER]))["unsupported_rate"] == 0.5
    assert "unsupported_rate" not in values(case_of(), row_of(claims=[RIGHT]))


def test_questions_that_share_an_entry_share_a_cluster():
    cases = [
        case_of("q1", gold=(("a", "b"),)),
        case_of("q2", gold=(("b", "c"),)),
        case_of("q3", gold=(("d",), ("a",))),
        case_of("q4", gold=(("c",),)),
        case_of("q5", "off_topic", gold=(), answerable=False),
    ]
    found = clusters(cases)
    assert found["q1"] == found["q2"] == found["q4"]
    assert len(set(found.values())) == 3


def test_seconds_are_medians_and_95th_percentiles_by_stage():
    rows = [row_of(f"q{n}", seconds={"total": float(n)}) for n in range(101)]
    assert seconds(rows) == {"total": {"p50": 50, "p95": 95}}
