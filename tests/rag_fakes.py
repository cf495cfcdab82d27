"""Writers that follow a script, and a small entry of every form, for the tests of rag."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.blocks import blocks
from index.types import Entry, Source
from rag.assistant import Assistant
from rag.types import Message


class ScriptedWriter:
    """Replies to each fact what `reply` makes of it, word by word, and notes what it was given and whether it ended."""

    name = "scripted"

    def __init__(self, reply: Callable[[str], str]) -> None:
        self.reply = reply
        self.facts: list[str] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        fact = messages[-1]["content"].removeprefix("<fact>\n").removesuffix("\n</fact>")
        self.facts.append(fact)
        try:
            yield from self.reply(fact).splitlines(keepends=True)
        finally:
            self.closed += 1


def with_writer(assistant: Assistant, reply: Callable[[str], str]) -> tuple[Assistant, ScriptedWriter]:
    """The same assistant with a scripted writer, and the writer."""
    writer = ScriptedWriter(reply)
    return replace(assistant, writer=writer), writer


def entry_with(body: str, term: str = "Kiln") -> Entry:
    """An entry with this body, cut into its blocks."""
    return Entry(
        id=term.lower(),
        term=term,
        header=term.lower(),
        keywords=(),
        aliases=(),
        category="",
        definition="",
        definition_at=None,
        body=body,
        blocks=blocks(body),
        sources=(Source("seed.txt", 1),),
    )
