"""The four tools for `gradio_client`, under the names that it lists: /ask, /define, /search, /get_entry."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from time import monotonic
from typing import Any

import gradio as gr

from rag.types import Progress
from rag.web.asking import Waiting
from rag.web.desk import Desk
from rag.web.line import Busy
from rag.web.programs import BadRequest, asking, define_data, entry_data, search_data, step_data, steps_for
from rag.web.who import program_of

# Gradio learns that a client has hung up only when something is told, so the same is told again after so many seconds.
_AGAIN = 0.5


def offer_programs(desk: Desk) -> None:
    """Add the tools to the window that is being built. Answers go through the turnstile with the chat's own."""

    async def ask(
        question: str, mode: str = "written", glossary: str = "", request: gr.Request | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        """The stages of an answer and, last, the answer with its citations; mode "quoted" asks no writer."""
        try:
            held = asking(glossary, desk)
            steps = steps_for([question], mode != "quoted", held)
            user = program_of(request.request) if request and request.request else ""
            async with aclosing(desk.turnstile.through(steps, user)) as progress:
                async for told in _told(progress, held):
                    yield told
        except (BadRequest, Busy) as error:
            raise gr.Error(str(error), print_exception=False) from error

    def define(term: str) -> dict[str, Any]:
        """All entries under a name or acronym; the nearest ones when there is none."""
        return define_data(term, desk)

    def search(words: str, limit: int = 10) -> dict[str, Any]:
        """The entries that fit some words best, at most 20."""
        try:
            return search_data(words, int(limit), desk)
        except BadRequest as error:
            raise gr.Error(str(error), print_exception=False) from error

    def get_entry(entry_id: str) -> dict[str, Any]:
        """A whole entry by its id."""
        found = entry_data(entry_id, desk.as_it_is())
        if not found:
            raise gr.Error(f"there is no entry {entry_id!r}", print_exception=False)
        return found

    gr.api(ask, api_name="ask", concurrency_limit=None, concurrency_id="answers")
    for tool in (define, search, get_entry):
        gr.api(tool, api_name=tool.__name__)


async def _told(progress: AsyncIterator[Progress | Waiting], desk: Desk) -> AsyncIterator[dict[str, Any]]:
    """Each stage as plain HTTP streams it, and the answer alone at the end, which is what `Client.predict` returns."""
    seen, when = None, 0.0
    async for step in progress:
        event = step_data(step, desk)
        if event != seen or monotonic() - when >= _AGAIN:
            seen, when = event, monotonic()
            yield event.get("answer", event)
