"""Which of the entries that were found are near enough to an answer to be offered beside it."""

from rag.types import Answer, Hit

# Of the best entry's score. On the dev questions 76 of the 83 further entries that an answer needs lie above it, three
# quarters of the others among the first five below: beside "What is gettering?" stood "Hugging Face Datasets".
NEAR = 0.4


def near_hits(answer: Answer) -> tuple[Hit, ...]:
    """The hits that are not far behind the best one, in their order."""
    best = max((hit.score for hit in answer.hits), default=0.0)
    return tuple(hit for hit in answer.hits if hit.score >= NEAR * best > 0)
