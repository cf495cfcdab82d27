"""The glossaries that the window asks, side by side: an assistant for each, and one for all of them together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.glossaries import ALL
from index.side_by_side import together
from index.stores.milvus_store import joined
from index.types import OWN
from rag.assistant import Assistant
from rag.web.terms import Terms, all_terms, terms_of

# More entries than this are not asked together: making their one index would hold up the start for longer than it takes
# to choose between them, and would hold their words' vectors in memory a second time.
MOST_TOGETHER = 3_000


@dataclass(frozen=True, eq=False)
class Held:
    """The assistants by the names of their glossaries, the usual one first and the one for all last, and all terms."""

    assistants: Mapping[str, Assistant]
    terms: Terms

    @property
    def widest(self) -> Assistant:
        """The assistant for all glossaries; where they are not asked together, the usual one."""
        return self.assistants.get(ALL) or next(iter(self.assistants.values()))


class Shelf:
    """What is in use, which is exchanged together when a new index has been built."""

    def __init__(self, assistants: Sequence[Assistant]) -> None:
        """The assistants of one glossary each, the usual one first."""
        self.told: list[Callable[[Assistant], None]] = []
        self.held = _held(assistants)

    def put(self, assistant: Assistant) -> None:
        """Put an assistant to use in the place of that of the same glossary. Answers under way keep theirs.

        Those in `told` are told of the widest one.
        """
        single = {name: one for name, one in self.held.assistants.items() if name != ALL}
        self.held = _held([*(single | {name_of(assistant): assistant}).values()])
        for tell in self.told:
            tell(self.held.widest)


def name_of(assistant: Assistant) -> str:
    """The name of the glossary that an assistant answers from."""
    return next((edition.name for edition in assistant.index.editions.values()), OWN)


def _held(assistants: Sequence[Assistant]) -> Held:
    by_name = {name_of(one): one for one in assistants}
    terms = all_terms([terms_of(one.index.entries, one.index.editions) for one in by_name.values()])
    if len(by_name) > 1 and len(terms.entries) <= MOST_TOGETHER and _fit(assistants):
        index = together([one.index for one in by_name.values()])
        engine = joined(index, [one.engine for one in by_name.values()])
        by_name[ALL] = replace(assistants[0], index=index, vocabulary=index.vocabulary, engine=engine)
    return Held(by_name, terms)


def _fit(assistants: Sequence[Assistant]) -> bool:
    """Whether the vectors of all are of one model."""
    return len({one.index.manifest.weights for one in assistants}) == 1
