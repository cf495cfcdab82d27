import pytest

from rag.answer import answer, turn_of
from rag.origin import who_made_it
from rag.understand import understand


@pytest.mark.parametrize(
    ("text", "asked", "someone"),
    [
        ("Is Gorilla made by Stanford?", "Who made Gorilla?", "Stanford"),
        ("So was the kiln really invented by Bell Labs?", "Who invented the kiln?", "Bell Labs"),
        ("Was it written at the University of Toronto?", "", ""),
        ("Was it written at Toronto?", "Who wrote it?", "Toronto"),
        ("Does DeBERTa come from Google?", "Who made DeBERTa?", "Google"),
        ("is GLaM from OpenAI", "Who made GLaM?", "OpenAI"),
        ("Which company built the wafer scale engine?", "Who built the wafer scale engine?", ""),
        ("Is heat made by burning wood?", "", ""),
        ("Which kiln was built by hand?", "", ""),
        ("Is it from 2019?", "", ""),
        ("", "", ""),
    ],
)
def test_a_supposed_maker_is_asked_for_as_who_made_it(text, asked, someone):
    assert who_made_it(text) == (asked, someone)


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (("Is Gorilla made by Stanford?",), "UC Berkeley"),
        (("Was Gopher developed by DeepMind?",), "DeepMind"),
        (("Which company made Gorilla?",), "UC Berkeley"),
        (("What is Gorilla?", "was it made by Stanford?"), "UC Berkeley"),
    ],
)
def test_who_made_it_is_told_first(messages, told, assistant):
    history = []
    for message in messages:
        found = answer(message, history, assistant)
        history.append(turn_of(message, found))
    assert found.outcome == "answered" and told in found.claims[0].text


def test_an_entry_is_no_maker(assistant):
    asked = "Is Grad-CAM++ developed by Grad-CAM?"
    assert understand(asked, (), assistant).searched == asked
