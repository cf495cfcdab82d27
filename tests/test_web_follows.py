from rag.answer import answer
from rag.assistant import Assistant
from rag.types import Turn
from rag.understand import understand
from rag.web.follows import follows


def test_only_a_question_that_takes_up_an_earlier_one_follows(assistant: Assistant) -> None:
    before = (Turn("What is data leakage?", ("data-leakage",)),)
    assert follows(understand("Why does it matter?", before, assistant))
    assert not follows(understand("What is gate-induced drain leakage?", before, assistant))
    assert not follows(understand("whats a difusion model and GIDL", (), assistant))


def test_a_message_that_was_short_for_a_question_follows(assistant: Assistant) -> None:
    """Also where the question in full is searched with what its acronym stands for."""
    before = (Turn("how many parameters does Gopher have?", ("gopher",)),)
    for text in ("and GLaM?", "and MoE?"):
        assert follows(answer(text, before, assistant).question)
    assert not follows(answer("how many parameters does MoE have?", (), assistant).question)
