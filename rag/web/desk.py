"""What the window's events work with: the assistant and what stands beside it."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Protocol

import gradio as gr

from index.glossaries import ALL
from index.store import Index
from rag.assistant import Assistant
from rag.types import LanguageModel, Progress, Turn
from rag.web.history import History
from rag.web.settings import number_of
from rag.web.shelf import Shelf
from rag.web.terms import Terms
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


@dataclass(frozen=True, eq=False)
class Desk:
    """Bound together once at start; only what lies on the shelf is exchanged when a new index has been built.

    Who reads from the shelf twice may find two indexes: `as_it_is` gives a desk that stays as it is. `chosen` is the
    name of the glossary that is asked, "" the usual one.
    """

    shelf: Shelf
    answer_steps: AnswerSteps
    history: History
    turnstile: Turnstile
    watch: Watch
    writers: Writers
    chosen: str = ""

    @property
    def assistant(self) -> Assistant:
        """What answers now."""
        assistants = self.shelf.held.assistants
        return assistants.get(self.chosen) or next(iter(assistants.values()))

    @property
    def terms(self) -> Terms:
        """The entries of all glossaries."""
        return self.shelf.held.terms

    @property
    def shown(self) -> Index:
        """The index with the entries of all glossaries, from which answers are shown and none is sought."""
        if len(self.names) == 1:
            return self.assistant.index
        return replace(self.assistant.index, entries=self.terms.entries, editions=self.terms.editions)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the glossaries that can be asked, the usual one first."""
        return tuple(self.shelf.held.assistants)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The names of the glossaries, each with what people read for it."""
        titles = {one.name: one.title for one in self.terms.editions.values()} | {ALL: "All together"}
        return [(name, titles.get(name, name)) for name in self.names]

    def at(self, name: object) -> "Desk":
        """The same desk where this glossary is asked; the usual one for a name that is none."""
        return replace(self, chosen=name if isinstance(name, str) and name in self.names else "")

    def as_it_is(self) -> "Desk":
        """The same desk with a shelf on which nothing is exchanged any more."""
        return replace(self, shelf=copy(self.shelf))


def desk_of(
    assistant: Assistant,
    answer_steps: AnswerSteps,
    history: History,
    others: Sequence[Assistant] = (),
    writers: Sequence[LanguageModel] = (),
) -> Desk:
    """The desk of an assistant, and of those of other glossaries that can be chosen; `writers` may write instead of its
    own. Raises SettingRefused."""
    turnstile = Turnstile(number_of("FACTORY_CHAT_WRITER_SECONDS", PATIENCE, "a number of seconds"))
    shelf = Shelf((assistant, *others))
    watched = watch(turnstile, shelf.held.widest.vocabulary, history.path.parent)

    def renew(taken: Assistant) -> None:
        watched.drift.vocabulary = taken.vocabulary

    shelf.told.append(renew)
    usual = [assistant.writer] if assistant.writer else []
    return Desk(shelf, answer_steps, history, turnstile, watched, Writers([*usual, *writers]))


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
