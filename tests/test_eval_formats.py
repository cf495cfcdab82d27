import json

from eval.beir import export
from eval.trec import qrels_lines, run_lines
from tests.eval_fakes import case_of, entries, entry_of, row_of

CASES = [
    case_of("q1", gold=(("drift,ml", "drift detection"), ("drift,ml",))),
    case_of("q2", "missing_fact", gold=(("kiln,ceramics",),), answerable=False),
]


def test_a_run_file_keeps_the_order_of_equal_scores():
    row = row_of(retrieved=["kiln,ceramics", "drift,ml"])
    row["retrieved"][1]["score"] = row["retrieved"][0]["score"]
    assert list(run_lines([row], "tag")) == ["q1 Q0 kiln 1 2 tag", "q1 Q0 drift 2 1 tag"]


def test_judgements_hold_each_gold_entry_of_answerable_questions_once():
    assert list(qrels_lines(CASES, entries())) == ["q1 0 drift 1", "q1 0 drift-detection 1"]


def test_a_header_that_two_entries_bear_stands_for_both():
    twin = entry_of("drift,ml", "Another body.")
    both = entries() | {"drift-2": type(twin)(**{**fields(twin), "id": "drift-2"})}
    assert list(qrels_lines(CASES[:1], both)) == ["q1 0 drift 1", "q1 0 drift-2 1", "q1 0 drift-detection 1"]


def fields(entry):
    return {name: getattr(entry, name) for name in entry.__slots__}


def test_an_export_has_the_files_of_beir(tmp_path):
    export(entries(), {"dev": CASES}, tmp_path)
    corpus = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    queries = [json.loads(line) for line in (tmp_path / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["_id"], one["title"]) for one in corpus][:2] == [
        ("drift", "Drift"),
        ("drift-detection", "Drift detection"),
    ]
    assert [(one["_id"], one["text"], one["metadata"]["answerable"]) for one in queries] == [
        ("q1", "What is drift?", True),
        ("q2", "What is drift?", False),
    ]
    qrels = (tmp_path / "qrels" / "dev.tsv").read_text(encoding="utf-8")
    assert qrels == "query-id\tcorpus-id\tscore\nq1\tdrift\t1\nq1\tdrift-detection\t1\n"
