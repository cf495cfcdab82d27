"""Question text + earlier turns -> Question: follow-ups, spelling, names, and what is asked for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from index.names import name_key
from index.words import content_words, raw_words
from rag.ask import NO_MORE, ask_of, is_courtesy
from rag.assistant import Assistant
from rag.form import as_question, without_form
from rag.instructions import without_instructions
from rag.leaning import leans_back
from rag.naming import named_in, with_name
from rag.origin import who_made_it
from rag.shared_words import with_shared_words
from rag.spelling import apart, mend, with_hyphens
from rag.topic import answered_last, in_full, subject, wants_more, wants_what_is_new
from rag.types import Question, Turn

MAX_LENGTH = 2000

Named = tuple[tuple[str, ...], ...]
"""Ids of the entries that a text names, one tuple a name."""
# "Thanks!" is no message to go on with.
_LEAST_SAID = 2
# Of two letters there are words in lower case everywhere: "it", "as".
_SHORTEST_ACRONYM = 3


def understand(text: str, history: Sequence[Turn], assistant: Assistant, follows: bool = False) -> Question:
    """What is asked, with everything resolved that needs no model. Same input, same Question.

    `follows` says that it goes on with the conversation, whatever its words.
    """
    notes = [f"read the first {MAX_LENGTH:,} characters"] if len(text) > MAX_LENGTH else []
    typed, text = _typed(text), _clean(text)
    notes += ["left out what only tells the assistant how to behave"] * (text != " ".join(typed.split()))
    mended, pairs = mend(as_question(text), assistant.vocabulary, assistant.embedder.pieces)
    notes += [f"read “{wrong}” as “{right}”" for wrong, right in pairs]
    mended = _in_the_glossarys_words(mended, assistant)
    wanted = without_form(mended)
    named, left = _named(wanted, assistant)
    points_back = bool(history) and (follows or leans_back(mended, named_in(wanted, assistant), history, assistant))
    unanswered = _unanswered(history) if points_back and not follows else ""
    spoken_of = _named(unanswered, assistant)[0]
    if spoken_of:  # what was asked of it before is not asked again
        history, unanswered = (*history, Turn(unanswered, spoken_of[0])), ""
    if unanswered:
        wanted = f"{mend(unanswered, assistant.vocabulary, assistant.embedder.pieces)[0]} {wanted}"
        named, left = _named(wanted, assistant)
    searched, expanded = _with_acronyms(wanted, assistant)
    notes += [f"read {short} as “{long}”" for short, long in expanded]
    answered = answered_last(history, assistant.index.entries)
    names, named = named, _spoken_of(named, answered, assistant)
    notes += ["of several meanings read as the one that was spoken of"] * (names != named)
    goes_on, ask = "", ask_of(mended, named, left)
    if points_back and answered and not unanswered:
        main = answered.entry_ids[0]
        named = ((main,), *(ids for ids in named if main not in ids))
        is_whole = bool(content_words(searched) or with_name(searched, "it")) and not wants_more(text)
        goes_on = searched if is_whole else f"{_asked_before(answered, assistant)} {searched}".strip()
        searched = in_full(goes_on, subject(mended, history, main, assistant), is_whole and not named[1:])
        ask = ask_of(mended if content_words(mended) else goes_on, named[1:], left)  # the name is not in its words
        if ask == "define" and set(left) - NO_MORE and not named[1:]:  # "what are the sections" of a data card
            ask = "open"
    if points_back and (answered or unanswered):
        notes.append(f"searched for “{searched}”")
    told = tuple(one for turn in history for one in turn.quoted) if goes_on and wants_what_is_new(text) else ()
    return Question(text, searched, ask, named, left, tuple(notes), follows=goes_on, spelt_out=expanded, told=told)


def _in_the_glossarys_words(text: str, assistant: Assistant) -> str:
    """A text with names as the glossary writes them, each of two that are compared in full."""
    index = assistant.index
    text = with_hyphens(_open(apart(text, index.names), assistant), assistant.vocabulary)
    return with_shared_words(text, index) if ask_of(text, (), ()) == "compare" else text


def _open(text: str, assistant: Assistant) -> str:
    """A question for the maker, where none is supposed who is an entry, as the open one; others as they are."""
    open_question, someone = who_made_it(text)
    return open_question if open_question and not named_in(someone, assistant).names else text


def _spoken_of(named: Named, answered: Turn | None, assistant: Assistant) -> Named:
    """The names, where one has several meanings only with the entries on the one that was spoken of."""
    index = assistant.index
    spoken_of = {index.concepts[one] for one in answered.entry_ids if one in index.place} if answered else set()
    return tuple(
        tuple(one for one in ids if index.concepts[one] in meant) if len(meant) == 1 else ids
        for ids in named
        for meant in [spoken_of.intersection(index.concepts[one] for one in ids)]
    )


def _unanswered(history: Sequence[Turn]) -> str:
    """What was said since the last turn that was answered; "" where that is nothing to go on with."""
    since = takewhile(lambda turn: not turn.entry_ids, reversed(history))
    said = [_clean(turn.question) for turn in since if _says_something(turn.question)]
    return " ".join(reversed(said))[-MAX_LENGTH:]


def _asked_before(answered: Turn, assistant: Assistant) -> str:
    """What "And when?" asks once more: the question before, unless that only named the thing."""
    before = mend(_clean(answered.question), assistant.vocabulary, assistant.embedder.pieces)[0]
    return before if _named(before, assistant)[1] else ""


def _typed(text: str) -> str:
    # A lone surrogate (half an emoji, a byte that is no UTF-8) is refused by the tokenizer.
    return text[:MAX_LENGTH].encode(errors="replace").decode()


def _clean(text: str) -> str:
    """A message on one line, not too long, without what only tells the assistant how to behave."""
    return " ".join(without_instructions(_typed(text)).split())


def _says_something(text: str) -> bool:
    return len(content_words(text)) >= _LEAST_SAID and not is_courtesy(text)


def _with_acronyms(text: str, assistant: Assistant) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with what its acronyms stand for, and with the acronyms of long forms; the pairs that were read so.

    An acronym with several long forms is left alone: which is meant, the entries must show.
    """
    pairs = []
    for short, longs in assistant.vocabulary.acronyms.items():
        if len(longs) > 1 or name_key(short) in assistant.index.names:
            continue
        written = _as_written(short, text, assistant)
        has_long = f" {name_key(longs[0])} " in f" {name_key(text)} "
        if written and not has_long:
            pairs.append((written, longs[0]))
            text = _alone(written).sub(f"{written} ({longs[0]})", text, count=1)
        elif has_long and not written:
            text = f"{text} ({short})"
    return text, tuple(pairs)


