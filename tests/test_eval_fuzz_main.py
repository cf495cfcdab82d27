"""The question path, and what stands at the end of a run."""

import json

from hypothesis import given, settings

from eval.fuzz import __main__ as fuzz
from eval.fuzz.hostile import texts
from eval.fuzz.tally import Tally


def test_hostile_questions_get_answers_that_cite_what_they_say(assistant):
    @settings(max_examples=20, database=None, derandomize=True, deadline=None)
    @given(texts(("What is gettering?", "Compare DANN and CORAL")))
    def ask(question):
        assert fuzz._answered(question, assistant) in ("answered", "several_senses", "not_in_glossary")

    ask()


def test_the_record_counts_what_failed(tmp_path, monkeypatch, capsys):
    good, bad = Tally("good"), Tally("bad")
    good.outcomes["read"] = 3
    bad.outcomes["failed"] = 1
    bad.failures.append("ValueError: x <- 'y'")
    monkeypatch.setattr(fuzz, "fuzz", lambda cases: iter([good, bad]))
    assert fuzz.main(["--out", str(tmp_path)]) == 1
    record = json.loads((tmp_path / "fuzz.json").read_text())
    assert (record["cases"], record["failed"]) == (4, 1)
    assert "ValueError: x" in capsys.readouterr().out
