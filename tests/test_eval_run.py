import json

import ir_measures
import pytest
from ir_measures import RR, nDCG

from eval.results import ResultError, read_results, write_whole
from eval.run import RunError, System, run
from eval.scores import read_scores
from tests.eval_fakes import case_of, claim_of, entries, refusal_of, row_of, split_of

CASES = [
    case_of("q1"),
    case_of("q2", gold=(("kiln,ceramics",), ("drift detection",)), match=(("oven",),)),
    case_of("q3", "off_topic", gold=(), answerable=False),
]
ROWS = {
    "q1": row_of("q1", [claim_of("Drift is a change of the data.")], ["drift detection", "drift,ml"]),
    "q2": row_of("q2", [claim_of("A kiln is an oven for clay.", "kiln,ceramics")], ["kiln,ceramics", "drift,ml"]),
    "q3": refusal_of("q3"),
}


def answer(case):
    return {name: value for name, value in ROWS[case.id].items() if name != "id"}


def run_all(folder, system=None, cases=CASES):
    return run(split_of(cases), system or System("tiny", answer), entries(), folder / "out")


def test_a_run_writes_each_row_as_the_system_gave_it_in_order(tmp_path):
    run_all(tmp_path)
    assert list(read_results(tmp_path / "out").items()) == list(ROWS.items())


def test_the_metrics_are_overall_by_type_and_with_the_seconds(tmp_path):
    metrics = run_all(tmp_path)
    assert metrics == json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["overall"]["strict"]["value"] == 1
    assert metrics["overall"]["hit@1"]["value"] == 0.5
    assert metrics["by_type"]["off_topic"]["refusal_recall.off_topic"]["value"] == 1
    assert metrics["count_by_type"] == {"definition": 2, "off_topic": 1}
    assert metrics["seconds"]["total"] == {"p50": 0.2, "p95": 0.2}
    assert metrics["misquoted"] == metrics["questions"]["gold_headers_unknown"] == []


def test_scores_by_question_are_kept_for_comparisons(tmp_path):
    run_all(tmp_path)
    assert [(one.id, one.values.get("hit@1")) for one in read_scores(tmp_path / "out")] == [
        ("q1", 0.0),
        ("q2", 1.0),
        ("q3", None),
    ]


def test_ir_measures_reads_the_files_of_a_run_and_finds_the_same(tmp_path):
    metrics = run_all(tmp_path)
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "out" / "qrels")))
    ranked = list(ir_measures.read_trec_run(str(tmp_path / "out" / "run.trec")))
    found = ir_measures.calc_aggregate([nDCG @ 10, RR @ 10], qrels, ranked)
    assert found[nDCG @ 10] == pytest.approx(metrics["overall"]["ndcg@10"]["value"], abs=1e-6)
    assert found[RR @ 10] == pytest.approx(metrics["overall"]["mrr@10"]["value"], abs=1e-6)


def test_a_quote_that_is_not_its_place_in_the_entry_is_reported(tmp_path):
    bad = claim_of("Drift is a change of the data.")
    bad["citations"][0]["start"] += 1
    row = {name: value for name, value in row_of(claims=[bad]).items() if name != "id"}
    metrics = run_all(tmp_path, System("tiny", lambda case: row), CASES[:1])
    assert metrics["misquoted"] == ["q1"]


def test_a_gold_header_that_no_entry_bears_is_reported(tmp_path):
    metrics = run_all(tmp_path, cases=[case_of("q1", gold=(("drift,ml", "drift,old"),))])
    assert metrics["questions"]["gold_headers_unknown"] == ["drift,old"]


def test_a_failing_system_is_named_with_the_question(tmp_path):
    def fail(case):
        raise ValueError("no memory")

    with pytest.raises(RunError, match=r"tiny failed on question q1 \('What is drift\?'\): ValueError\('no memory'\)"):
        run_all(tmp_path, System("tiny", fail))


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "out" / "file", "old")
    write_whole(tmp_path / "out" / "file", "new")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in (tmp_path / "out").iterdir()] == [("file", "new")]


def test_a_folder_without_a_run_is_refused_with_the_command(tmp_path):
    with pytest.raises(ResultError, match="python -m eval run"):
        read_results(tmp_path)
