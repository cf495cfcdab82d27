import json
import re
from pathlib import Path

import pytest

from eval.made_answers import NEAR
from eval.questions import QuestionError, read_cases
from eval.twins import read_twins
from index.expansion import read_answered
from index.unanswered import Lacking, read_lacking
from tests.eval_fakes import question_file

GOOD = {
    "id": "d1",
    "type": "definition",
    "turns": ["What is drift?"],
    "answerable": True,
    "gold": [["drift,ml"]],
    "nuggets": [{"text": "a change", "vital": True, "match": [["change", "data"], ["shift"]]}],
}

QUESTIONS = Path(__file__).parents[1] / "eval" / "questions"


def read(folder, *rows):
    return read_cases(question_file(folder, [row if isinstance(row, str) else json.dumps(row) for row in rows]))


def test_a_question_keeps_groups_alternatives_and_turns(tmp_path):
    (case,) = read(tmp_path, {**GOOD, "turns": ["What is drift?", "And when?"], "gold": [["a", "b"], ["c"]]})
    assert case.turns == ("What is drift?", "And when?")
    assert case.gold == (("a", "b"), ("c",))
    assert case.nuggets[0].match == (("change", "data"), ("shift",))


def test_blank_lines_are_passed_over_and_other_fields_ignored(tmp_path):
    assert [case.id for case in read(tmp_path, "", {**GOOD, "author": "someone"}, "")] == ["d1"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"turns": []}, "'turns' is empty"),
        ({"turns": "What?"}, "'turns' is 'What?'; it must be a list"),
        ({"answerable": "yes"}, "'answerable' is 'yes'; it must be true or false"),
        ({"gold": ["drift,ml"]}, "gold: 'drift,ml' must be a list of strings"),
        ({"nuggets": [{"text": "a change"}]}, "it must have text"),
        ({"nuggets": [{"text": "a change", "vital": True, "match": [[]]}]}, "none empty"),
    ],
)
def test_a_broken_question_is_named_by_file_line_and_id(tmp_path, change, words):
    with pytest.raises(QuestionError, match="d1") as failure:
        read(tmp_path, {**GOOD, "id": "d0"}, {**GOOD, **change})
    assert str(failure.value).startswith(f"{tmp_path / 'questions.jsonl'}:2: d1")
    assert words in str(failure.value)


def test_a_line_that_is_not_json_is_named(tmp_path):
    with pytest.raises(QuestionError, match=r"questions\.jsonl:1: not JSON"):
        read(tmp_path, '{"id": ')


def test_an_id_used_twice_is_refused(tmp_path):
    with pytest.raises(QuestionError, match=r":2: d1: the id is used twice"):
        read(tmp_path, GOOD, GOOD)


def test_a_file_that_is_not_there_or_empty_is_refused(tmp_path):
    with pytest.raises(QuestionError, match="no such file"):
        read_cases(tmp_path / "absent.jsonl")
    with pytest.raises(QuestionError, match="holds no question"):
        read(tmp_path, "")


def near_ones():
    return read_lacking(NEAR)


def next_answered():
    return read_answered(QUESTIONS / "written-next.jsonl")


def next_lacking():
    return read_lacking(QUESTIONS / "lacking-next.jsonl")


def twins():
    return [Lacking((one.question, one.near), one.header) for one in read_twins()]


@pytest.mark.parametrize("read_written", [read_answered, read_lacking, near_ones, next_answered, next_lacking, twins])
def test_no_question_of_the_evaluation_came_into_what_is_indexed_or_learnt_from(read_written):
    """Neither word for word nor but for marks and case."""
    files = QUESTIONS.glob("*.jsonl")
    rows = [json.loads(line) for file in files for line in file.read_text().split("\n") if line]
    asked = {plain(text) for row in rows for text in row.get("turns", ())}
    written = {plain(text): text for one in read_written() for text in one.queries}
    assert asked and written
    assert [written[text] for text in sorted(asked & written.keys())] == []


def plain(text):
    return " ".join(re.findall(r"\w+", text.lower()))
