"""The records that the glossary becomes: entries, their blocks, passages and sentences, and the index.

All offsets are character positions in `Entry.body`, which is kept as it was supplied. Text that has been cleaned for
display or for embedding never carries offsets of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit rows, shape (texts, dimensions)."""

BlockKind = Literal["paragraph", "heading", "bullet", "number", "table", "code", "math", "diagram"]


class SeedError(ValueError):
    """A seed file breaks its format. The message names the file, the line and what was expected."""


class IndexRefused(RuntimeError):
    """An index is absent, stale, foreign or damaged. The message ends with the command that mends it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a copy of an entry was read: file name and 1-based line of its header."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a body with one form. `body[start:end]` is the piece, marks included.

    `boilerplate` marks text that the supplier's template repeats from entry to entry: shown, but neither embedded,
    nor scored, nor quoted.
    """

    kind: BlockKind
    start: int
    end: int
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One distinct glossary entry; its identity is header and body together.

    `definition` is readable text ("" where the entry has no defining sentence) and `definition_at` the span of the body
    that it was taken from. `category` is "" for headers that are keyword lists.
    """

    id: str
    term: str
    header: str
    keywords: tuple[str, ...]
    aliases: tuple[str, ...]
    category: str
    definition: str
    definition_at: tuple[int, int] | None
    body: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]


OWN = "ai-factory"
"""The name of the glossary that the project comes with; no other can have it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A glossary in one of its states: its name, the name of the state (see `index.manifest.snapshot`), and the day on
    which its index was built."""

    name: str
    version: str
    built: str

    @property
    def title(self) -> str:
        """What people read for its name."""
        return "AI Factory" if self.name == OWN else self.name

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and scored as one: `text` is cleaned and without boilerplate; start and end are its hull."""

    id: str
    entry_id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that can be quoted: `body[start:end]` of the passage's entry.

    A table row, a list item, a code block and a formula are each one sentence.
    """

    passage_id: str
    start: int
    end: int


class Embedder(Protocol):
    """Turns texts into vectors. `weights` is a hash that tells two models apart, whatever they are called."""

    name: str
    weights: str
    max_pieces: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in the order of the texts."""
        ...

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """What `embed` gives, and for each text the unit vectors of its content words' pieces, in their order."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same of questions, for a model that reads them otherwise than what they are compared with."""
        ...

    def pieces(self, text: str) -> int:
        """How many word pieces the model's tokenizer makes of the text, its two end marks included."""
        ...


Names = Mapping[str, tuple[str, ...]]
"""Normalised name (term, alias, acronym, expansion) to the ids of the entries that bear it."""
