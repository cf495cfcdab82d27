"""Questions -> the entries retrieved for each: what belongs to one message is embedded together, each text once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.assistant import Assistant
from rag.parts import Views
from rag.retrieve import look_all, retrieve
from rag.types import Hit, Question


@dataclass(frozen=True, eq=False)
class Sought:
    """A question and the entries retrieved for it.

    `beside` has what else was sought of its message, by what was asked, so that nothing is sought twice (see
    `seek_beside`).
    """

    question: Question
    views: Views
    hits: tuple[Hit, ...]
    beside: dict[Question, "Sought"] = field(default_factory=dict)


def seek(question: Question, assistant: Assistant) -> Sought:
    """Retrieve for a question."""
    return _seek([question], assistant)[0]


def seek_beside(whole: Sought, questions: Sequence[Question], assistant: Assistant) -> tuple[Sought, ...]:
    """The same for other questions of a message that was sought as a whole, in their order."""
    asked = [replace(question, share=1.0) for question in questions]
    new = [one for one in dict.fromkeys(asked) if one not in whole.beside]
    whole.beside.update(zip(new, _seek(new, assistant), strict=True))
    return tuple(replace(whole.beside[one], question=question) for one, question in zip(asked, questions, strict=True))


def _seek(questions: Sequence[Question], assistant: Assistant) -> list[Sought]:
    found = zip(questions, look_all(questions, assistant), strict=True)
    return [Sought(question, views, retrieve(question, views, assistant.index)) for question, views in found]
