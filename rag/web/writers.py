"""The writers that the owner allows, of which every reader may choose one."""

from collections.abc import Sequence

from rag.models import WriterBehind
from rag.types import LanguageModel

NONE = "none"
"""What a reader chooses who wants quotations only."""


class Writers:
    """Writers by their names; the first is the one of who chose none of them. One that loads behind begins to load when
    somebody wants it."""

    def __init__(self, writers: Sequence[LanguageModel] = ()) -> None:
        self._by_name = {writer.name: writer for writer in writers}
        self.names = tuple(self._by_name)
        self.usual = self.names[0] if self.names else NONE

    def known(self, name: str) -> str:
        """The name itself where it may be chosen, else the usual one: a browser may remember one that is gone."""
        return name if name == NONE or name in self._by_name else self.usual

    def wanted(self, name: str) -> LanguageModel | None:
        """Who writes for a reader who chose that name; nobody for "none", or where there is no writer."""
        writer = self._by_name.get(self.known(name))
        if isinstance(writer, WriterBehind):
            writer.start()
        return writer
