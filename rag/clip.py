"""Long sentences quoted only as far as they say what is asked."""

import re
from dataclasses import replace

from index.words import content_words
from rag.readable import readable
from rag.signs import Candidate
from rag.types import Question

# Words of a sentence that is left whole, and of a head that says enough by itself. Set by reading. A definition that is
# longer than the last, and not asked for, would leave little room for anything else; up to the one before it may be
# left whole for the reason or the way that it tells.
WHOLE, HEAD, TELLING, LONG = 24, 10, 40, 60
# Between numbers a dash stands for a range.
_DASH = re.compile(r"(?<!\d)\s+[—–-]\s+(?!\d)")
_DIGIT = re.compile(r"\d")
_PROSE = ("paragraph", "bullet", "number")


def clipped(candidate: Candidate, question: Question, best: Candidate) -> Candidate:
    """A long sentence up to its dash ("— enabling ..."), where no word or number that is asked for is only behind it.

    The head is a span of the entry too, shown with a full stop. A definition that is asked for is left whole, and so is
    the `best` sentence where a reason or a way is asked for: there it may stand behind the dash. Of a long definition
    that is not asked for the head is enough, whatever stands behind it.
    """
    is_long = is_long_definition(candidate)
    words = len(candidate.text.split())
    fits = not candidate.defines or words <= TELLING
    tells = question.ask in ("cause", "steps") and candidate.row == best.row and fits
    whole = question.ask == "define" or tells
    if whole or candidate.kind not in _PROSE or words <= WHOLE:
        return candidate
    entry, start = candidate.entry, candidate.start
    for dash in _DASH.finditer(entry.body, start, candidate.end):
        head, tail = entry.body[start : dash.start()], entry.body[dash.end() : candidate.end]
        closed = head.count("(") == head.count(")")
        number = question.ask == "fact" and bool(_DIGIT.search(tail))
        says_more = not is_long and (number or adds(tail, head, question))
        if closed and not says_more and len(head.split()) >= HEAD:
            text = readable(entry, start, dash.start())
            return replace(candidate, end=dash.start(), text=text if text.endswith(".") else f"{text}.")
    return candidate


def is_long_definition(candidate: Candidate) -> bool:
    """Whether it is a definition that would leave little room for anything else."""
    return candidate.defines and len(candidate.text.split()) > LONG


def adds(text: str, said: str, question: Question) -> bool:
    """Whether a text has words of the question that what was said lacks."""
    return bool(set(content_words(question.searched)) & set(content_words(text)) - set(content_words(said)))
