"""A message -> what the glossary has on it: the question or questions understood, the entries, the quotation, the
decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.words import content_words
from rag.asked import asked, stands_alone
from rag.assistant import Assistant
from rag.decide import THRESHOLD, decide, seen
from rag.facets import are_sought, clauses, facets
from rag.quote import quote
from rag.seek import Sought, seek_beside
from rag.senses import definitions, senses
from rag.several import guessed, is_complete, together, understood
from rag.types import Claim, Hit, Outcome, Question, Turn
from rag.understand import understand
from rag.unsaid import gaps
from rag.wanted import Told, wanted

# A question of a message that is answered as a whole is refused only below this confidence.
PART = 0.15
# One of two questions gets this share of the words of a single one's answer, one of more the smaller share.
OF_TWO, OF_MORE = 0.65, 0.5
# What the whole message is about is among so many of its hits (set by reading; no answer to a tuning question changes).
LEADING = 3
# What is quoted lacks less than this share of a question that it tells (set by reading).
TOLD = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer is made of before a language model has seen it; see `Answer` for the fields."""

    outcome: Outcome
    quotation: tuple[Claim, ...]
    hits: tuple[Hit, ...]
    confidence: float
    notes: tuple[str, ...]


def expected(question: Question, history: Sequence[Turn], assistant: Assistant) -> list[Question]:
    """What will likely be sought beside a message: what it asks without the name of what it goes on with (see
    `rag.quote`), the questions that it asks, and its clauses where they are sure to be looked at or it asks several."""
    alone = [replace(question, searched=question.follows)] if question.follows else []
    texts, pieces = asked(question.text), clauses(question.text)
    if question.ask == "compare" or not (texts or are_sought(question, pieces)):
        pieces = []
    return [*alone, *guessed(texts, history, assistant), *(understand(text, (), assistant) for text in pieces)]


def seek_parts(whole: Sought, history: Sequence[Turn], assistant: Assistant) -> tuple[Sought, ...]:
    """The questions of a message that holds several, each with its own entries; one or none for a message to answer as
    one, where `also` has what it asks.

    Questions that stand alone are taken apart when each leads to an entry on a concept of its own, and to one that
    the whole message leads to as well; other messages where their clauses do (see `rag.facets`), if these are no
    fewer than the questions. Clauses that lean on another one are not sought without it, where the questions are
    all answered. What is left ("What is DDPM? How fast is it?") only where the message as a whole would be refused
    although its first question would not: what can be said is said then.
    """
    texts = asked(whole.question.text)
    parts = _sought(texts, whole, assistant, history)
    concepts = assistant.index.concepts
    if parts and all(is_complete(text, texts, assistant) for text in texts) and _differ(parts, assistant):
        if {concepts[part.hits[0].entry_id] for part in parts} <= {concepts[hit.entry_id] for hit in whole.hits}:
            return parts
    # A comparison is answered as one, with both sides told apart.
    pieces = () if whole.question.ask == "compare" else facets(whole, assistant)
    if not all(map(stands_alone, pieces)) and parts and not any(_is_refused(part, assistant) for part in parts):
        return parts
    found = _sought(pieces, whole, assistant)
    if len(found) >= len(texts) and found and _differ(found, assistant):
        return found
    if parts and _is_refused(whole, assistant) and not _is_refused(parts[0], assistant):
        return parts
    return (replace(whole, also=parts),) if parts else ()


def _sought(
    texts: Sequence[str], whole: Sought, assistant: Assistant, history: Sequence[Turn] | None = None
) -> tuple[Sought, ...]:
    """The texts sought one by one, each with its share of the room. With a `history`, a text that points back follows
    the one before it; without, each is taken by itself."""
    share = whole.question.share * (OF_TWO if len(texts) == 2 else OF_MORE)
    parts: list[Sought] = []
    for at_once in together(texts, history is not None, assistant):
        last = Turn(parts[-1].question.text, tuple(hit.entry_id for hit in parts[-1].hits[:1])) if parts else None
        asked_now = [understood(text, texts, last, history, assistant) for text in at_once]
        parts += seek_beside(whole, [replace(one, share=share) for one in asked_now], assistant)
    return tuple(parts)


def _is_refused(sought: Sought, assistant: Assistant) -> bool:
    return decide(sought.question, sought.hits, sought.views, assistant).outcome == "not_in_glossary"


def _differ(parts: Sequence[Sought], assistant: Assistant) -> bool:
    """Whether each part leads to a concept of its own."""
    best = {assistant.index.concepts[part.hits[0].entry_id] for part in parts if part.hits}
    return len(best) == len(parts)


