from rag.assistant import Assistant
from rag.types import Turn
from rag.understand import understand
from rag.web.follows import follows


def test_only_a_question_that_takes_up_an_earlier_one_follows(assistant: Assistant) -> None:
    before = (Turn("What is data leakage?", ("data-leakage",)),)
    assert follows(understand("Why does it matter?", before, assistant))
    assert not follows(understand("What is gate-induced drain leakage?", before, assistant))
    assert not follows(understand("whats a difusion model and GIDL", (), assistant))
