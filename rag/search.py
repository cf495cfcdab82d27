"""Words -> entries: exact names first, for the terminal, the window and programs."""

from index.names import name_key
from index.store import Index
from index.stores.store import ANYWHERE, Where
from index.types import Entry
from rag.assistant import Assistant
from rag.retrieve import look, retrieve
from rag.types import Hit
from rag.understand import understand


def search(words: str, assistant: Assistant, limit: int = 10, where: Where = ANYWHERE) -> tuple[Hit, ...]:
    """The entries that fit the words best, best first, of those that `where` lets through."""
    question = understand(words, (), assistant)
    return retrieve(question, look(question, assistant, where), assistant.index, limit)


def define(term: str, index: Index) -> tuple[Entry, ...]:
    """The entries that bear a name: term, alias or acronym, in any case, with or without hyphens and plurals."""
    return tuple(index.entries[entry_id] for entry_id in index.names.get(name_key(term), ()))
