"""How much may be quoted, and what of it fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.words import content_words
from rag.form import Form
from rag.signs import Candidate
from rag.types import Ask, Question

WORDS: dict[Ask, int] = {"define": 75, "compare": 130, "list": 120}
USUAL_WORDS = 115
SENTENCES = 7
ITEMS = 12
# A sentence that is this much less likely than the best one (log-odds) only fills the answer up (eval/LOG.md).
FLOOR = 4.75
# The share of a sentence's words that makes it a repetition where they have been said.
_SAID = 0.7


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be quoted."""

    words: int
    sentences: int


def room_for(question: Question, form: Form) -> Room:
    """The room for an answer of the kind and the form that are asked for."""
    usual = WORDS.get(question.ask, USUAL_WORDS)
    # A limit that the question sets is never stretched.
    words = int(question.share * usual if form.words is None else min(1.0, question.share) * form.words)
    most = ITEMS if question.ask in ("list", "steps") else SENTENCES
    return Room(words, most if form.sentences is None else form.sentences)


def fill(ordered: Sequence[Candidate], room: Room) -> list[Candidate]:
    """The first sentences that fit into the room, without repeats; the very first one always does."""
    chosen: list[Candidate] = []
    words = 0
    for candidate in ordered:
        length = words + len(candidate.text.split())
        fits = length <= room.words and len(chosen) < room.sentences
        if not chosen or (fits and not _repeats(candidate, chosen)):
            chosen.append(candidate)
            words = length
    return chosen


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether most of a sentence's words have been said. Rows of one table have the names of its columns in common."""
    words = set(content_words(candidate.text))
    others = [c for c in chosen if c.entry is not candidate.entry or not c.kind == candidate.kind == "table"]
    said = any(len(words & set(content_words(other.text))) > _SAID * len(words) for other in others)
    return said or any(other.row == candidate.row for other in chosen)
