import json

import pytest

from eval.verifier import Judged, Pair, PairError, agreement, judge_of, read_pairs, rows
from tests.eval_fakes import BODIES, index_of, question_file

ROW = {"id": "p1", "claim": "A kiln is an oven.", "evidence": BODIES["kiln,ceramics"], "header": "kiln,ceramics"}


def judged(supported, label, kind=""):
    return Judged(Pair("p", "claim", "evidence", "header", label, kind), supported, 0.5)


def test_pairs_are_read_with_and_without_labels(tmp_path):
    labelled = {**ROW, "id": "p2", "supported": False, "kind": "number"}
    pairs = read_pairs(question_file(tmp_path, [json.dumps(ROW), "", json.dumps(labelled)]))
    assert [(pair.supported, pair.kind) for pair in pairs] == [(None, ""), (False, "number")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": ', ":1: not JSON"),
        ("[]", ":1: not an object"),
        ('{"id": "p1", "claim": "a", "evidence": "b"}', ":1: p1: 'header' is missing"),
        (json.dumps({**ROW, "supported": "yes"}), ":1: p1: 'supported' is 'yes'"),
    ],
)
def test_a_broken_pair_is_named_by_file_line_and_id(tmp_path, line, words):
    with pytest.raises(PairError) as failure:
        read_pairs(question_file(tmp_path, [line]))
    assert words in str(failure.value)


def test_an_id_used_twice_is_refused(tmp_path):
    with pytest.raises(PairError, match=":2: p1: the id is used twice"):
        read_pairs(question_file(tmp_path, [json.dumps(ROW)] * 2))


def test_the_verifier_of_the_chat_judges_the_pairs():
    judge = judge_of(index_of())
    good = judge(Pair("p1", "A kiln is an oven for clay.", BODIES["kiln,ceramics"], "kiln,ceramics"))
    bad = judge(Pair("p2", "A kiln reaches 900 degrees.", BODIES["kiln,ceramics"], "kiln,ceramics"))
    assert good.supported and not bad.supported
    assert good.support > bad.support
    assert list(rows([bad])) == [{"id": "p2", "supported": False, "support": bad.support}]


def test_agreement_by_hand():
    pairs = [judged(True, True)] * 3 + [judged(False, True)] + [judged(True, False, "number")]
    pairs += [judged(False, False, "negation")] * 3
    lines = list(agreement(pairs))
    text = "\n".join(lines)
    assert [line[:24].strip() for line in lines] == ["precision", "recall", "F1", "false passes", "negation", "number"]
    assert "precision                 0.750" in text and "(3 of 4)" in text
    assert "F1                        0.750" in text
    assert "false passes              0.250" in text
    assert "number                    0.000" in text and "negation                  1.000" in text


def test_without_labels_nothing_is_claimed():
    assert list(agreement([judged(True, None)])) == []
