import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rag.web.history import History, HistoryRefused, reader_of
from rag.web.types import Conversation, Exchange
from tests.window_fakes import assistant, scripted_steps

ADA, BOB = reader_of("ada"), reader_of("bob")


def exchange(question: str) -> Exchange:
    *_, last = scripted_steps(question, (), assistant())
    return Exchange(question, state="done", stage="done", answer=last.answer)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data")


def kept(history: History, *questions: str, reader: str = ADA) -> Conversation:
    talk = Conversation()
    for place, question in enumerate(questions, 1):
        talk = history.save(reader, replace(talk, exchanges=(*talk.exchanges, exchange(question))), place)
    return talk


def test_a_conversation_comes_back_whole_after_a_restart(history: History) -> None:
    talk = kept(history, "What is GIDL?", "nothing")
    again = History(history.path.parent).read(ADA, talk.id)
    assert again == talk and again.exchanges[0].answer


def test_the_list_has_the_latest_first_under_its_first_question(history: History) -> None:
    kept(history, "one")
    kept(history, "two", "three")
    assert [(one.title, one.questions) for one in history.conversations(ADA)] == [("two", 2), ("one", 1)]


def test_readers_see_and_change_nothing_of_each_other(history: History) -> None:
    talk = kept(history, "secret")
    assert history.conversations(BOB) == () and history.read(BOB, talk.id) is None
    history.rename(BOB, talk.id, "mine")
    history.delete(BOB, talk.id)
    history.delete_all(BOB)
    history.save(BOB, replace(talk, exchanges=(exchange("forged"),)), 1)
    assert history.read(ADA, talk.id) == talk


def test_search_looks_into_titles_questions_and_answers(history: History) -> None:
    kept(history, "What is GIDL?")
    kept(history, "nothing 100%_!")
    found = {
        words: [one.title for one in history.conversations(ADA, words)] for words in ("gidl", "grows", "0%_!", "%")
    }
    assert found == {
        "gidl": ["What is GIDL?"],
        "grows": ["What is GIDL?"],
        "0%_!": ["nothing 100%_!"],
        "%": ["nothing 100%_!"],
    }


def test_an_earlier_question_asked_anew_replaces_what_followed(history: History) -> None:
    talk = kept(history, "one", "two", "three")
    cut = replace(talk, exchanges=(talk.exchanges[0], exchange("two again")))
    history.save(ADA, cut, 2)
    again = history.read(ADA, talk.id)
    assert again and [one.question for one in again.exchanges] == ["one", "two again"]


def test_a_title_can_be_changed_but_not_emptied(history: History) -> None:
    talk = kept(history, "one")
    history.rename(ADA, talk.id, "  leakage\nnotes ")
    history.rename(ADA, talk.id, "  ")
    assert history.conversations(ADA)[0].title == "leakage notes"


def test_a_deleted_conversation_is_gone_and_the_others_stay(history: History) -> None:
    talk, other = kept(history, "one"), kept(history, "two")
    history.delete(ADA, talk.id)
    assert history.read(ADA, talk.id) is None and history.read(ADA, other.id) == other


def test_delete_everything_leaves_no_word_on_the_disk(history: History) -> None:
    kept(history, "my zanzibar secret")
    kept(history, "of bob", reader=BOB)
    history.delete_all(ADA)
    assert history.conversations(ADA) == () and len(history.conversations(BOB)) == 1
    assert not any(b"zanzibar" in path.read_bytes() for path in history.path.parent.iterdir())


def test_a_browser_without_a_token_keeps_nothing(history: History) -> None:
    assert kept(history, "one", reader="").id == ""
    assert history.conversations("") == ()


def test_thumbs_and_words_are_kept(history: History) -> None:
    talk = kept(history, "one", "two")
    history.mark(ADA, talk.id, 1, replace(talk.exchanges[0], mark="down", word="too short"))
    history.mark(BOB, talk.id, 1, replace(talk.exchanges[0], mark="up"))
    again = history.read(ADA, talk.id)
    assert again and [(one.mark, one.word) for one in again.exchanges] == [("down", "too short"), ("", "")]


def test_the_file_is_the_owners_alone_in_wal_mode_and_holds_no_token(history: History) -> None:
    kept(history, "one")
    assert history.path.stat().st_mode & 0o77 == 0 and history.path.parent.stat().st_mode & 0o77 == 0
    with sqlite3.connect(history.path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("SELECT reader FROM conversations").fetchone() == (ADA,)
    assert "ada" not in ADA


def test_a_file_of_a_newer_version_or_of_something_else_is_refused_with_the_way_out(history: History) -> None:
    with sqlite3.connect(history.path) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryRefused, match="version 99.*FACTORY_CHAT_DATA"):
        History(history.path.parent)
    history.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(HistoryRefused, match="FACTORY_CHAT_DATA"):
        History(history.path.parent)


def test_an_answer_in_a_form_of_long_ago_counts_as_failed(history: History, caplog: pytest.LogCaptureFixture) -> None:
    talk = kept(history, "one")
    with sqlite3.connect(history.path) as database:
        database.execute("UPDATE exchanges SET answer = '{}'")
    again = history.read(ADA, talk.id)
    assert again and (again.exchanges[0].state, again.exchanges[0].answer) == ("failed", None)
    assert "cannot be read" in caplog.text
