from dataclasses import replace
from pathlib import Path

import pytest

from rag.web.history import History
from rag.web.holdings import forget, holdings
from rag.web.types import Conversation, Exchange
from tests.window_fakes import assistant, scripted_steps


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Two conversations of Ada's and one of Bob's."""
    made = History(tmp_path)
    for reader, question in (("ada", "What is GIDL?"), ("ada", "zanzibar"), ("bob", "nothing")):
        *_, last = scripted_steps(question, (), assistant())
        made.save(reader, Conversation("", (Exchange(question, "done", "done", answer=last.answer),)), 1)
    return made


def test_all_is_handed_out_with_thumbs_words_and_answers(history: History) -> None:
    talk = next(one for one in history.conversations("bob"))
    found = history.read("bob", talk.id)
    assert found
    history.mark("bob", talk.id, 1, replace(found.exchanges[0], mark="down", word="I need it"))
    rows = list(holdings(history.file))
    assert [(row["reader"], row["title"]) for row in rows] == [
        ("ada", "What is GIDL?"),
        ("ada", "zanzibar"),
        ("bob", "nothing"),
    ]
    (exchange,) = rows[2]["exchanges"]
    assert (exchange["question"], exchange["mark"], exchange["word"]) == ("nothing", "down", "I need it")
    assert exchange["answer"]["outcome"] == "not_in_glossary" and exchange["asked"] > 0
    assert [row["title"] for row in holdings(history.file, "ada")] == ["What is GIDL?", "zanzibar"]


def test_an_answer_that_cannot_be_read_is_handed_out_as_it_is_stored(history: History) -> None:
    with history.file.open() as database:
        database.execute("UPDATE exchanges SET answer = '{half'")
    assert {row["exchanges"][0]["answer"] for row in holdings(history.file)} == {"{half"}


def test_forgetting_takes_one_reader_or_what_is_old_or_all_and_leaves_no_word(history: History) -> None:
    assert forget(history.file, "bob") == 1 and len(history.conversations("ada")) == 2
    assert forget(history.file, days=1) == 0
    with history.file.open() as database:
        database.execute("UPDATE conversations SET changed = changed - 90000 WHERE title = 'zanzibar'")
    assert forget(history.file, days=1) == 1
    assert not any(b"zanzibar" in path.read_bytes() for path in history.path.parent.iterdir())
    assert forget(history.file) == 1 and list(holdings(history.file)) == []


def test_where_clocks_went_wrong_all_still_means_all(history: History) -> None:
    with history.file.open() as database:
        database.execute("UPDATE conversations SET changed = 1e12")
    assert forget(history.file) == 3
