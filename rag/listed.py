"""The list that a question asks for, whole and in its order: items, rows of a table, parts of an enumeration."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.fields import SENTENCE_END
from index.words import content_words
from rag.form import Form
from rag.readable import block_at, readable
from rag.room import Room
from rag.signs import ITEM_KINDS, Candidate
from rag.types import Question
from rag.wanted import wanted

# The list that is asked for has an item that is at most this much less likely than the best sentence (log-odds), or
# stands under a heading that has this share of its words from the question; of another entry's list the best item is so
# much better. All set by reading.
LISTED, TITLE, BESIDE = 2.0, 0.6, 1.0
# A list whose items are cut to their first sentences may be so much longer than what is usual.
STRETCHED = 1.25
_ASKS = re.compile(r"(?:what|why|how|when)\b", re.IGNORECASE)


def items_asked_for(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The whole list that one of the best sentences is an item of, in its order; [] where none is asked for or there.

    A procedure is quoted whole only where it is numbered.
    """
    if question.ask not in ("list", "steps"):
        return []
    numbered = frozenset(candidate.row for candidate in found if candidate.numbered)
    # The first hit's own list, unless another entry's is clearly better.
    leading = next((c for c in found if c.rank == 0 and found[0].score - c.score < BESIDE), found[0])
    for best in (c for c in found if c.entry is leading.entry):
        if found[0].score - best.score > LISTED and not _is_title(best, question):
            continue
        items = [one for one in found if one is best or _same_list(one, best, numbered)]
        whole = len(items) > 2 and (question.ask == "list" or best.kind == "number")
        if whole or (len(items) > 1 and any(item.numbered for item in items)):
            items = sorted(items, key=lambda candidate: candidate.start)
            return items if whole or found[0] in items or _leads_to(items[0], question) else []
    return []


def fitted(items: Sequence[Candidate], room: Room, form: Form) -> list[Candidate]:
    """The items of a list that is longer than its room, each up to the end of its first sentence, where all of them fit
    so; else []. Half a list would be taken for the whole. A limit that the question sets is not stretched."""
    words = sum(len(item.text.split()) for item in items)
    if words <= room.words or any(item.kind not in ITEM_KINDS for item in items):
        return []
    heads = list(_heads(items))
    most = room.words * (STRETCHED if form.words is None else 1)
    fits = len(heads) <= room.sentences and sum(len(head.text.split()) for head in heads) <= most
    return heads if fits else []


def _heads(items: Sequence[Candidate]) -> Iterator[Candidate]:
    """The first sentence of each item, as far as it goes."""
    last = None
    for item in items:
        block = block_at(item.entry, item.start)
        if block is not last:
            found = SENTENCE_END.search(item.entry.body, item.start, item.end)
            end = found.end() if found else item.end
            yield replace(item, end=end, text=readable(item.entry, item.start, end))
        last = block


def in_its_order(items: Sequence[Candidate], question: Question) -> bool:
    """Whether a list is shown as it stands: one that counts its items, or whose heading is asked for. Of others the
    best item is wanted first: the items under "What Is X?" are no list of anything."""
    return items[0].numbered or items[0].kind == "number" or _is_title(items[0], question)


def _leads_to(first: Candidate, question: Question) -> bool:
    """Whether what stands before an enumeration in a sentence names what is asked for: "Gettering types: (1) ..." tells
    which types there are, not which metals. Where a question names nothing, it does."""
    asked = set(content_words(" ".join(wanted(question.text).phrase))).difference(content_words(first.entry.term))
    return not asked or not asked.isdisjoint(content_words(f"{first.heading} {first.text.partition('(1)')[0]}"))


def _is_title(item: Candidate, question: Question) -> bool:
    """Whether the question says what the heading over an item says: "which frameworks are there" and "Major
    Frameworks". It has to say more than the entry's name, which "What Is Databricks?" has, too; where it is a question
    itself, or a procedure is asked for, that is what counts: "How God Classes Form" is not how to detect them."""
    heading = set(content_words(item.heading))
    more = heading.difference(content_words(item.entry.term))
    words = more if question.ask == "steps" or _ASKS.match(item.heading) else heading
    return bool(more) and len(words & set(content_words(question.searched))) >= max(1.0, TITLE * len(words))


def _same_list(one: Candidate, other: Candidate, numbered: frozenset[int]) -> bool:
    """Whether two sentences are items of one list, rows of one table or parts of one enumeration (whose rows are
    `numbered`), with nothing else between."""
    if one.entry is not other.entry:
        return False
    first, last = sorted((one, other), key=lambda candidate: candidate.start)
    if numbered.issuperset(range(first.row + 1, last.row + 1)):
        return True
    kinds = {block.kind for block in one.entry.blocks if block.end > first.start and block.start <= last.start}
    return len(kinds) == 1 and kinds <= {"bullet", "number", "table"}
