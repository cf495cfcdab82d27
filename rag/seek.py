"""Questions -> the entries retrieved for each: what belongs to one message is embedded together, each text once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.assistant import Assistant
from rag.parts import Views
from rag.retrieve import look_all, retrieve
from rag.types import Hit, Question


@dataclass(frozen=True, eq=False)
class Sought:
    """A question and the entries retrieved for it.

    `ahead` are the views of others of its message that were embedded with it, `beside` what was sought of them (see
    `seek_beside`), both by what is asked. `also` are the questions of its message that it is answered with, as one.
    """

    question: Question
    views: Views
    hits: tuple[Hit, ...]
    ahead: Mapping[Question, Views] = field(default_factory=dict)
    beside: dict[Question, "Sought"] = field(default_factory=dict)
    also: tuple["Sought", ...] = ()


def seek(question: Question, assistant: Assistant, ahead: Sequence[Question] = ()) -> Sought:
    """Retrieve for a question; `ahead` are others of its message that will likely be sought beside it."""
    ahead = list(dict.fromkeys(ahead))
    views, *others = look_all([question, *ahead], assistant)
    hits = retrieve(question, views, assistant.index)
    return Sought(question, views, hits, dict(zip(ahead, others, strict=True)))


def seek_beside(whole: Sought, questions: Sequence[Question], assistant: Assistant) -> tuple[Sought, ...]:
    """Retrieve for other questions of a message that was sought as a whole, for each only once; in their order."""
    asked = [replace(question, share=1.0) for question in questions]
    new = [one for one in dict.fromkeys(asked) if one not in whole.beside]
    unseen = [one for one in new if one not in whole.ahead]
    seen = {**whole.ahead, **dict(zip(unseen, look_all(unseen, assistant), strict=True))}
    whole.beside.update((one, Sought(one, seen[one], retrieve(one, seen[one], assistant.index))) for one in new)
    return tuple(replace(whole.beside[one], question=question) for one, question in zip(asked, questions, strict=True))
