from pathlib import Path

import pytest

from rag.web.turnstile import Turnstile
from rag.web.watch import watch
from tests.window_fakes import assistant, scripted_steps


def test_every_watcher_sees_an_answer_and_days_are_kept_beside_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, last = scripted_steps("nothing", (), assistant())
    assert last.answer
    for keeps, kept in (("on", True), ("off", False)):
        monkeypatch.setenv("FACTORY_CHAT_HISTORY", keeps)
        turnstile = Turnstile()
        folder = tmp_path / keeps
        folder.mkdir()
        watched = watch(turnstile, assistant().vocabulary, folder)
        for witness in turnstile.witnesses:
            witness(last.answer, 0)
        watched.drift.keep()
        assert b'answers_total{outcome="not_in_glossary"} 1.0' in watched.metrics.text()
        assert [day.refused for day in watched.drift.days.values()] == [1]
        assert (folder / "days.json").exists() == kept
