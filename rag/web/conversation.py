"""A conversation as Gradio's chat shows it and as the next question needs it."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Literal, TypedDict

from rag.answer import turn_of
from rag.types import Turn
from rag.web.actions_view import actions_html, alone_html, followups_html
from rag.web.answer_view import answer_html, pending_html
from rag.web.encode import encode
from rag.web.followups import followups
from rag.web.revive import revived
from rag.web.terms import Terms
from rag.web.types import Conversation, Exchange, Mode

# A longer chat slows the browser down; what is older stays in the conversation and in its export.
MOST_SHOWN = 30


class ChatMessage(TypedDict):
    """A message as gr.Chatbot takes it."""

    role: Literal["user", "assistant"]
    content: str


def turns(history: Sequence[Exchange], entries: Container[str]) -> tuple[Turn, ...]:
    """The earlier exchanges as follow-up questions need them: what was asked, and which of the entries were cited."""
    ended = (turn_of(past.question, past.answer) for past in history if past.state != "running")
    return tuple(replace(turn, entry_ids=tuple(one for one in turn.entry_ids if one in entries)) for turn in ended)


def messages(conversation: Conversation, terms: Terms, mode: Mode = "written") -> list[ChatMessage]:
    """The chat's messages, two for each of the last thirty exchanges; follow-ups are offered after the last one."""
    last, asked = len(conversation.exchanges), tuple(exchange.question for exchange in conversation.exchanges)
    numbered = list(enumerate(conversation.exchanges, 1))[-MOST_SHOWN:]
    pairs = [
        exchange_messages(exchange, number, terms, mode, asked if number == last else None)
        for number, exchange in numbered
    ]
    return [message for pair in pairs for message in pair]


def exchange_messages(
    exchange: Exchange, number: int, terms: Terms, mode: Mode, asked: Sequence[str] | None = None
) -> tuple[ChatMessage, ChatMessage]:
    """A question and its reply; `number` is the exchange's place in the conversation, from 1. With the last one comes
    what has been `asked` so far; below the others no further questions are offered.

    The answer may rest on an index before the present one: what of it still holds is shown.
    """
    exchange = revived(exchange, terms.entries)
    terms = terms.of(hit.entry_id for hit in exchange.answer.hits) if exchange.answer else terms
    after = "" if exchange.state == "running" else actions_html(exchange, number)
    if exchange.state == "done" and exchange.answer:
        after += followups_html(followups(exchange.answer, terms, asked)) if asked is not None else ""
        reply = answer_html(exchange.answer, terms, mode, after, alone_html(exchange, number))
    else:
        reply = pending_html(exchange, terms, mode) + after
    return {"role": "user", "content": encode(exchange.question)}, {"role": "assistant", "content": reply}
