"""A question that has no answer by itself, as it goes on with what the conversation is about."""

from collections.abc import Sequence
from dataclasses import replace

from rag.ask import asks_nothing
from rag.asked import asked
from rag.assistant import Assistant
from rag.decide import decide
from rag.seek import Sought, seek
from rag.types import Turn
from rag.understand import understand

# The entry spoken of must be as near to the question by itself.
NEAR = 3


def followed(whole: Sought, history: Sequence[Turn], assistant: Assistant) -> Sought:
    """The message sought as a follow-up where nothing in it says that it is one ("Who founded the company?").

    That is where it would be refused by itself, the entry last spoken of is near to it all the same, and it is answered
    as a follow-up; else it stays as it was sought, as do thanks and messages of several questions.
    """
    alone = whole.question
    spoken_of = next((turn.entry_ids[0] for turn in reversed(history) if turn.entry_ids), None)
    is_near = spoken_of in [hit.entry_id for hit in whole.hits[:NEAR]]
    if not is_near or asks_nothing(alone.searched) or asked(alone.text) or _is_answered(whole, assistant):
        return whole
    question = understand(alone.text, history, assistant, follows=True)
    notes = dict.fromkeys((*alone.notes, *question.notes))
    anew = seek(replace(question, share=alone.share, notes=tuple(notes)), assistant)
    return anew if _is_answered(anew, assistant) else whole


def _is_answered(sought: Sought, assistant: Assistant) -> bool:
    return decide(sought.question, sought.hits, sought.views, assistant).outcome == "answered"
