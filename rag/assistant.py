"""What answers questions: an index, the embedder that it was built with, and a writer where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from index.embed import load_embedder
from index.manifest import MEND
from index.store import Index, load
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
    """Bound together once at start; every question only reads it."""

    index: Index
    embedder: Embedder
    vocabulary: Vocabulary
    writer: LanguageModel | None

    @cached_property
    def read(self) -> Callable[[int], Reading]:
        """The entry at a position of the index, readable. The last ones read are kept."""
        return lru_cache(_KEPT)(partial(read, self.index))


def load_assistant(folder: Path, writer: str = OFF, few: bool = False) -> Assistant:
    """The assistant for the index in `folder`; `writer` is "off" or the name of a language model.

    `few` says that only a question or two will come (see `load_embedder`). Raises IndexRefused, with the mending
    command, for an index that cannot be trusted or that was built with another embedding model.
    """
    index = load(folder)
    embedder = load_embedder(index.manifest.model, few)
    if embedder.weights != index.manifest.weights:
        raise IndexRefused(f"The index was built with other weights of {index.manifest.model}. {MEND}")
    return Assistant(index, embedder, index.vocabulary, None if writer == OFF else load_writer(writer))
