"""What is kept of conversations: opening, listing, renaming and deleting them, thumbs, copies and files."""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import gradio as gr

from rag.render import markdown, plain_with_sources
from rag.web.chatting import READY, ChatView, drawn, number_of
from rag.web.conversation import messages
from rag.web.desk import EACH, Desk, reader, sent
from rag.web.encode import encode
from rag.web.export import as_json_file, as_markdown_file
from rag.web.past_view import past_html
from rag.web.revive import revived
from rag.web.taken_up import at_hand
from rag.web.types import SHARES, Conversation, Mark, Mode
from rag.web.writers import NONE

_LONGEST_WORD = 200
_UNREADABLE = '<p class="nothing" role="status">The history cannot be read; the terminal says why.</p>'


def wire_keeping(head: gr.HTML, view: ChatView, past: gr.HTML, desk: Desk) -> None:
    """Connect the events of the history and of a stored conversation."""

    def open_one(mode: Mode, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        found = None
        with _told(desk):
            found = desk.history.read(reader(request), sent(event, "chat"))
        return drawn(found or Conversation(missing=True), mode, desk, gr.Textbox(value="", **READY))

    def listed(event: gr.EventData, request: gr.Request) -> str:
        words = sent(event, "words")[:100]
        with _told(desk):
            return past_html(desk.history.conversations(reader(request), words), words)
        return _UNREADABLE

    def tidy(event: gr.EventData, request: gr.Request) -> str:
        who, chat = reader(request), sent(event, "chat")
        with _told(desk):
            match sent(event, "do"):
                case "rename":
                    desk.history.rename(who, chat, sent(event, "title"))
                case "delete":
                    desk.history.delete(who, chat)
                case "delete-all":
                    desk.history.delete_all(who)
        return listed(event, request)

    head.open(open_one, view.mode, view.outputs, **EACH)
    head.past(listed, None, past, **EACH)
    head.tidy(tidy, None, past, **EACH)


def wire_answers(head: gr.HTML, view: ChatView, outbox: gr.HTML, desk: Desk) -> None:
    """Connect thumbs, copies and files of the conversation that is shown, and how this reader wants answers."""

    def rate(talk: Conversation, mode: Mode, shown: str, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        talk = at_hand(talk, shown, request, desk)
        number, mark = number_of(event, talk), sent(event, "mark")
        if not number or mark not in ("", "up", "down") or talk.is_running:
            return gr.skip(), gr.skip()
        word = " ".join(sent(event, "word").split())[:_LONGEST_WORD] if mark else ""
        rated = replace(talk.exchanges[number - 1], mark=cast(Mark, mark), word=word)
        with _told(desk):
            desk.history.mark(reader(request), talk.id, number, rated)
            exchanges = (*talk.exchanges[: number - 1], rated, *talk.exchanges[number:])
            talk = replace(talk, exchanges=exchanges)
        return messages(talk, desk.terms, mode), talk

    def hand(talk: Conversation, shown: str, event: gr.EventData, request: gr.Request) -> str:
        talk = at_hand(talk, shown, request, desk)
        do = sent(event, "do")
        if do == "save-all":
            text = json.dumps(desk.history.everything(reader(request)), ensure_ascii=False, indent=1)
        else:
            text = _text(do, talk, number_of(event, talk), desk)
        return f'<pre hidden data-do="{encode(do)}" data-once="{time.time_ns()}">{encode(text)}</pre>' if text else ""

    def prefer(event: gr.EventData) -> tuple[Any, ...]:
        return _preferred(desk, event)

    head.rate(rate, [view.talk, view.mode, view.state], [view.chat, view.talk], **EACH)
    head.hand(hand, [view.talk, view.state], outbox, **EACH)
    head.prefer(prefer, None, [view.mode, view.length, view.writer, view.glossary], **EACH)


def _preferred(desk: Desk, event: gr.EventData) -> tuple[Any, ...]:
    """How answers are shown, how long they are, who writes and which glossary is asked, as a reader chose it."""
    mode, length, writer, glossary = (sent(event, name) for name in ("mode", "length", "writer", "glossary"))
    chosen = desk.writers.known(writer)
    # Who wants nobody to write has nothing to choose between.
    way: dict[str, Any] = {"value": mode} if mode in ("written", "both", "quoted") else {}
    way |= {"visible": chosen != NONE} if writer else {}
    known = way and desk.writers.names
    return (
        gr.Radio(**way) if known else gr.skip(),
        length if length in SHARES else gr.skip(),
        chosen if writer else gr.skip(),
        glossary if glossary in desk.names else gr.skip(),
    )


def _text(do: str, talk: Conversation, number: int, desk: Desk) -> str:
    """What is copied or saved; "" where there is nothing of the kind."""
    index = desk.shown
    talk = replace(talk, exchanges=tuple(revived(one, index.entries) for one in talk.exchanges))
    answer = talk.exchanges[number - 1].answer if number else None
    if do == "copy-text" and answer:
        return plain_with_sources(answer, index)
    if do == "copy-markdown" and answer:
        return markdown(answer, index)
    if not talk.exchanges or talk.is_running:
        return ""
    if do == "save-markdown":
        return as_markdown_file(talk, index)
    return as_json_file(talk, index) if do == "save-json" else ""


@contextmanager
def _told(desk: Desk) -> Iterator[None]:
    """A full disk or a file in use keeps nobody from chatting: the terminal says what could not be kept."""
    try:
        yield
    except (sqlite3.Error, OSError):
        logging.getLogger(__name__).exception("The history %s could not be used", desk.history.file.name)
