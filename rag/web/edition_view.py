"""Which glossary something is from, and in which of its states, as text and as HTML."""

from collections.abc import Iterable

from rag.types import Answer
from rag.web.encode import encode
from rag.web.terms import Terms


def from_html(answer: Answer, terms: Terms) -> str:
    """The glossaries that an answer is from, or that a refusal was looked for in; "" where they are not known."""
    cited = [citation.entry_id for claim in answer.claims for citation in claim.citations]
    names = titles(cited or [hit.entry_id for hit in answer.hits], terms)
    return f'<p class="edition">From {encode("; ".join(names))}</p>' if names else ""


def titles(entry_ids: Iterable[str], terms: Terms) -> list[str]:
    """The glossaries of some entries, each once, with version and day."""
    found = dict.fromkeys(terms.edition(entry_id) for entry_id in entry_ids)
    return [f"{one.title}, version {one.version} of {one.built}" for one in found if one]


def title_of(entry_id: str, terms: Terms) -> str:
    """The name of an entry's glossary where there are several to tell apart, else ""."""
    edition = terms.edition(entry_id)
    return edition.title if edition and len(terms.editions) > 1 else ""
