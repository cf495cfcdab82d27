"""Asking: what the question box, the stop button and the actions below an answer do to the conversation."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from rag.models import is_ready
from rag.web.asking import LONGEST_QUESTION, ask
from rag.web.conversation import MOST_SHOWN, ChatMessage, exchange_messages, messages, turns
from rag.web.desk import AT_ONCE, Desk, asker, reader, sent
from rag.web.taken_up import at_hand, state_html
from rag.web.types import SHARES, Conversation, Exchange, Length, Mode

_LOADING = "the writer is still loading, so the glossary is quoted"
_ASKING = {"submit_btn": False, "stop_btn": True}
READY = {"submit_btn": True, "stop_btn": False}
_QUEUED: dict[str, Any] = {
    # The turnstile lets two at a time through, in a fair order; Gradio's own queue would only hide the place in it.
    "concurrency_limit": None,
    "concurrency_id": "answers",
    "show_progress": "hidden",
    "api_visibility": "private",
}


@dataclass(frozen=True, slots=True)
class ChatView:
    """The components of the chat: `talk` holds the conversation, `state` tells the script which one it is, and comes
    back with each event; `glossary` is the name of the one that is asked."""

    chat: gr.Chatbot
    box: gr.Textbox
    mode: gr.Radio
    new: gr.Button
    length: gr.State
    writer: gr.State
    glossary: gr.State
    talk: gr.State
    state: gr.HTML

    @property
    def outputs(self) -> list[Any]:
        """What every event that changes the conversation draws anew, in the order of `drawn`."""
        return [self.chat, self.talk, self.state, self.box]


def drawn(talk: Conversation, mode: Mode, desk: Desk, box: object = None) -> tuple[Any, ...]:
    """The values of `ChatView.outputs`; `box` is what to do with the question box, nothing by default."""
    return messages(talk, desk.terms, mode), talk, state_html(talk), box if box is not None else gr.skip()


def kept(talk: Conversation, who: str, desk: Desk) -> Conversation:
    """The conversation with its last exchange stored; an answer is shown even where that fails."""
    try:
        return replace(desk.history.save(who, talk, len(talk.exchanges)), unkept=False)
    except (sqlite3.Error, OSError):
        logging.getLogger(__name__).exception("A conversation could not be kept in %s", desk.history.file.name)
        return replace(talk, unkept=True)


def wire_chat(head: gr.HTML, view: ChatView, desk: Desk) -> None:
    """Connect the events that ask, ask again, stop, edit and begin anew."""
    told = [view.talk, view.mode, view.state]
    begin, begin_sent, begin_again = _beginnings(desk)
    runs = [
        begun.success(_running(desk), [view.talk, view.mode, view.length, view.writer], view.outputs, **_QUEUED)
        for begun in (
            view.box.submit(begin, [view.box, *told, view.glossary], view.outputs, **AT_ONCE),
            head.ask(begin_sent, [*told, view.glossary], view.outputs, **AT_ONCE),
            head.again(begin_again, [*told, view.glossary], view.outputs, **AT_ONCE),
        )
    ]

    def stop(talk: Conversation, mode: Mode, shown: str, request: gr.Request) -> tuple[Any, ...]:
        talk = at_hand(talk, shown, request, desk)
        if talk.is_running:
            ended = replace(talk.exchanges[-1], state="stopped")
            talk = replace(talk, exchanges=(*talk.exchanges[:-1], ended))
            talk = kept(talk, reader(request), desk)
        return drawn(talk, mode, desk, gr.Textbox(**READY))

    def forget(mode: Mode) -> tuple[Any, ...]:
        return drawn(Conversation(), mode, desk, gr.Textbox(value="", **READY))

    def edit(talk: Conversation, mode: Mode, shown: str, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        talk = at_hand(talk, shown, request, desk)
        number = 0 if talk.is_running else number_of(event, talk)
        text = talk.exchanges[number - 1].question if number else ""
        return drawn(replace(talk, editing=number), mode, desk, gr.Textbox(value=text))

    def redraw(talk: Conversation, mode: Mode, shown: str, request: gr.Request) -> list[ChatMessage]:
        talk = at_hand(talk, shown, request, desk)
        return gr.skip() if talk.is_running else messages(talk, desk.terms, mode)

    view.box.stop(None, cancels=runs, **AT_ONCE).then(stop, told, view.outputs, **AT_ONCE)
    view.new.click(None, cancels=runs, **AT_ONCE).then(forget, view.mode, view.outputs, **AT_ONCE)
    head.edit(edit, told, view.outputs, **AT_ONCE)
    view.mode.input(redraw, told, view.chat, **AT_ONCE)


def _beginnings(desk: Desk) -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """Three ways to put a question into the conversation: typed, sent by a link, and one of those before again."""

    def asked(now: Exchange, talk: Conversation, mode: Mode) -> tuple[Any, ...]:
        if not now.question or talk.is_running:  # an error would be drawn over the conversation
            return (gr.skip(),) * 4
        return drawn(with_question(now, talk), mode, desk, gr.Textbox(value="", **_ASKING))

    def begin(
        question: object, talk: Conversation, mode: Mode, shown: str, glossary: str, request: gr.Request
    ) -> tuple[Any, ...]:
        text = question.strip()[:LONGEST_QUESTION] if isinstance(question, str) else ""
        return asked(Exchange(text, glossary=glossary), at_hand(talk, shown, request, desk), mode)

    def begin_sent(
        talk: Conversation, mode: Mode, shown: str, glossary: str, event: gr.EventData, request: gr.Request
    ) -> tuple[Any, ...]:
        # A link that names the glossary is quicker than the choice that follows from it.
        return begin(sent(event, "question"), talk, mode, shown, sent(event, "glossary") or glossary, request)

    def begin_again(
        talk: Conversation, mode: Mode, shown: str, glossary: str, event: gr.EventData, request: gr.Request
    ) -> tuple[Any, ...]:
        talk = at_hand(talk, shown, request, desk)
        number = number_of(event, talk)
        question = talk.exchanges[number - 1].question if number else ""
        now = Exchange(question, alone=sent(event, "do") == "alone", glossary=glossary)
        return asked(now, replace(talk, editing=number), mode)

    return begin, begin_sent, begin_again


def _running(desk: Desk) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    """The answer to the last question of a conversation as it grows; the ended exchange is stored."""

    async def run(
        talk: Conversation, mode: Mode, length: Length, writer: str, request: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        if not talk.is_running:  # stopped or forgotten before its turn in the queue came
            return
        *past, now = talk.exchanges
        fresh = Exchange(now.question, alone=now.alone, glossary=now.glossary)
        if now != fresh:  # being answered already: nothing new was asked
            return
        number = len(talk.exchanges)
        held = desk.as_it_is().at(now.glossary)
        # What stands above does not change while an answer grows, so it is drawn once.
        pairs = [exchange_messages(one, place, held.terms, mode) for place, one in enumerate(past, 1)]
        above = [message for pair in pairs[1 - MOST_SHOWN :] for message in pair]
        wanted = None if mode == "quoted" else held.writers.wanted(writer)
        loads = not is_ready(wanted)
        asked = replace(held.assistant, writer=None if loads else wanted)
        before = () if now.alone else turns(past, asked.index.entries)
        steps = partial(desk.answer_steps, now.question, before, asked, SHARES[length])
        async for exchange in ask(now.question, desk.turnstile.through(steps, asker(request))):
            exchange = noted(exchange, _LOADING) if loads else exchange
            talk = replace(talk, exchanges=(*past, exchange))
            if exchange.state == "running":
                shown = [*above, *exchange_messages(exchange, number, held.terms, mode)]
                yield shown, talk, gr.skip(), gr.skip()
            else:
                # In a thread: a database that does not answer makes nobody else wait.
                talk = await asyncio.to_thread(kept, talk, reader(request), desk)
                yield drawn(talk, mode, held, gr.Textbox(**READY))

    return run


def noted(exchange: Exchange, note: str) -> Exchange:
    """The exchange with a remark of ours on its finished answer; a refusal or a choice of senses needs none."""
    answer = exchange.answer
    if exchange.state != "done" or not answer or answer.outcome != "answered":
        return exchange
    trace = replace(answer.trace, notes=(*answer.trace.notes, note))
    return replace(exchange, answer=replace(answer, trace=trace))


def with_question(now: Exchange, talk: Conversation) -> Conversation:
    """The conversation with a new question at its end, or in the place of the one that is being edited."""
    kept = talk.exchanges[: talk.editing - 1] if talk.editing else talk.exchanges
    return Conversation(talk.id, (*kept, now))


def number_of(event: gr.EventData, talk: Conversation) -> int:
    """The 1-based number of an exchange that came with an event; 0 when there is no such exchange."""
    text = sent(event, "n")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if number <= len(talk.exchanges) else 0
