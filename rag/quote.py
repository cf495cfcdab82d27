"""Hits -> quoted claims: the sentences that answer best, each with its span."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.names import name_key
from index.stated import contradicts, stated
from index.words import content_words
from rag.answering import ranked
from rag.assistant import Assistant
from rag.candidates import ENTRIES, candidates, sentences
from rag.choose import choose
from rag.form import Form, form_of
from rag.readable import led_over, readable
from rag.seek import Sought, views_beside
from rag.signs import ITEM_KINDS, Candidate
from rag.types import Citation, Claim, Hit, Question

# Hits among which what is quoted may be contradicted: entries on one concept stand close together.
SIBLINGS = 6
# The share that a follow-up's own words have in the scores of its sentences (eval/LOG.md).
ALONE = 0.7
# These say nothing without the sentence before.
_POINTS_BACK = re.compile(r"(?:it|its|they|their|these|those|this|that|such|both|here)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[^,;—]|,(?=\d))+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w-])\d")
# What is asked here is what bears the name.
_BY_NAME = ("define", "compare")
# As products, models and acronyms are written: IPU, SambaNova, DANN.
_PRODUCT = re.compile(r"\b(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z])\w*")
# What begins so says no more of an item than its entry's name: "Why Data Clumps Matter", "Best Practices".
_GENERAL = re.compile(r"(?:why|what|how|key|best|impact)\b", re.IGNORECASE)
_BARE_KINDS, _LED_OVER = ("code", "math", "table"), ("code", "math")


def quote(sought: Sought, assistant: Assistant) -> tuple[Claim, ...]:
    """The quotation that answers a question, from its best hits. Markers count from 1 in the order shown."""
    question, hits = sought.question, _sources(sought)
    form = form_of(question.text)
    found = _found(sought, hits, assistant)
    others = () if question.ask == "compare" else sought.also
    also = [candidates(one.question, hits, one.views, assistant) for one in others]
    chosen = choose(question, found, form, also)
    if form.number:
        chosen = [_narrowed(candidate, question) for candidate in chosen]
    shown = list(_with_contradictions(chosen, sought.hits, form, assistant))
    return tuple(_claim(marker, candidate, shown[: marker - 1]) for marker, candidate in enumerate(shown, 1))


def _found(sought: Sought, hits: Sequence[Hit], assistant: Assistant) -> list[Candidate]:
    """All sentences of the hits, best first. A follow-up was led to its entry by the name of what it goes on with, and
    all of that entry is near to the name: so what it wants there is told by its other words as well, which alone would
    be near to other entries too. Last, the best are read."""
    question = sought.question
    found = candidates(question, hits, sought.views, assistant)
    found = [c for c in found if not any(told.endswith(c.text) for told in question.told)] or found
    if not question.follows or question.ask == "example":  # which says nothing of its own
        return found
    alone = replace(question, searched=question.follows)
    (views,) = views_beside(sought, [alone], assistant)
    scores = {candidate.row: candidate.score for candidate in candidates(alone, hits, views, assistant)}
    both = (replace(c, score=(1 - ALONE) * c.score + ALONE * scores[c.row]) for c in found)
    found = sorted(both, key=lambda candidate: -candidate.score)
    return found if question.ask in _BY_NAME else ranked(question.searched, found, assistant.few)


def _sources(sought: Sought) -> tuple[Hit, ...]:
    """The hits whose sentences may be quoted, in their order: the foremost, and those that are the best of a question
    of the message."""
    best = {one.hits[0].entry_id for one in sought.also if one.hits}
    return tuple(hit for rank, hit in enumerate(sought.hits) if rank < ENTRIES or hit.entry_id in best)


def _with_contradictions(
    chosen: Sequence[Candidate], hits: Sequence[Hit], form: Form, assistant: Assistant
) -> Iterator[Candidate]:
    """The sentences, and behind those of an entry the ones of other entries that contradict them."""
    told = [(candidate, stated(candidate.text)) for candidate in chosen]
    doubtful = any(statements for _, statements in told) and form.sentences is None
    others = [(c, stated(c.text)) for c in sentences(hits[:SIBLINGS], assistant)] if doubtful else []
    quoted = {candidate.row for candidate in chosen}
    for _, group in groupby(told, key=lambda pair: pair[0].entry.id):
        against = []
        for candidate, statements in group:
            yield candidate
            found = [c for c, other in others if c.entry is not candidate.entry and contradicts(statements, other)]
            if found and quoted.isdisjoint(c.row for c in found):
                quoted.add(found[0].row)
                against.append(found[0])
        yield from against


def _narrowed(candidate: Candidate, question: Question) -> Candidate:
    """The sentence up to the end of the clause whose number is asked for; the whole of a row or formula."""
    body, start = candidate.entry.body, candidate.start
    clauses = [match for match in _CLAUSE.finditer(body, start, candidate.end) if _DIGIT.search(match[0])]
    if not clauses or candidate.kind in _BARE_KINDS:
        return candidate
    best = max(clauses, key=lambda clause: len(set(question.focus) & set(content_words(clause[0]))))
    end = best.end() - len(best[0]) + len(best[0].rstrip())
    return replace(candidate, end=end, text=readable(candidate.entry, start, end))


def _claim(marker: int, candidate: Candidate, before: Sequence[Candidate]) -> Claim:
    """The claim of a sentence, led by what it needs to be understood alone, in brackets."""
    entry = candidate.entry
    citation = Citation(marker, entry.id, candidate.start, candidate.end, entry.body[candidate.start : candidate.end])
    lead = _lead(candidate, before)
    return Claim(f"[{lead}] {candidate.text}" if lead else candidate.text, "quoted", (citation,), 1.0)


def _lead(candidate: Candidate, before: Sequence[Candidate]) -> str:
    """Whose a sentence is where another entry or none was quoted before, or where it points back to a sentence that is
    not quoted; with the heading over a row, a formula or code, where that is new, and with what the line before a
    formula or code calls it."""
    entry, last = candidate.entry, before[-1] if before else None
    follows = last is not None and last.entry is entry
    said = f" {name_key(entry.term)} " in f" {name_key(candidate.text)} "
    torn = bool(_POINTS_BACK.match(candidate.text)) and not (follows and last and last.row == candidate.row - 1)
    names = [] if said or (follows and not torn) else [entry.term]
    under = any(other.entry is entry and other.heading == candidate.heading for other in before)
    # A number that the sentence does not have would have to be proven; that of a name ("WSE-3") is none.
    is_item = _is_bare_item(candidate)
    needed = candidate.kind in _BARE_KINDS or candidate.vague or is_item or _is_on_a_product(candidate)
    if needed and not under and not _NUMBER.search(candidate.heading):
        heading, words = content_words(candidate.heading), content_words(candidate.text)
        if heading and not set(heading) <= set(words) and len(heading) * (1 if is_item else 3) <= len(words):
            names.append(candidate.heading)
    called = led_over(entry, candidate.start) if candidate.kind in _LED_OVER else ""
    if called and not _NUMBER.search(called):
        names.append(called)
    return ": ".join(dict.fromkeys(names))


def _is_bare_item(candidate: Candidate) -> bool:
    """Whether a sentence is an item without a label under a heading that says what is listed."""
    return candidate.kind in ITEM_KINDS and not candidate.label and not _GENERAL.match(candidate.heading)


def _is_on_a_product(candidate: Candidate) -> bool:
    """Whether a sentence without a label stands under the name of a product that neither it nor its entry's has."""
    is_bare = not candidate.label and not candidate.heading.startswith("Why ")
    names = _PRODUCT.findall(candidate.heading) if is_bare else []
    known = set(content_words(f"{candidate.entry.term} {candidate.text}"))
    return any(not set(content_words(name)) <= known for name in names)
