"""The records of one question on its way to an answer."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypedDict

Ask = Literal["define", "fact", "list", "steps", "compare", "cause", "example", "yes_no", "open"]
Outcome = Literal["answered", "several_senses", "not_in_glossary"]
Stage = Literal["searching", "reading", "writing", "checking", "done"]


class ModelUnavailable(RuntimeError):
    """A language model cannot be had. The message says what is missing and how to mend it."""


class Message(TypedDict):
    """One chat message as language models take it."""

    role: Literal["system", "user", "assistant"]
    content: str


class LanguageModel(Protocol):
    """Writes text. Several replies may be asked for before the first is read; closing one stops its generation."""

    name: str

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces, as it is written."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    `text` is what the person asks (without sentences that only instruct the assistant), `searched` what is looked for
    after follow-ups, spelling and acronyms were resolved, `named` the entries that it names (ids, one tuple a name, as
    one name can belong to several entries), `focus` the content words besides those names, `notes` says in plain words
    what was changed ("read 'gradeint' as 'gradient'"), `share` is how much of the usual length its answer may have
    (less for one of several questions in a message), `follows` what a question asks that goes on with
    what was spoken of, without the name which `searched` puts before it ("" for others), `spelt_out` the acronyms
    behind which `searched` has in brackets what they stand for, `told` what was quoted before and is not wanted again.
    """

    text: str
    searched: str
    ask: Ask
    named: tuple[tuple[str, ...], ...] = ()
    focus: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    share: float = 1.0
    follows: str = ""
    spelt_out: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()

    @property
    def unexpanded(self) -> str:
        """`searched` without what acronyms stand for."""
        text = self.searched
        for short, long in self.spelt_out:
            text = text.replace(f"{short} ({long})", short)
        return text


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved entry: its best passage, and the weighed parts whose sum is its score. Bigger is better."""

    entry_id: str
    passage_id: str
    score: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Citation:
    """Points at `body[start:end]` of an entry; `quote` is that very text, `marker` the number shown to the reader."""

    marker: int
    entry_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer. `support` is between 0 and 1; a quoted claim has 1 by construction."""

    text: str
    kind: Literal["quoted", "written"]
    citations: tuple[Citation, ...]
    support: float


@dataclass(frozen=True, slots=True)
class Trace:
    """What was done for an answer: seconds by step, remarks in plain words, the writer's name ("" without one)."""

    seconds: Mapping[str, float]
    notes: tuple[str, ...] = ()
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person gets. Each claim is supported by the passages that it cites, by construction.

    `claims` is the answer; `quotation` the same answer in the glossary's own words, which stands by itself when nothing
    was written. `dropped` are written claims that the verifier refused. `nearest` are ids of entries to offer when the
    outcome is not "answered". `confidence` is the calibrated chance that the glossary answers the question.
    """

    question: Question
    outcome: Outcome
    claims: tuple[Claim, ...]
    quotation: tuple[Claim, ...]
    dropped: tuple[Claim, ...]
    hits: tuple[Hit, ...]
    nearest: tuple[str, ...]
    confidence: float
    trace: Trace


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange, from which follow-up questions take what they leave out: the entries cited, the main one
    first, and the texts that were quoted, as they were shown."""

    question: str
    entry_ids: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of an answer under way.

    `answer` is there as soon as the quotation is; `draft` is what the writer has so far, `checked` what of it has
    passed the verifier. The last step has the stage "done" and the whole answer.
    """

    stage: Stage
    answer: Answer | None = None
    draft: str = ""
    checked: tuple[Claim, ...] = field(default_factory=tuple)
