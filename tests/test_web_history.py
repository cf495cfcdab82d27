import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rag.web.history import History, reader_of
from rag.web.types import Conversation, Exchange
from tests.window_fakes import assistant, scripted_steps

ADA, BOB = reader_of("ada"), reader_of("bob")


def exchange(question: str) -> Exchange:
    *_, last = scripted_steps(question, (), assistant())
    return Exchange(question, state="done", stage="done", answer=last.answer)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def history(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    if request.param == "PostgreSQL":
        monkeypatch.setenv("FACTORY_CHAT_DATABASE", request.getfixturevalue("database"))
    return History(tmp_path / "data")


@pytest.fixture
def in_file(tmp_path: Path) -> History:
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


def test_delete_everything_leaves_no_word_on_the_disk(in_file: History) -> None:
    kept(in_file, "my zanzibar secret")
    kept(in_file, "of bob", reader=BOB)
    in_file.delete_all(ADA)
    assert in_file.conversations(ADA) == () and len(in_file.conversations(BOB)) == 1
    assert not any(b"zanzibar" in path.read_bytes() for path in in_file.path.parent.iterdir())


def test_a_browser_without_a_token_keeps_nothing(history: History) -> None:
    assert kept(history, "one", reader="").id == ""
    assert history.conversations("") == ()


def test_thumbs_and_words_are_kept(history: History) -> None:
    talk = kept(history, "one", "two")
    history.mark(ADA, talk.id, 1, replace(talk.exchanges[0], mark="down", word="too short"))
    history.mark(BOB, talk.id, 1, replace(talk.exchanges[0], mark="up"))
    again = history.read(ADA, talk.id)
    assert again and [(one.mark, one.word) for one in again.exchanges] == [("down", "too short"), ("", "")]


def test_the_file_is_the_owners_alone_in_wal_mode_and_holds_no_token(in_file: History) -> None:
    kept(in_file, "one")
    assert in_file.path.stat().st_mode & 0o77 == 0 and in_file.path.parent.stat().st_mode & 0o77 == 0
    with sqlite3.connect(in_file.path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("SELECT reader FROM conversations").fetchone() == (ADA,)
    assert "ada" not in ADA


def test_an_answer_in_a_form_of_long_ago_counts_as_failed(history: History, caplog: pytest.LogCaptureFixture) -> None:
    talk = kept(history, "one")
    with history.file.open() as database:
        database.execute("UPDATE exchanges SET answer = '{}'")
    again = history.read(ADA, talk.id)
    assert again and (again.exchanges[0].state, again.exchanges[0].answer) == ("failed", None)
    assert "cannot be read" in caplog.text


def test_a_row_with_damaged_letters_is_shown_as_far_as_it_can_be_read(in_file: History) -> None:
    talk = kept(in_file, "one", "two")
    with sqlite3.connect(in_file.path) as database:
        database.execute("UPDATE exchanges SET question = CAST(x'6fff65' AS TEXT), state = 'dxne' WHERE place = 1")
        database.execute("UPDATE exchanges SET mark = 'u' WHERE place = 1")
    again = in_file.read(ADA, talk.id)
    assert again and again.exchanges[1] == talk.exchanges[1]
    first = again.exchanges[0]
    assert (first.question, first.state, first.mark) == ("o\ufffde", "failed", "")


def test_a_file_that_is_damaged_while_it_is_used_is_set_aside_and_the_chat_goes_on(
    in_file: History, caplog: pytest.LogCaptureFixture
) -> None:
    talk = kept(in_file, "one")
    in_file.path.write_bytes(b"no database at all" * 100)
    talk = in_file.save(ADA, replace(talk, exchanges=(*talk.exchanges, exchange("two"))), 2)
    assert [one.id for one in in_file.conversations(ADA)] == [talk.id]
    assert "is damaged" in caplog.text and in_file.path.with_name("history.sqlite3.damaged-1").exists()
    in_file.path.unlink()
    assert in_file.conversations(ADA) == ()


def test_everything_of_a_reader_is_handed_out_to_them_alone(history: History) -> None:
    kept(history, "one", "nothing")
    kept(history, "of bob", reader=BOB)
    (talk,) = history.everything(ADA)
    assert [one["question"] for one in talk["exchanges"]] == ["one", "nothing"]
    assert history.everything("") == []


def test_what_is_too_old_is_forgotten_at_the_start_and_whenever_it_is_asked_for(history: History) -> None:
    old, new = kept(history, "old zanzibar"), kept(history, "new")
    with history.file.open() as database:
        database.execute("UPDATE conversations SET changed = changed - 8 * 86400 WHERE id = :id", {"id": old.id})
    assert history.forget_old() == 0 and history.read(ADA, old.id)
    again = History(history.path.parent, kept_days=7)
    assert again.read(ADA, old.id) is None and again.read(ADA, new.id)
    with history.file.open() as database:
        database.execute("UPDATE conversations SET changed = changed - 8 * 86400")
    assert again.forget_old() == 1 and again.conversations(ADA) == ()


def test_where_a_damaged_file_cannot_be_set_aside_the_caller_is_told_as_of_any_disk_error(in_file: History) -> None:
    talk = kept(in_file, "one")
    in_file.path.write_bytes(b"no database at all" * 100)
    lock = in_file.path.with_name(".lock")
    lock.unlink()
    lock.mkdir()
    with pytest.raises(OSError, match="cannot be used"):
        in_file.save(ADA, talk, 1)


def test_a_question_with_a_character_that_a_database_may_not_know_is_kept(history: History) -> None:
    talk = kept(history, "What\0is \N{GRINNING FACE}?")
    again = history.read(ADA, talk.id)
    assert again and again.exchanges[0].question.replace("\0", "\ufffd") == "What\ufffdis \N{GRINNING FACE}?"
