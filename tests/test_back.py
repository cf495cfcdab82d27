import pytest

from rag.again import Again
from rag.answer import answer, turn_of
from rag.back import gone_back
from rag.types import Turn

FIRST, SECOND, THIRD = (Turn(f"What is {one}?", (one,)) for one in ("gettering", "gopher", "databricks"))
TALK = (FIRST, Turn("hm"), SECOND, Turn("how big is it?", SECOND.entry_ids), THIRD)


@pytest.mark.parametrize(
    ("text", "asked", "before"),
    [
        ("back to the first topic: which metals?", "and which metals?", 1),
        ("Let's return to the second question, who made it?", "and who made it?", 4),
        ("ok, going back to the previous one - how big is it?", "and how big is it?", 4),
        ("back to the original subject", "What is Gettering?", 1),
    ],
)
def test_what_is_gone_back_to_is_gone_on_with(text, asked, before, assistant):
    found = gone_back(Again(text, TALK, ""), assistant)
    assert (found.text, found.history) == (asked, TALK[:before])
    assert found.note.startswith("went back to “")


@pytest.mark.parametrize(
    "text", ["Which metals go back to the furnace?", "back to the kiln", "What is the first topic?"]
)
def test_other_messages_stay_as_they_are(text, assistant):
    again = Again(text, TALK, "")
    assert gone_back(again, assistant) is again


@pytest.mark.parametrize(("text", "talk"), [("back to the third topic", TALK[:1]), ("back to the last one", TALK[:2])])
def test_what_was_never_spoken_of_is_not_gone_back_to(text, talk, assistant):
    again = Again(text, talk, "")
    assert gone_back(again, assistant) is again


def test_the_topic_that_is_gone_back_to_is_answered_and_gone_on_with(assistant):
    history = []
    for message in ("What is DP-SGD?", "What is double descent?", "back to the first topic: how do I tune it?"):
        found = answer(message, history, assistant)
        history.append(turn_of(message, found))
    assert found.claims[0].citations[0].entry_id == "dp-sgd" and "clipping norm" in found.claims[0].text
