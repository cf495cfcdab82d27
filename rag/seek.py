"""Questions -> the entries retrieved for each: what belongs to one message is embedded side by side, each text once."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from rag.assistant import Assistant
from rag.parts import Views
from rag.retrieve import BESIDE, DEPTH, Embedded, embedded, look_all, retrieve
from rag.types import Hit, Question

# What may have to be sought beside a message is embedded on another core while the message itself is looked for.
_MEANWHILE = ThreadPoolExecutor(1, "looking ahead")


@dataclass(frozen=True, eq=False)
class Sought:
    """A question and the entries retrieved for it.

    `ahead` gives what others of its message ask, embedded meanwhile, by text; `beside` is what was sought of them, by
    what they ask (see `seek_beside`). `also` are the questions of its message that it is answered with, as one.
    """

    question: Question
    views: Views
    hits: tuple[Hit, ...]
    ahead: Callable[[], Mapping[str, Embedded]] = dict
    beside: dict[Question, "Sought"] = field(default_factory=dict)
    also: tuple["Sought", ...] = ()


def seek(question: Question, assistant: Assistant, ahead: Sequence[Question] = ()) -> Sought:
    """Retrieve for a question; `ahead` are others of its message that may be sought beside it."""
    others = {one.searched for one in ahead} - {question.searched}
    if assistant.few or not others:
        known = embedded([question.searched, *sorted(others)], assistant)
        return _sought(question, known, assistant, known.copy)
    later = _MEANWHILE.submit(embedded, sorted(others), assistant)
    known = embedded([question.searched], assistant)
    return _sought(question, known, assistant, lambda: known if later.cancel() else {**known, **later.result()})


def _sought(
    question: Question, known: Mapping[str, Embedded], assistant: Assistant, ahead: Callable[[], Mapping[str, Embedded]]
) -> Sought:
    (views,) = look_all([question], known, assistant)
    return Sought(question, views, retrieve(question, views, assistant.index), ahead)


def views_beside(whole: Sought, questions: Sequence[Question], assistant: Assistant) -> list[Views]:
    """What is seen of other questions of a message that was sought as a whole."""
    known = whole.ahead()
    new = embedded([one.searched for one in questions if one.searched not in known], assistant)
    return look_all(questions, {**known, **new}, assistant)


def seek_beside(whole: Sought, questions: Sequence[Question], assistant: Assistant) -> tuple[Sought, ...]:
    """Retrieve for other questions of a message that was sought as a whole, for each only once; in their order."""
    asked = [replace(question, share=1.0) for question in questions]
    new = [one for one in dict.fromkeys(asked) if one not in whole.beside]
    seen = views_beside(whole, new, assistant) if new else []
    whole.beside.update(
        (one, Sought(one, views, retrieve(one, views, assistant.index, DEPTH, BESIDE)))
        for one, views in zip(new, seen, strict=True)
    )
    return tuple(replace(whole.beside[one], question=question) for one, question in zip(asked, questions, strict=True))
