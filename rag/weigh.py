"""What speaks for or against an answer in what retrieval saw of a question, before anything is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.store import Index
from index.types import Entry
from index.words import STOP_WORDS, content_words, raw_words, stem
from rag.ask import asks_if_it_is
from rag.assistant import Assistant
from rag.own_part import on, thing_asked
from rag.parts import Views, maxsim
from rag.sides import lacks_a_side
from rag.stands_for import is_unspelt
from rag.topic import other_thing
from rag.types import Hit, Question
from rag.unknown import asked_name, asks_of_a_name, names_elsewhere, numbered_elsewhere
from rag.unsaid import asking, gaps
from rag.wanted import asks_for_verdict

_CLAUSE_END = re.compile(r"[,.;:?!()\n]|\b(?:and|or)\b")
_LONG, _SHORT, _MANY = 12, 7, 3
# How much of its length excuses a question for what no sentence says of it (eval/LOG.md).
_EXCUSED = 0.7
# Entries that may be the ones a question is about: among the foremost, at most so many of a name.
_FOREMOST, _OF_A_NAME = 6, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against an answer, each between 0 and 1.

    For it: `cosine` and `maxsim` of the best entry's nearest sentence and passage; `length`: content words of the
    question, 12 or more being 1 (a long question has lower cosines, which is less of an excuse where the kind of fact
    that it asks for is not told); `known`: it is asked what something is or does
    whose name an entry bears, or what something is that one of its sentences is on. Against it: `strange`: in a short
    question, pairs of neighbouring words that the entries in question never put together, 3 or more being 1 (a compound
    term that is not here is often made of words that are); `apart`: such pairs of known words in no entry that was
    found; `undefined`: a question what something of a short name is, without a name of the glossary; `away`: proper
    names that the entries lack; `verdict`: a yes or no is asked for, or the better of two; `untold`, `uncounted`,
    `unfound`, `unsaid`: see `rag.unsaid`; `lacking`: how like it is to questions for facts that entries lack, unless it
    only asks what a thing of the glossary is; `absent`: the same for things without an entry, where it names none and
    the name it asks about stands in no entry in question (see `index.unanswered`). `bare`: the glossary comes without
    questions, so its cosines are lower. `follows`: it goes on with what was spoken of, whose name was put before it, so
    its cosines are higher. `unheard`: a name with a number ("GPT-5"), a side of a comparison or another thing that is
    asked about instead, which none of the hits has; `unspelt`: what an acronym without an entry stands for is asked,
    and none of the hits spells it out.
    """

    cosine: float
    maxsim: float
    length: float
    known: float
    strange: float
    apart: float
    undefined: float
    away: float
    verdict: float
    untold: float
    uncounted: float
    unfound: float
    unsaid: float
    bare: float
    lacking: float
    absent: float
    follows: float
    unheard: float
    unspelt: float


