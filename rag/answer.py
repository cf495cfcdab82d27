"""One question to one answer: understand, retrieve, quote, decide, write, verify."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.again import asked_again
from rag.assistant import Assistant
from rag.back import gone_back
from rag.carried import carried
from rag.find import Found, expected, find, seek_parts
from rag.follow import followed
from rag.nearest import nearest
from rag.passing import passing
from rag.restate import restate
from rag.second_look import needs_second_look, second_look
from rag.seek import Sought, seek
from rag.types import Answer, Claim, Progress, Trace, Turn
from rag.understand import understand

NEAREST = 5
# Below this chance an answer says that it may be beside the question: so it is for one in thirty of those that have an
# answer, and for two in five of those that have none and are answered all the same (eval/LOG.md).
SURE = 0.8
BESIDE = "this is the nearest that the glossary has; it may not say exactly what you ask"


def answer(text: str, history: Sequence[Turn], assistant: Assistant) -> Answer:
    """The whole answer to a question that follows the turns of `history`, oldest first."""
    *_, last = answer_steps(text, history, assistant)
    assert last.answer is not None
    return last.answer


def answer_steps(text: str, history: Sequence[Turn], assistant: Assistant, share: float = 1.0) -> Iterator[Progress]:
    """The same, step by step: the quotation as soon as it stands, then what the writer makes of it.

    `share` is how much of the usual length the answer may have. Closing the iterator stops the writer. The last step
    carries the whole answer.
    """
    yield Progress("searching")
    clock = _Clock()
    text, history, *again = carried(gone_back(asked_again(text, history), assistant), assistant)
    question = understand(text, history, assistant)
    question = replace(question, share=share, notes=(*filter(None, again), *question.notes))
    clock.lap("understand")
    whole = followed(seek(question, assistant, expected(question, history, assistant)), history, assistant)
    parts = seek_parts(whole, history, assistant)
    clock.lap("retrieve")
    yield Progress("reading")
    found = find(whole, parts, assistant)
    clock.lap("quote")
    result = _quoted(whole, found, assistant, clock)
    if needs_second_look(whole, parts, found, assistant):
        yield Progress("checking", result)
        found = second_look(whole, found, assistant)
        clock.lap("verify")
        result = _quoted(whole, found, assistant, clock)
    if assistant.writer is not None and found.outcome == "answered":
        yield Progress("writing", result)
        for step in restate(found.quotation, assistant.writer, assistant):
            yield Progress(step.stage, result, step.draft, step.claims)
        clock.lap("write")
        clock.move(step.seconds, "write", "verify")
        failed = (f"the writer broke off: {step.failed}",) if step.failed else ()
        trace = clock.trace((*result.trace.notes, *failed), assistant.writer.name)
        result = replace(result, claims=step.claims, dropped=step.dropped, trace=trace)
    yield Progress("done", result)


def _quoted(whole: Sought, found: Found, assistant: Assistant, clock: "_Clock") -> Answer:
    """The answer before a language model has written anything."""
    # Where nothing is asked, nothing is near.
    refused = found.outcome == "not_in_glossary" and found.confidence > 0
    doubt = (BESIDE,) if found.outcome == "answered" and found.confidence < SURE else ()
    return Answer(
        question=whole.question,
        outcome=found.outcome,
        claims=found.quotation,
        quotation=found.quotation,
        dropped=(),
        hits=found.hits,
        nearest=tuple(hit.entry_id for hit in found.hits[:NEAREST]) if refused else (),
        confidence=found.confidence,
        trace=clock.trace((*found.notes, *_ours(whole, found.quotation, assistant, refused), *doubt)),
    )


def _ours(whole: Sought, quotation: Sequence[Claim], assistant: Assistant, refused: bool) -> tuple[str, ...]:
    """The remark on what is said nearest to a question that is refused, or on a term that is only mentioned."""
    said = nearest(whole.question, whole.hits, whole.views, assistant) if refused else ""
    return tuple(filter(None, [said or passing(whole.question, quotation, assistant.index)]))


def turn_of(question: str, found: Answer | None) -> Turn:
    """What the next question needs to know of this exchange; None for one that came to nothing."""
    if found is None:
        return Turn(question)
    cited = (citation.entry_id for claim in (*found.claims, *found.quotation) for citation in claim.citations)
    return Turn(question, tuple(dict.fromkeys(cited)), tuple(claim.text for claim in found.quotation))


class _Clock:
    """Seconds by step, in the order of the steps."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self._laps[step], self._last = self._laps.get(step, 0.0) + now - self._last, now

    def move(self, seconds: float, step: str, other: str) -> None:
        """Count some seconds of a step as those of another, for steps that take turns."""
        self._laps[step] -= seconds
        self._laps[other] = self._laps.get(other, 0.0) + seconds

    def trace(self, notes: tuple[str, ...], writer: str = "") -> Trace:
        return Trace({**self._laps, "total": time.perf_counter() - self._start}, notes, writer)
