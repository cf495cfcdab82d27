"""A question that has no answer by itself, as it goes on with what the conversation is about."""

from collections.abc import Sequence
from dataclasses import replace

from rag.assistant import Assistant
from rag.decide import decide, read_best
from rag.seek import Sought, seek
from rag.types import Turn
from rag.understand import understand

# The entry spoken of must be as near to the question by itself, and a sentence of it answer it with these log-odds.
NEAR, ANSWERS = 3, 0.0


def followed(whole: Sought, history: Sequence[Turn], assistant: Assistant) -> Sought:
    """The message sought as a follow-up where nothing in it says that it is one ("Who founded the company?").

    That is where it would be refused by itself, the entry last spoken of is near to it all the same, and says what is
    asked, as far as is read of it; else it stays as it was sought.
    """
    spoken_of = next((turn.entry_ids[0] for turn in reversed(history) if turn.entry_ids), None)
    if spoken_of not in [hit.entry_id for hit in whole.hits[:NEAR]] or _is_answered(whole, assistant):
        return whole
    alone = whole.question
    question = replace(understand(alone.text, history, assistant, follows=True), share=alone.share)
    anew = seek(question, assistant)
    read = read_best(question, anew.hits, anew.views, assistant)
    return anew if read is not None and read > ANSWERS and _is_answered(anew, assistant) else whole


def _is_answered(sought: Sought, assistant: Assistant) -> bool:
    return decide(sought.question, sought.hits, sought.views, assistant).outcome == "answered"
