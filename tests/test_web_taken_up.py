import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rag.web.history import History
from rag.web.taken_up import state_html, taken_up
from rag.web.types import Conversation, Exchange


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data")


@pytest.fixture
def stored(history: History) -> Conversation:
    one = history.save("ada", Conversation("", (Exchange("one", "done", "done"),)), 1)
    return history.save("ada", replace(one, exchanges=(*one.exchanges, Exchange("two", "done", "done"))), 2)


def test_a_process_that_holds_nothing_or_an_older_state_takes_up_what_the_page_shows(
    history: History, stored: Conversation
) -> None:
    shown = state_html(stored)
    older = replace(stored, exchanges=stored.exchanges[:1])
    assert taken_up(Conversation(), shown, "ada", history) == stored
    assert taken_up(older, shown, "ada", history) == stored
    edited = replace(stored, exchanges=(stored.exchanges[0], Exchange("deux", "done")))
    assert taken_up(edited, shown, "ada", history) == stored


def test_what_is_at_hand_and_shown_is_not_read_again(history: History, stored: Conversation) -> None:
    mine = replace(stored, editing=2, unkept=True)
    assert taken_up(mine, state_html(stored), "ada", history) is mine
    fresh = Conversation("", (Exchange("one"),))
    assert taken_up(fresh, state_html(Conversation()), "ada", history) is fresh


def test_nobody_takes_up_what_is_anothers_or_not_there(history: History, stored: Conversation) -> None:
    new = Conversation()
    for reader, shown in (
        ("bob", state_html(stored)),
        ("", state_html(stored)),
        ("ada", state_html(Conversation("x"))),
    ):
        assert taken_up(new, shown, reader, history) is new
    for shown in (None, 3, [state_html(stored)], "", '<b data-chat="', 'data-chat="&#0;" data-seen="x"'):
        assert taken_up(new, shown, "ada", history) is new


def test_without_its_history_a_page_goes_on_with_what_is_at_hand(
    history: History, stored: Conversation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").touch()
    assert taken_up(Conversation(), state_html(stored), "ada", history) == Conversation()
    assert "could not be taken up" in caplog.text
