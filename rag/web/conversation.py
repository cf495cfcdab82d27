"""A conversation as Gradio's chat shows it and as the next question needs it."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from index.types import Entry
from rag.types import Answer, Turn
from rag.web.answer_view import answer_html, pending_html
from rag.web.encode import encode
from rag.web.types import Exchange


class ChatMessage(TypedDict):
    """A message as gr.Chatbot takes it."""

    role: Literal["user", "assistant"]
    content: str


def turns(history: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The earlier exchanges as follow-up questions need them: what was asked and which entries were cited."""
    return tuple(Turn(past.question, _cited(past.answer)) for past in history if past.state != "running")


def messages(history: Sequence[Exchange], entries: Mapping[str, Entry]) -> list[ChatMessage]:
    """The chat's messages, two for each exchange."""
    shown: list[ChatMessage] = []
    for exchange in history:
        shown.append({"role": "user", "content": encode(exchange.question)})
        shown.append({"role": "assistant", "content": _reply(exchange, entries)})
    return shown


def _reply(exchange: Exchange, entries: Mapping[str, Entry]) -> str:
    if exchange.state == "done" and exchange.answer:
        return answer_html(exchange.answer, entries)
    return pending_html(exchange, entries)


def _cited(answer: Answer | None) -> tuple[str, ...]:
    if not answer:
        return ()
    cited = [citation.entry_id for claim in (*answer.claims, *answer.quotation) for citation in claim.citations]
    return tuple(dict.fromkeys(cited))
