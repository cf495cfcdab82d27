from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest
from starlette.requests import Request

from rag.answer import answer_steps
from rag.assistant import Assistant
from rag.web.desk import desk_of, reader, sent
from rag.web.history import History, reader_of


def request(cookie: str = "") -> gr.Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return gr.Request(Request({"type": "http", "headers": headers, "method": "GET", "path": "/", "query_string": b""}))


@pytest.mark.parametrize("data", [None, "x", {}, {"n": 3}, {"n": ["x"]}])
def test_what_is_no_text_counts_as_empty(data: object) -> None:
    assert sent(gr.EventData(None, data), "n") == ""
    assert sent(gr.EventData(None, {"n": "x"}), "n") == "x"


def test_a_reader_is_the_hash_of_the_browsers_token() -> None:
    assert reader(request("reader=abc")) == reader_of("abc")
    assert reader(request("other=abc")) == reader(request()) == ""


def test_without_a_history_nobody_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_HISTORY", "off")
    assert reader(request("reader=abc")) == ""


def test_a_new_index_brings_its_words_to_the_counts(assistant: Assistant, tmp_path: Path) -> None:
    desk = desk_of(assistant, answer_steps, History(tmp_path))
    known = replace(assistant.vocabulary, counts={**assistant.vocabulary.counts, "zqx": 1})
    desk.shelf.put(replace(assistant, vocabulary=known))
    assert desk.watch.drift.vocabulary is known