def find(whole: Sought, parts: Sequence[Sought], assistant: Assistant) -> Found:
    """Quote and decide: for the message as one question, or for each of its parts."""
    if len(parts) < 2:
        return _one(_with_answers(parts[0] if parts else whole, assistant), assistant)
    together = decide(whole.question, whole.hits, whole.views, assistant)
    least = PART if together.outcome == "answered" else THRESHOLD
    found = [_one(_meant(part, whole, assistant), assistant, least) for part in parts]
    answered = [one for one in found if one.outcome != "not_in_glossary"]
    # One clause of a single question that would be refused is no answer to it.
    if together.outcome == "not_in_glossary" and len(answered) < 2 and not asked(whole.question.text):
        return _one(whole, assistant)
    quotation = _renumbered([claim for one in answered for claim in one.quotation])
    missing = [
        f"the glossary has no answer to “{part.question.text}”"
        for part, one in zip(parts, found, strict=True)
        if one.outcome == "not_in_glossary" and not _is_told(part.question, quotation, assistant)
        # A clause that leans on what is before it, and was sought without, is not known to be missing.
        if part.question.follows or stands_alone(part.question.text)
    ]
    return Found(
        outcome="answered" if answered else "not_in_glossary",
        quotation=quotation,
        hits=_led(whole.hits, parts),
        confidence=max(together.confidence, *(one.confidence for one in found)),
        notes=(f"answered as {len(parts)} questions", *missing, *(note for one in found for note in one.notes)),
    )


def _is_told(question: Question, quotation: Sequence[Claim], assistant: Assistant) -> bool:
    """Whether what the other questions of the message have quoted tells the kind of fact that this one asks for, with
    its other words: "What is Horovod and who made it?"."""
    told = [Told(claim.text, frozenset(content_words(claim.text))) for claim in quotation]
    return bool(wanted(question.searched).kinds) and gaps(question, (), told, assistant.vocabulary).untold < TOLD


def _meant(part: Sought, whole: Sought, assistant: Assistant) -> Sought:
    """A part whose one name has several meanings with the entries on that which the whole message leads to first."""
    meanings = senses(part.question, part.hits, assistant.index)
    concepts = assistant.index.concepts
    led_to = [concepts[hit.entry_id] for hit in whole.hits[:LEADING]]
    near = [one for one in meanings if concepts[one] in led_to]
    if len(near) != 1:
        return part
    own = concepts[near[0]]
    (named,) = part.question.named
    others = {one for one in named if concepts[one] != own}
    question = replace(part.question, named=(tuple(one for one in named if one not in others),))
    return replace(part, question=question, hits=tuple(hit for hit in part.hits if hit.entry_id not in others))


def _with_answers(whole: Sought, assistant: Assistant) -> Sought:
    """A message without those of its questions that are no questions of the glossary ("Give me three points.")."""
    # By what is seen alone: to read what merely goes along would take as long as the rest.
    sure = ((one, seen(one.question, one.hits, one.views, assistant)) for one in whole.also)
    return replace(whole, also=tuple(one for one, confidence in sure if confidence >= PART))


def _led(hits: Sequence[Hit], parts: Sequence[Sought]) -> tuple[Hit, ...]:
    """As many hits of the whole message, the best one of each part first, in the order of the whole message."""
    best = {part.hits[0].entry_id: part.hits[0] for part in parts if part.hits}
    leading = [hit for hit in hits if hit.entry_id in best]
    known = {hit.entry_id for hit in hits}
    leading += [hit for entry_id, hit in best.items() if entry_id not in known]
    return (*leading, *(hit for hit in hits if hit.entry_id not in best))[: len(hits)]


def _one(sought: Sought, assistant: Assistant, least: float = THRESHOLD) -> Found:
    question, hits = sought.question, sought.hits
    confidence = decide(question, hits, sought.views, assistant).confidence
    if confidence < least:
        return Found("not_in_glossary", (), hits, confidence, question.notes)
    meanings = senses(question, hits, assistant.index)
    if meanings:
        return Found("several_senses", definitions(meanings, assistant.index), hits, confidence, question.notes)
    return Found("answered", quote(sought, assistant), hits, confidence, question.notes)


def _renumbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims with markers that count from 1, each span quoted only once."""
    kept: dict[tuple[str, int, int], Claim] = {}
    for claim in claims:
        cited = claim.citations[0]
        kept.setdefault((cited.entry_id, cited.start, cited.end), claim)
    return tuple(
        replace(claim, citations=tuple(replace(cited, marker=marker) for cited in claim.citations))
        for marker, claim in enumerate(kept.values(), 1)
    )
