"""Whether a question was read with words of those before it."""

from rag.types import Question


def follows(question: Question) -> bool:
    """Whether it took something from earlier questions: only then does a note repeat what was searched for, or what a
    message was short for (see `rag.carried`)."""
    return any(question.searched in note or note == f"answered “{question.text}”" for note in question.notes)
