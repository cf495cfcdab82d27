"""What an entry does say nearest to a question whose fact it lacks."""

from collections.abc import Sequence

import numpy as np

from rag.assistant import Assistant
from rag.parts import Views
from rag.types import Hit, Question
from rag.weigh import asked_about

_MOST_CHARACTERS = 300
_FEWEST_WORDS = 4


def nearest(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> str:
    """A remark with the sentence of the named entry that is nearest to the question; "" where none is named."""
    named = {entry_id for ids in question.named for entry_id in ids}
    own = [entry_id for entry_id in asked_about(question, hits) if entry_id in named]
    if not own:
        return ""
    reading = assistant.read(assistant.index.place[own[0]])
    torn = {row for one in reading.lines if one.text.startswith("…") for row in (one.row - 1, one.row)}
    lines = [one for one in reading.lines if one.kind not in ("code", "math", "diagram") and one.row not in torn]
    lines = [one for one in lines if len(one.text.split()) >= _FEWEST_WORDS and len(one.text) <= _MOST_CHARACTERS]
    if not lines:
        return ""
    best = lines[int(np.argmax([views.sentences[one.row] for one in lines]))]
    return f"the nearest that {reading.entry.term} says: “{best.text}”"
