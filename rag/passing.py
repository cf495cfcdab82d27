"""A term without an entry of its own that other entries explain on the way: said to be mentioned in passing."""

from collections.abc import Sequence

from index.store import Index
from index.words import content_words
from rag.types import Claim, Question
from rag.unknown import asked_name, asks_of_a_name


def passing(question: Question, claims: Sequence[Claim], index: Index) -> str:
    """A remark where it is asked what something is that no entry is on, and a quoted sentence has its name; else ""."""
    name = asked_name(question.searched)
    words = content_words(name)
    told = question.ask == "define" or asks_of_a_name(question.searched)
    if not told or question.named or not words:
        return ""
    cited = [citation for claim in claims for citation in claim.citations]
    under = dict.fromkeys(
        index.entries[one.entry_id].term for one in cited if set(words) <= set(content_words(one.quote))
    )
    where = " and ".join(under)
    return f"“{name}” has no entry of its own: it is mentioned in passing under {where}" if under else ""
