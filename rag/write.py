"""What the language model is asked to write, and what is taken from its draft. Pure functions.

A model of 135M parameters neither answers, nor cites, nor refuses reliably; it restates. It is shown by example how a
few sentences become one short answer. Which prompt does that best was measured (eval/LOG.md, writer trials).
"""

import re
from collections.abc import Sequence

from rag.types import Message

MAX_FACTS = 5
MAX_WORDS = 120  # the prompt is the cost: with the examples this makes some 600 tokens

TASK = "Write down all the facts between the marks, one after the other, as one paragraph. Keep every word and number."
# Of invented things, so that nothing of an example can be true of an entry. The last one keeps its labels: without it
# the model fills what it leaves out with words of its own.
EXAMPLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night.",
            "Brightness: Reaches 40 lumens at full charge.",
            "Failure Modes: Ice on the glass scatters the light.",
        ),
        "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night. "
        "Its brightness reaches 40 lumens at full charge. Ice on the glass scatters the light.",
    ),
    (
        (
            "A fell mill is a workshop that cleans and sorts raw wool by length.",
            "Sorting Stages: Washing, combing, and weighing in batches of 12 kilograms.",
            "Wet wool clogs the combs, so it rests for two days.",
        ),
        "A fell mill is a workshop that cleans and sorts raw wool by length. The sorting stages are washing, combing, "
        "and weighing in batches of 12 kilograms. Wet wool clogs the combs, so it rests for two days.",
    ),
    (
        (
            "Reed boat types: River boats carry 3 people, lake boats carry 8, and cargo boats carry grain.",
            "Maintenance: Fresh reeds are tied in every spring.",
            "A reed boat is a light craft woven from dried stems.",
        ),
        "Reed boat types: River boats carry 3 people, lake boats carry 8, and cargo boats carry grain. Maintenance: "
        "Fresh reeds are tied in every spring. A reed boat is a light craft woven from dried stems.",
    ),
)

_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
# Only after a space, a full stop or another mark: x[1] and [0, 1] are content.
_CITATION_MARK = re.compile(r"(?:\s+|(?<=[.!?\]]))\[[1-9]\]")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|approx|ca|resp|vol|no|al|Fig|Eq|Sec|Dr|No|[A-Z]\.[A-Z])\.$")


def messages(facts: Sequence[str]) -> list[Message]:
    """The prompt that has the first few facts restated: five and 120 words at most, but always the first.

    Facts are data: each stands on a line of its own between marks, which no fact can close. The question is left out on
    purpose: a model of this size starts to answer it from memory.
    """
    prompt: list[Message] = [{"role": "system", "content": TASK}]
    for given, answer in EXAMPLES:
        prompt += [{"role": "user", "content": _between_marks(given)}, {"role": "assistant", "content": answer}]
    return [*prompt, {"role": "user", "content": _between_marks(_few(facts))}]


def sentences(draft: str) -> tuple[str, ...]:
    """The finished sentences of a draft, in order, without list numbers and citation marks; a repeated one only once.

    A sentence is finished by its full stop or by the end of its line; the words with which a reply breaks off are left
    out. As a draft grows by whole words, sentences are added and none of the earlier ones changes.
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


def _between_marks(facts: Sequence[str]) -> str:
    return "\n".join(["<facts>", *(f"- {_one_line(fact)}" for fact in facts), "</facts>"])


def _one_line(text: str) -> str:
    return re.sub(r"<(/?facts)>", r"(\1)", " ".join(text.split()), flags=re.IGNORECASE)
