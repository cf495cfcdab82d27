"""What the window remembers of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.types import Answer, Stage

State = Literal["running", "done", "stopped", "failed", "busy"]
Mark = Literal["", "up", "down"]
Mode = Literal["written", "both", "quoted"]
"""What an answer shows: the checked text; the quotation before it; the quotation alone, without asking the writer."""

Length = Literal["short", "usual", "long"]
SHARES: Mapping[Length, float] = {"short": 0.5, "usual": 1.0, "long": 1.6}
"""How much of the usual number of words an answer may have."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is known of its answer so far. One asked `alone` takes nothing from those before it;
    `glossary` is the name of the one that is asked, "" for the usual one.

    `seconds` are the times spent in stages before the present one, `stage`; writing and checking take turns. `answer`
    holds at least the quotation, with what of the draft has passed the verifier in its claims; `drafted` counts the
    draft's words. `mark` is the reader's thumb and `word` what they said with it. `place` is where it stands in the
    line for its turn, from 1; 0 when it does not wait.
    """

    question: str
    state: State = "running"
    stage: Stage = "searching"
    alone: bool = False
    seconds: Mapping[Stage, float] = field(default_factory=dict)
    answer: Answer | None = None
    drafted: int = 0
    mark: Mark = ""
    word: str = ""
    place: int = 0
    glossary: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of a conversation, oldest first.

    `id` is "" until it is stored; `editing` is the 1-based number of the question that the next one replaces, 0 for
    none; `unkept` says that the last attempt to store it failed, `missing` that this reader has not the one asked for.
    """

    id: str = ""
    exchanges: tuple[Exchange, ...] = ()
    editing: int = 0
    unkept: bool = False
    missing: bool = False

    @property
    def is_running(self) -> bool:
        """Whether an answer is under way."""
        return bool(self.exchanges) and self.exchanges[-1].state == "running"