def weigh(question: Question, hits: Sequence[Hit], views: Views, assistant: Assistant) -> Evidence:
    """The evidence for an answer to the question from these hits. What its acronyms stand for is not its own words: an
    entry that spells them out has them, whatever is asked."""
    question = replace(question, searched=question.unexpanded)
    index, text = assistant.index, question.searched
    sources = [index.entries[entry_id] for entry_id in asked_about(question, hits)]
    asked, name = set(content_words(text)), content_words(asked_name(text))
    strange = _pairs(text).difference(*(_kept_pairs(_text(entry)) for entry in sources))
    found = [_text(index.entries[hit.entry_id]) for hit in hits]
    words = assistant.vocabulary.idf.keys()
    apart = [pair for pair in strange.difference(*map(_kept_pairs, found)) if words >= {*pair}]
    lines = [line for entry in sources for line in assistant.read(index.place[entry.id]).lines]
    cosine, maxsim = _nearest(hits, views, index)
    explained, is_kind = bool(on(thing_asked(question), lines)), asks_if_it_is(question.text, _named_as(sources[:1]))
    verdict = asks_for_verdict(text) and not is_kind
    known = explained or is_kind or bool(name and question.named) and not (verdict or set(name) & set(question.focus))
    mentioned = bool(told_of := _pairs(asked_name(text))) and told_of.isdisjoint(strange)
    gap = gaps(question, _names(sources[:1]), [line.told for line in lines], assistant.vocabulary)
    return Evidence(
        cosine=cosine,
        maxsim=maxsim,
        length=min(len(asked), _LONG) / _LONG * (1 - (1 - _EXCUSED) * max(gap.untold, gap.uncounted)),
        known=float(known),
        strange=(len(asked) <= _SHORT) * min(len(strange), _MANY) / _MANY,
        apart=min(len(apart), _MANY) / _MANY,
        undefined=float(not (question.named or explained) and _defines(question)),
        away=names_elsewhere(text, _kept_words(sources)),
        # Of two that have an entry both are told, which is an answer, too.
        verdict=float(verdict and not (question.ask == "compare" and len(question.named) > 1)),
        untold=gap.untold,
        uncounted=gap.uncounted,
        unfound=gap.unfound,
        unsaid=gap.unsaid,
        bare=float(not index.expansion.queries),
        lacking=0.0 if known else views.unanswered.facts,
        absent=0.0 if question.named or mentioned or explained else views.unanswered.terms,
        follows=float(bool(question.follows)),
        unheard=max(numbered_elsewhere(asking(text), found), float(_names_nothing_found(question, found))),
        unspelt=float(not question.named and is_unspelt(question.text, found)),
    )


def _names_nothing_found(question: Question, found: Sequence[str]) -> bool:
    """Whether none of the texts has a side of a comparison, or a word of what is asked about instead ("And TSVs?")."""
    words = list(map(_words, found))
    other = other_thing(question.follows)
    return lacks_a_side(question, words) or (bool(other) and all(one.isdisjoint(other) for one in words))


def _defines(question: Question) -> bool:
    """Whether it is asked what something of a short name is or does."""
    return question.ask != "compare" and asks_of_a_name(question.text)


def asked_about(question: Question, hits: Sequence[Hit]) -> list[str]:
    """Ids of the entries that must have the answer: the foremost of those named, where one of them comes first; else
    the first two, or as many as there are names."""
    named = {entry_id for ids in question.named for entry_id in ids}
    own = [hit.entry_id for hit in hits[:_FOREMOST] if hit.entry_id in named]
    if own and own[0] == hits[0].entry_id:
        return own[:_OF_A_NAME]
    return [hit.entry_id for hit in hits[: max(2, len(question.named))]]


def _nearest(hits: Sequence[Hit], views: Views, index: Index) -> tuple[float, float]:
    """Of the best entry: the cosine of its nearest sentence, and the MaxSim of its nearest passage."""
    if not hits:
        return 0.0, 0.0
    place = index.place[hits[0].entry_id]
    own = index.sentence_rows(place)
    return (
        float(views.sentences[own.start : own.stop].max(initial=0.0)),
        max([0.0, *maxsim(index.passage_rows(place), views, index)]),
    )


def _text(entry: Entry) -> str:
    return ". ".join((entry.term, *entry.aliases, entry.body))


def _named_as(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(name for entry in entries for name in (entry.term, *entry.aliases))


def _names(entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset(word for name in _named_as(entries) for word in content_words(name))


def _kept_words(entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset().union(*(_words(f"{entry.header}. {_text(entry)}") for entry in entries))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Stems of neighbouring content words within a clause."""
    pairs = set()
    for clause in _CLAUSE_END.split(text):
        words = raw_words(clause)
        for one, other in zip(words, words[1:], strict=False):
            if one not in STOP_WORDS and other not in STOP_WORDS:
                pairs.add((stem(one), stem(other)))
    return frozenset(pairs)


@lru_cache(256)
def _words(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


# Of an entry's whole text, some 30 kilobytes each.
_kept_pairs = lru_cache(256)(_pairs)
