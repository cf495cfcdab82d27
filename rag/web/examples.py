"""Questions to begin with."""

from collections.abc import Collection, Mapping, Sequence

from index.types import OWN, Edition, Entry
from rag.web.address import href
from rag.web.encode import encode

_EXAMPLES = (
    "What is gate-induced drain leakage?",
    "How do I defend against data poisoning?",
    "Compare DANN and CORAL",
    "Why does gradient clipping help?",
)


def examples(entries: Mapping[str, Entry], editions: Collection[Edition]) -> Sequence[str]:
    """Questions of the project's own glossary; of another one those for some of its entries."""
    if all(edition.name != OWN for edition in editions):
        terms = [entry.term for entry in entries.values() if entry.definition]
        return [f"What is {term}?" for term in terms[:: max(1, len(terms) // len(_EXAMPLES))][: len(_EXAMPLES)]]
    return _EXAMPLES


def examples_html(questions: Sequence[str]) -> str:
    """Each as a link that asks it."""
    return "".join(f'<a class="button" href="{href(q=question)}">{encode(question)}</a>' for question in questions)
