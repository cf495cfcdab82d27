"""What the window's events work with: the assistant and what stands beside it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.types import Progress, Turn
from rag.web.cookie import COOKIE
from rag.web.data import keeps_history
from rag.web.history import History, reader_of
from rag.web.terms import Terms, terms_of

AnswerSteps = Callable[[str, Sequence[Turn], Assistant], Iterator[Progress]]

AT_ONCE: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, eq=False)
class Desk:
    """Bound together once at start. `answer_steps` makes the steps of one answer (see `rag.answer`)."""

    assistant: Assistant
    answer_steps: AnswerSteps
    terms: Terms
    history: History


def desk_of(assistant: Assistant, answer_steps: AnswerSteps, history: History) -> Desk:
    """The desk of an assistant; the names of its entries are read once."""
    return Desk(assistant, answer_steps, terms_of(assistant.index.entries), history)


def sent(event: gr.EventData, name: str) -> str:
    """A text that came with an event; "" when there is none, as what comes is made by strangers."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def reader(request: gr.Request) -> str:
    """Whose browser it is, as the history knows it; "" for a browser that takes no cookies, or where none is kept."""
    token = request.request.cookies.get(COOKIE, "") if request.request else ""
    return reader_of(token) if token and keeps_history() else ""
