"""What the language model is asked to write, and what is taken from its draft. Pure functions.

A model of 135M parameters neither answers, nor cites, nor refuses reliably; it restates. So it restates one fact at a
time, as examples show it. Of the prompts tried, this one had the most sentences supported (eval/LOG.md, writer trials):
given several facts at once the model mixes them up and leaves some out, given the question it answers from memory.
"""

import re
from collections.abc import Generator, Iterable, Iterator

from rag.types import Message

TASK = "Restate the fact as one sentence. Keep every number and technical word. Add nothing."
# Of invented things, so that nothing of an example can be true of an entry.
EXAMPLES = (
    (
        "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night.",
        "A tarn lantern is a floating lamp that marks the edge of a mountain lake at night.",
    ),
    ("Brightness: Reaches 40 lumens at full charge.", "It reaches 40 lumens at full charge."),
    (
        "Failure Modes: Ice on the glass (above 2 mm) scatters the light.",
        "Ice on the glass (above 2 mm) scatters the light.",
    ),
    (
        "Sorting Stages: Washing, combing, and weighing in batches of 12 kilograms.",
        "The sorting stages are washing, combing, and weighing in batches of 12 kilograms.",
    ),
    (
        "Boat Types: RiverOne carries 3 people, LakeTwo carries 8, and CargoX carries grain.",
        "RiverOne carries 3 people, LakeTwo carries 8, and CargoX carries grain.",
    ),
    (
        "Salt bridges were first built in 1742 by the weavers of Orrin, who needed a dry road.",
        "Salt bridges were first built in 1742 by the weavers of Orrin, who needed a dry road.",
    ),
)

_CONTROL = re.compile(r"<\|\w+\|>")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
# Only after a space, a full stop or another mark: x[1] and [0, 1] are content.
_CITATION_MARK = re.compile(r"(?:\s+|(?<=[.!?\]]))\[[1-9]\]")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|approx|ca|resp|vol|al|Fig|Eq|Sec|Dr|No|[A-Z]\.[A-Z])\.$")


def messages(fact: str) -> list[Message]:
    """The prompt that has one fact (a sentence or two of an entry, as readable text) restated.

    The fact is data: it stands on one line between marks, which it cannot close.
    """
    prompt: list[Message] = [{"role": "system", "content": TASK}]
    for given, restated in EXAMPLES:
        prompt += [{"role": "user", "content": _between_marks(given)}, {"role": "assistant", "content": restated}]
    return [*prompt, {"role": "user", "content": _between_marks(fact)}]


def first_line(reply: Generator[str, None, None]) -> Iterator[str]:
    """The pieces of a reply to the end of its first line, where it is closed.

    One fact is restated in one line; what a small model writes below it is made up, and takes longer than the line.
    """
    said = False
    for piece in reply:
        line, end, _ = (piece if said else piece.lstrip()).partition("\n")
        said = said or bool(line)
        if said:
            yield line + end
        if said and end:
            reply.close()


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


def disarmed(text: str, control: Iterable[str] = ()) -> str:
    """The text with a space after the first character of every control token, so that it is read as plain words.

    Spelled out in a text, a token such as <|im_end|> would end the message that the text stands in. Tokens of that form
    are always found; `control` are the model's further ones.
    """
    for token in (*control, *_CONTROL.findall(text)):
        text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def _split(line: str) -> list[str]:
    """The finished sentences of a line and, last, what follows them (or "")."""
    pieces, start = [], 0
    for end in _SENTENCE_END.finditer(line):
        if not _ABBREVIATION.search(line[start : end.start() + 1]):
            pieces.append(line[start : end.end()].strip())
            start = end.end()
    return [*pieces, line[start:].strip()]


def _between_marks(fact: str) -> str:
    line = re.sub(r"<(/?fact)>", r"(\1)", " ".join(fact.split()), flags=re.IGNORECASE)
    return f"<fact>\n{line}\n</fact>"
