"""What the window remembers of a conversation."""

from dataclasses import dataclass
from typing import Literal

from rag.types import Answer, Claim, Stage

State = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is known of its answer so far.

    `seconds` are the stages already passed with their times, `stage` the one under way; `answer` holds at least the
    quotation; `checked` are written claims that have passed the verifier; `drafted` counts the draft's words.
    """

    question: str
    state: State = "running"
    stage: Stage = "searching"
    seconds: tuple[tuple[Stage, float], ...] = ()
    answer: Answer | None = None
    checked: tuple[Claim, ...] = ()
    drafted: int = 0
