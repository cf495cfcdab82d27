"""What answers questions: an index, the embedder that it was built with, and a writer where there is one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from index.current import current
from index.embed import DEFAULT, load_embedder
from index.glossaries import name_of
from index.manifest import MEND, model_of
from index.side_by_side import called
from index.store import Index, load
from index.stores.local import LocalStore
from index.stores.milvus_store import MilvusStore, joined
from index.stores.settings import engine_for
from index.stores.store import Store
from index.types import Embedder, IndexRefused
from index.vocabulary import Vocabulary
from rag.models import load_writer
from rag.reading import Reading, read
from rag.types import LanguageModel

OFF = "off"
# Entries that are kept readable: some 20 kilobytes each.
_KEPT = 1_000


@dataclass(frozen=True, eq=False)
class Assistant:
    """Bound together once at start; every question only reads it. Without an `engine`, questions are looked for in
    this process. `few` says that only a question or two will come."""

    index: Index
    embedder: Embedder
    vocabulary: Vocabulary
    writer: LanguageModel | None
    engine: MilvusStore | None = None
    few: bool = False

    @property
    def store(self) -> Store:
        """Where questions are looked for."""
        return self.engine or LocalStore(self.index)

    @cached_property
    def read(self) -> Callable[[int], Reading]:
        """The entry at a position of the index, readable. The last ones read are kept."""
        return lru_cache(_KEPT)(partial(read, self.index))


def load_assistant(folder: Path, writer: str = OFF, few: bool = False) -> Assistant:
    """The assistant for the index in `folder`; `writer` is "off" or the name of a language model.

    `few` says that only a question or two will come (see `load_embedder`). Raises IndexRefused, with the mending
    command, for an index that cannot be trusted, that was built with another embedding model, or that the engine which
    the settings name does not hold (see `index.stores.settings`).
    """
    index, embedder = _side_by_side(folder, few)
    _refuse_other_weights(index, embedder)
    engine = engine_for(index, name_of(folder))
    return Assistant(index, embedder, index.vocabulary, None if writer == OFF else load_writer(writer), engine, few)


def _side_by_side(folder: Path, few: bool) -> tuple[Index, Embedder]:
    """An index and its embedder, the usual one read while the index is: both are mostly hashing, which lets others
    compute."""
    home = current(folder)
    with ThreadPoolExecutor(1) as meanwhile:
        usual = meanwhile.submit(load_embedder, few=few) if home and model_of(home) == DEFAULT else None
        index = load(folder)
    return index, usual.result() if usual else load_embedder(index.manifest.model, few)


def renewed(assistant: Assistant, folder: Path) -> Assistant:
    """The assistant for the index that lies in `folder` now, with the writer and, where it fits, the embedder it had.

    Raises IndexRefused as `load_assistant` does.
    """
    return beside(assistant, folder, next(iter(assistant.index.editions), ""))


def named(assistant: Assistant, name: str) -> Assistant:
    """The assistant with its glossary's name before all ids, so that others can stand beside it."""
    index = called(assistant.index, name)
    return replace(assistant, index=index, engine=joined(index, [assistant.engine]))


def beside(assistant: Assistant, folder: Path, name: str) -> Assistant:
    """An assistant for another index, with the same writer and, where it fits, the same embedder; `name` stands before
    its ids. Raises IndexRefused as `load_assistant` does."""
    index = called(load(folder), name) if name else load(folder)
    embedder = assistant.embedder
    if (embedder.name, embedder.weights) != (index.manifest.model, index.manifest.weights):
        embedder = load_embedder(index.manifest.model)
    _refuse_other_weights(index, embedder)
    engine = engine_for(index, name_of(folder))
    return replace(assistant, index=index, embedder=embedder, vocabulary=index.vocabulary, engine=engine)


def _refuse_other_weights(index: Index, embedder: Embedder) -> None:
    if embedder.weights != index.manifest.weights:
        raise IndexRefused(f"The index was built with other weights of {index.manifest.model}. {MEND}")
