import json
from pathlib import Path

import pytest

from index.vocabulary import Vocabulary
from rag.types import Answer
from rag.web.drift import Drift, unknown_words
from tests.window_fakes import assistant, scripted_steps

VOCABULARY: Vocabulary = assistant().vocabulary


def answer(question: str) -> Answer:
    *_, last = scripted_steps(question, (), assistant())
    assert last.answer
    return last.answer


def on(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.web.drift.time.strftime", lambda *_: f"2026-01-{day:02}")


def test_words_that_no_entry_has_in_any_form_are_unknown() -> None:
    assert unknown_words("Leakages, poisoned gizmos and 42 in zq", VOCABULARY) == ["gizmos", "and"]


def test_questions_refusals_and_unknown_words_are_counted_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    drift = Drift(VOCABULARY, None)
    on(1, monkeypatch)
    for question in ("nothing of <b>gizmos</b>", "leakage", "nothing gizmos gizmos"):
        drift.count(answer(question), 0)
    on(2, monkeypatch)
    drift.count(answer("leakage"), 0)
    assert [(day.asked, day.refused) for day in drift.days.values()] == [(3, 2), (1, 0)]
    assert drift.days["2026-01-01"].unknown["gizmos"] == 2
    html = drift.html()
    assert html.index("2026&#45;01&#45;02") < html.index("2026&#45;01&#45;01")
    assert "<td>67%</td>" in html and "gizmos (2)" in html and "<b>" not in html


def test_days_before_the_last_thirty_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    drift = Drift(VOCABULARY, None)
    for day in range(1, 32):
        on(day, monkeypatch)
        drift.count(answer("leakage"), 0)
    assert len(drift.days) == 30 and "2026-01-01" not in drift.days


def test_the_counts_outlast_a_restart_and_no_question_stands_in_the_file(tmp_path: Path) -> None:
    drift = Drift(VOCABULARY, tmp_path / "days.json")
    drift.count(answer("nothing about my gizmos"), 0)
    drift.keep()
    assert Drift(VOCABULARY, tmp_path / "days.json").days == drift.days
    assert "about my" not in (tmp_path / "days.json").read_text()
    assert (tmp_path / "days.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"d": 1}', json.dumps({"d": {"asked": "x", "refused": 0, "unknown": {}}})]
)
def test_a_damaged_file_is_reported_and_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str) -> None:
    (tmp_path / "days.json").write_text(text)
    drift = Drift(VOCABULARY, tmp_path / "days.json")
    assert drift.days == {} and "begun anew" in caplog.text and drift.html() == ""


def test_a_folder_that_cannot_be_written_does_not_fail_an_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drift = Drift(VOCABULARY, tmp_path / "absent" / "days.json")
    drift.count(answer("leakage"), 0)
    drift.keep()
    assert "could not be kept" in caplog.text


def test_a_days_words_and_a_words_length_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    on(1, monkeypatch)
    drift = Drift(VOCABULARY, None)
    for part in range(3):
        words = " ".join(f"qx{chr(97 + n // 26)}{chr(97 + n % 26)}v{'abc'[part]}" for n in range(300))
        drift.count(answer(f"nothing {words} {'y' * 50}"), 0)
    assert len(drift.days["2026-01-01"].unknown) == 500
    assert "y" * 50 not in drift.days["2026-01-01"].unknown
