"""What may be asked next: the sections of the answer's main entry, and the terms beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.names import name_key
from index.repair import plain
from index.types import Entry
from rag.types import Answer
from rag.web.entry_page import distinction
from rag.web.near import near_hits
from rag.web.terms import Terms, related, siblings

_MOST_SECTIONS, _MOST = 2, 4
_LONGEST_HEADING = 60
# Headings that name no subject.
_EMPTY = frozenset(("overview", "introduction", "background", "summary", "conclusion", "key takeaways", "in practice"))
_OPENS_WITH_WHAT = re.compile(r"what (?:is|are)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question to offer and the short text to offer it by."""

    label: str
    question: str


def followups(answer: Answer, terms: Terms, asked: Iterable[str] = ()) -> tuple[FollowUp, ...]:
    """At most four questions after an answer, other than those `asked` before; none after a refusal or a choice of
    senses, which offer their own."""
    cited = [citation.entry_id for claim in answer.claims for citation in claim.citations]
    if answer.outcome != "answered" or not cited or cited[0] not in terms.entries:
        return ()
    main = terms.entries[cited[0]]
    now, before = name_key(answer.question.searched), {name_key(question) for question in asked}
    offered = (one for one in _sections(main) if name_key(one.label) not in now)
    sections = [one for one in offered if name_key(one.question) not in before][:_MOST_SECTIONS]
    beside = (one for one in _beside(answer, main, terms) if name_key(one.question) not in before)
    return (*sections, *beside)[:_MOST]


def _sections(entry: Entry) -> Iterator[FollowUp]:
    """Questions from the entry's own headings, without the one that only asks what the term is."""
    for block in entry.blocks:
        if block.kind != "heading" or block.boilerplate:
            continue
        heading = plain(entry.body[block.start : block.end]).strip(" :—#?")
        says_nothing = name_key(heading) in (name_key(entry.term), "") or heading.casefold() in _EMPTY
        if not says_nothing and len(heading) <= _LONGEST_HEADING and not _OPENS_WITH_WHAT.match(heading):
            yield FollowUp(heading, f"{entry.term}: {heading}?")


def _beside(answer: Answer, main: Entry, terms: Terms) -> Iterator[FollowUp]:
    """Another entry of the main one's name, a comparison with the best that was found under another name and was not
    compared just now, questions about the next ones, and about an entry that is related to the main one."""
    cited = {citation.entry_id for claim in answer.claims for citation in claim.citations}
    for other in siblings(main, terms)[:1]:
        if other.id not in cited and (detail := distinction(other)):
            name = f"{other.term} ({detail})"
            yield FollowUp(name, f"What is {name}?")
    near = [terms.entries[hit.entry_id] for hit in near_hits(answer) if hit.entry_id in terms.entries]
    others: dict[str, Entry] = {}
    compared = cited if answer.question.ask == "compare" else set()
    for entry in (*near, *related(main, terms)[:1]):
        if name_key(entry.term) != name_key(main.term) and entry.id not in compared:
            others.setdefault(name_key(entry.term), entry)
    for number, entry in enumerate(others.values()):
        yield (
            FollowUp(f"Compare with {entry.term}", f"Compare {main.term} and {entry.term}")
            if number == 0 and entry in near
            else FollowUp(f"What is {entry.term}?", f"What is {entry.term}?")
        )
