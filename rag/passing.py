"""A term without an entry of its own that other entries explain on the way: said to be mentioned in passing."""

from collections.abc import Sequence

from index.names import name_key
from index.store import Index
from index.words import content_words
from rag.types import Claim, Question
from rag.unknown import asked_name, asks_what_a_thing_is
from rag.wanted import names_a_kind

# A single word that so many entries use (idf as a share of the highest) is no term: "components", "latency". Set by
# reading; no figure depends on it.
_RARE = 0.45


def passing(question: Question, claims: Sequence[Claim], index: Index) -> str:
    """A remark where it is asked what something is that no entry is on, and a quoted sentence has its name; else ""."""
    name = asked_name(question.searched)
    words = content_words(name)
    told = question.ask in ("define", "open") and asks_what_a_thing_is(question.searched)
    if not told or question.named or not words or not is_term(words, index):
        return ""
    cited = [citation for claim in claims for citation in claim.citations]
    if names_a_kind(name) or any(set(words) <= set(content_words(index.entries[one.entry_id].term)) for one in cited):
        return ""  # "formula", and what an entry's term only says more fully
    under = dict.fromkeys(
        index.entries[one.entry_id].term for one in cited if f" {name_key(name)} " in f" {name_key(one.quote)} "
    )
    where = " and ".join(under)
    return f"“{name}” has no entry of its own: it is mentioned in passing under {where}" if under else ""


def is_term(words: Sequence[str], index: Index) -> bool:
    """Whether the words of a name are those of a term, and not one word that many entries use."""
    idf, rarest = index.vocabulary.idf, index.vocabulary.rarest
    return len(words) > 1 or idf.get(words[0], rarest) > _RARE * rarest
