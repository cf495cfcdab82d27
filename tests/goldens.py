"""Whole answers as plain text, kept in tests/golden/. After a change that is meant: python -m tests.goldens

rewrites them; read the difference before it is committed.
"""

from collections.abc import Callable
from pathlib import Path

from index.store import DEFAULT_FOLDER
from rag.answer import answer
from rag.assistant import Assistant, load_assistant
from rag.render import plain_text
from tests.rag_fakes import with_writer

FOLDER = Path(__file__).parent / "golden"
# Name -> question, and what the writer makes of each fact (None: no writer).
CASES: dict[str, tuple[str, Callable[[str], str] | None]] = {
    "cited": ("What is gate-induced drain leakage?", None),
    # The nearest terms of this one lie far enough apart to be the same in bf16 and fp32.
    "refusal": ("Which wine goes with fish?", None),
    "several_senses": ("What is DDP?", None),
    "dropped": ("What is gettering?", lambda fact: f"It is so that {fact} It was found on Mars in 1802.\n"),
}


def golden(name: str, assistant: Assistant) -> str:
    """The question, what was read differently, the answer, and what was dropped of the draft."""
    question, reply = CASES[name]
    found = answer(question, (), with_writer(assistant, reply)[0] if reply else assistant)
    notes = [f"({note})" for note in found.question.notes]
    dropped = [f"dropped: {claim.text}" for claim in found.dropped]
    return "\n".join([f"> {question}", *notes, plain_text(found, assistant.index), *dropped, ""])


if __name__ == "__main__":
    ready = load_assistant(DEFAULT_FOLDER)
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        (FOLDER / f"{case}.txt").write_text(golden(case, ready), encoding="utf-8")