def _as_written(short: str, text: str, assistant: Assistant) -> str:
    """How the text writes an acronym, in its own case or in lower case; "" where it does not have it.

    In lower case it must be no English word (the embedder's tokenizer cuts it) or stand beside a word that the
    glossary has beside the acronym ("zero stage 3").
    """
    if short.lower() not in text.lower():  # the usual case, of all acronyms that there are
        return ""
    if _alone(short).search(text):
        return short if text != text.upper() or " " not in text else ""
    words, low = raw_words(text), short.lower()
    if len(low) < _SHORTEST_ACRONYM or low not in words or not _alone(low).search(text):
        return ""
    place = words.index(low)
    near = {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}
    is_word = assistant.embedder.pieces(low) <= 3
    return "" if is_word and not near & set(assistant.vocabulary.beside.get(short, ())) else low


@lru_cache(4096)
def _alone(short: str) -> re.Pattern[str]:
    """An acronym that is no part of a longer name: not the ZeRO of "ZeRO-2"."""
    return re.compile(rf"(?<![\w-]){re.escape(short)}(?!\w|-\w)")


def _named(text: str, assistant: Assistant) -> tuple[Named, tuple[str, ...]]:
    """Ids of the entries named, and the content words that belong to no name."""
    found = named_in(text, assistant)
    return found.entry_ids, found.left
