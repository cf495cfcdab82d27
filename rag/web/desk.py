"""What the window's events work with: the assistant and what stands beside it."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Protocol

import gradio as gr

from rag.assistant import Assistant
from rag.types import LanguageModel, Progress, Turn
from rag.web.history import History
from rag.web.settings import number_of
from rag.web.terms import Terms, terms_of
from rag.web.turnstile import PATIENCE, Turnstile
from rag.web.watch import Watch, watch
from rag.web.who import asker_of, reader_of_request
from rag.web.writers import Writers


class AnswerSteps(Protocol):
    """Makes the steps of one answer: `rag.answer.answer_steps`, or a script in tests."""

    def __call__(
        self, text: str, history: Sequence[Turn], assistant: Assistant, share: float = 1.0, /
    ) -> Iterator[Progress]:
        """The steps of the answer to a question that follows `history`; `share` scales its length."""
        ...


AT_ONCE: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}
# While an event of a kind is on its way, Gradio drops the next ("once") or sends it with what the first one told
# ("always_last"): the word that follows a thumb would be lost.
EACH: dict[str, Any] = {**AT_ONCE, "trigger_mode": "multiple"}


class Shelf:
    """The assistant over the index in use and the terms of its entries, which are exchanged together."""

    def __init__(self, assistant: Assistant) -> None:
        self.told: list[Callable[[Assistant], None]] = []
        self.put(assistant)

    def put(self, assistant: Assistant) -> None:
        """Put an assistant to use; its names are read once. Answers under way keep the one that they began with.

        Those in `told` are told of it.
        """
        self.held = assistant, terms_of(assistant.index.entries)
        for tell in self.told:
            tell(assistant)


@dataclass(frozen=True, eq=False)
class Desk:
    """Bound together once at start; only what lies on the shelf is exchanged when a new index has been built.

    Who reads from the shelf twice may find two indexes: `as_it_is` gives a desk that stays as it is.
    """

    shelf: Shelf
    answer_steps: AnswerSteps
    history: History
    turnstile: Turnstile
    watch: Watch
    writers: Writers

    @property
    def assistant(self) -> Assistant:
        """What answers now."""
        return self.shelf.held[0]

    @property
    def terms(self) -> Terms:
        """The entries that it answers from."""
        return self.shelf.held[1]

    def as_it_is(self) -> "Desk":
        """The same desk with a shelf on which nothing is exchanged any more."""
        return replace(self, shelf=copy(self.shelf))


def desk_of(
    assistant: Assistant, answer_steps: AnswerSteps, history: History, others: Sequence[LanguageModel] = ()
) -> Desk:
    """The desk of an assistant; `others` may write instead of its writer. Raises SettingRefused."""
    turnstile = Turnstile(number_of("FACTORY_CHAT_WRITER_SECONDS", PATIENCE, "a number of seconds"))
    watched = watch(turnstile, assistant.vocabulary, history.path.parent)
    shelf = Shelf(assistant)

    def renew(taken: Assistant) -> None:
        watched.drift.vocabulary = taken.vocabulary

    shelf.told.append(renew)
    usual = [assistant.writer] if assistant.writer else []
    return Desk(shelf, answer_steps, history, turnstile, watched, Writers([*usual, *others]))


def sent(event: gr.EventData, name: str) -> str:
    """A text that came with an event; "" when there is none, as what comes is made by strangers."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def reader(request: gr.Request) -> str:
    """Whose browser it is, as the history knows it; "" for one that takes no cookies, or where nothing is kept."""
    return reader_of_request(request.request) if request.request else ""


def asker(request: gr.Request) -> str:
    """Who counts as one in the line for an answer."""
    return asker_of(request.request) if request.request else ""
