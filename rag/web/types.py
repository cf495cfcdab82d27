"""What the window remembers of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.types import Answer, Claim, Stage

State = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is known of its answer so far.

    `seconds` are the times spent in stages before the present one, `stage`; writing and checking take turns. `answer`
    holds at least the quotation; `checked` is the answer with what of the draft has passed the verifier; `drafted`
    counts the draft's words.
    """

    question: str
    state: State = "running"
    stage: Stage = "searching"
    seconds: Mapping[Stage, float] = field(default_factory=dict)
    answer: Answer | None = None
    checked: tuple[Claim, ...] = ()
    drafted: int = 0
