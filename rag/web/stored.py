"""An exchange as a row of the history and back."""

import logging
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from rag.types import Answer
from rag.web.types import Exchange, Mark, State

_ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
COLUMNS = "question, state, mark, word, said, answer"


def row_of(exchange: Exchange) -> dict[str, str]:
    """The values of `COLUMNS` by name: "said" is the answer's text, for searching, "answer" the whole of it as JSON."""
    answer = exchange.answer
    said = " ".join(claim.text for claim in answer.claims) if answer else ""
    stored = _ANSWERS.dump_json(answer).decode() if answer else ""
    values = (exchange.question, exchange.state, exchange.mark, exchange.word, said, stored)
    return dict(zip(COLUMNS.split(", "), values, strict=True))


def exchange_of(row: tuple[str, ...]) -> Exchange:
    """The exchange of a row. An answer in a form of long ago is left out and the exchange counts as failed."""
    question, state, mark, word, _, stored = row
    state = state if state in get_args(State) else "failed"
    mark = mark if mark in get_args(Mark) else ""
    try:
        answer = _ANSWERS.validate_json(stored) if stored else None
    except ValidationError as error:
        logging.getLogger(__name__).warning("A stored answer cannot be read: %s", error)
        answer, state = None, "failed"
    return Exchange(question, state, stage="done", answer=answer, mark=mark, word=word)  # type: ignore[arg-type]
