"""What the language model is asked to write, and what is taken from its draft. Pure functions.

A model of 135M parameters neither answers, nor cites, nor refuses reliably; it restates. It is shown by example how a few
sentences become one short answer. Which prompt does that best was measured (eval/LOG.md, writer trials).
"""

import re
from collections.abc import Sequence

from rag.types import Message

MAX_FACTS = 5
MAX_WORDS = 120  # with the examples some 500 tokens of prompt: the first word comes within half a second

TASK = "Restate the facts between the marks as one short answer. Keep every number and technical word. Add nothing."
# Of invented things, so that nothing of an example can be true of an entry.
EXAMPLES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "What is a tarn lantern and how bright is it?",
        (
            "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night.",
            "Brightness: Reaches 40 lumens at full charge.",
            "Failure Modes: Ice on the glass scatters the light.",
        ),
        "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night. "
        "Its brightness reaches 40 lumens at full charge. Ice on the glass scatters the light.",
    ),
    (
        "How is wool sorted in a fell mill?",
        (
            "A fell mill is a workshop that cleans and sorts raw wool by length.",
            "Sorting Stages: Washing, combing, and weighing in batches of 12 kilograms.",
            "Wet wool clogs the combs, so it rests for two days.",
        ),
        "A fell mill is a workshop that cleans and sorts raw wool by length. The sorting stages are washing, combing, "
        "and weighing in batches of 12 kilograms. Wet wool clogs the combs, so it rests for two days.",
    ),
)

_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
_CITATION_MARK = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s+[^\sa-z]|\s*$)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|approx|al|Fig|Eq|Dr|No)|\b[A-Z])\.$")


def messages(question: str, facts: Sequence[str]) -> list[Message]:
    """The prompt that has the first few facts (as many as fit, one at least) restated as an answer to the question.

    Facts are data: each stands on a line of its own between marks, which no fact can close.
    """
    prompt: list[Message] = [{"role": "system", "content": TASK}]
    for asked, given, answer in EXAMPLES:
        prompt += [{"role": "user", "content": _task(asked, given)}, {"role": "assistant", "content": answer}]
    return [*prompt, {"role": "user", "content": _task(question, _few(facts))}]


def sentences(draft: str) -> tuple[str, ...]:
    """The finished sentences of a draft, in order, without list numbers and citation marks; a repeated one only once.

    A sentence is finished by its full stop or by the end of its line, so that the words with which a reply breaks off
    (at its length limit, or while it is still being written) are left out.
    """
    found: list[str] = []
    lines = _CITATION_MARK.sub("", _LIST_MARK.sub("", draft)).splitlines(keepends=True)
    for line in lines:
        *whole, rest = _split(line)
        found += [*whole, rest] if line.endswith("\n") else whole
    return tuple(dict.fromkeys(filter(None, found)))


def _split(line: str) -> list[str]:
    """The finished sentences of a line and, last, what follows them (or "")."""
    pieces, start = [], 0
    for end in _SENTENCE_END.finditer(line):
        if not _ABBREVIATION.search(line[start : end.start() + 1]):
            pieces.append(line[start : end.end()].strip())
            start = end.end()
    return [*pieces, line[start:].strip()]


def _few(facts: Sequence[str]) -> list[str]:
    taken: list[str] = []
    words = 0
    for fact in facts[:MAX_FACTS]:
        words += len(fact.split())
        if taken and words > MAX_WORDS:
            break
        taken.append(fact)
    return taken


def _task(question: str, facts: Sequence[str]) -> str:
    lines = [f"- {_one_line(fact)}" for fact in facts]
    return "\n".join([f"Question: {_one_line(question)}", "<facts>", *lines, "</facts>"])


def _one_line(text: str) -> str:
    return re.sub(r"<(/?facts)>", r"(\1)", " ".join(text.split()), flags=re.IGNORECASE)
