"""A message that is short for a question about things spoken of before -> that question in full: "And DUV?" behind
"What wavelength has EUV?", "Which is larger?" behind a comparison, "the second one", "Who makes it?" of what has no
entry."""

import re
from collections.abc import Sequence

from index.words import content_words, raw_words
from rag.again import Again
from rag.ask import ask_of, is_courtesy
from rag.asked import asked, asks
from rag.assistant import Assistant
from rag.corrected import corrected
from rag.form import form_words
from rag.items import is_counted, items, with_item
from rag.naming import named_in, with_name
from rag.things import is_thing, meanings_of, thing_spans, two_things
from rag.topic import OTHER
from rag.types import Turn

# Longer questions, in characters, are hardly about one thing; so many turns back, nothing is meant by "the other one".
# In messages of more content words "it" rather stands for something that they say themselves. All set by reading the
# conversations of two trials (eval/LOG.md).
_LONGEST, _REMEMBERED, _FEW = 200, 8, 6
_SENTENCES = re.compile(r"[.?!;]\s+\w")
_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but)\b\W*)?which(?: one)?(?: of (?:them|these|those|both|the two))?\s+"
    r"(?:is|was|has|had|does|do|needs?|uses?|takes?|costs?|runs?|gives?|came|works?)\b",
    re.I,
)
_BOTH = re.compile(r"\b(?:they|them|these(?: two)?|those(?: two)?|both(?: of them)?|the two(?: of them)?)\b", re.I)
_VERSUS = re.compile(r"^\W*(?:and )?(?:vs\.?|versus|compared (?:to|with))\s+(?P<other>[^?!.,;:]+?)\W*$", re.I)
_DIFFERENCE = re.compile(r"^\W*(?:(?:and|so|what(?:['’]?s| is| are)?|the|any)\b\W*)*differences?\W*$", re.I)


def carried(again: Again, assistant: Assistant) -> Again:
    """The message as the question that it is short for, where that can be told; else as it is."""
    text, history, note = again
    place = next((place for place in reversed(range(len(history))) if not is_courtesy(history[place].question)), None)
    if place is None:
        return again
    full = _in_full(text, history[max(0, place + 1 - _REMEMBERED) : place + 1], assistant)
    # What is complete goes on with nothing; "How does it compare to Gopher?" still does.
    before = history[:place] if with_name(full, "") else ()
    return Again(full, before, note or f"answered “{full}”") if full else again


def _in_full(text: str, history: Sequence[Turn], assistant: Assistant) -> str:
    """The question that a message is short for; "" for one that is complete as it is."""
    if not history or max(len(text), len(history[-1].question)) > _LONGEST:
        return ""
    *earlier, turn = history
    forms, bare = form_words(text)
    # "GPT-1?" behind "And GPT-2?"
    other = OTHER.match(bare) or (OTHER.match(turn.question) and OTHER.match(f"and {bare}"))
    # "And GLaM?" may itself have been short for something.
    last = _in_full(turn.question, earlier, assistant) or turn.question
    if len(last) > _LONGEST or asked(last):
        return ""
    versus = _VERSUS.match(text)
    if versus:
        things = [last[start:end] for start, end in thing_spans(last, assistant)]
        return f"{things[0]} versus {versus['other']}" if len(things) == 1 else ""
    if other and not asks(other["other"]):
        full = _instead(other["other"], last, turn, bool(earlier), assistant)
        if full:
            return ", ".join([full.rstrip(" ?!."), *forms]) if forms else full
    return (
        corrected(text, last, turn, assistant)
        or _of_one(text, last, [*earlier, turn], assistant)
        or _of_both(text, last, earlier if _points_back(text, turn.question) else (), assistant)
        or _of_what_has_no_entry(text, last, [*earlier, turn], assistant)
    )


def _instead(other: str, last: str, turn: Turn, points_back: bool, assistant: Assistant) -> str:
    """The last question with another thing in the place of the one that it is about; "" where it is about several, or
    where the other one is no such thing. `turn` has it as it was asked, which may point back to what was before it."""
    places = thing_spans(last, assistant)
    if len(places) == 1:
        start, end = places[0]
        if is_thing(other, last[start:end], assistant):
            return f"{last[:start]}{other}{last[end:]}"
    asked_before = turn.question
    if named_in(asked_before, assistant).names or not is_thing(other, "", assistant):
        return ""
    if points_back:
        few = len(content_words(asked_before)) <= _FEW and not thing_spans(asked_before, assistant)
        return with_name(asked_before, other) or (f"{asked_before.rstrip(' ?!.')} of {other}?" if few else "")
    # Of what nothing is known nothing is asked of another.
    return "" if turn.entry_ids else f"What is {other}?"


def _of_one(text: str, last: str, history: Sequence[Turn], assistant: Assistant) -> str:
    """The message with the name of the one that "the second one" stands for: of the two things that the last question
    named, of the meanings of its one name, or of the items that were quoted."""
    if not is_counted(text) or named_in(text, assistant).names:
        return ""
    things = meanings_of(last, history[-1], assistant) or two_things(last, (), assistant)
    if len(things) < 2 and not _WHICH.match(last) and ask_of(last, (), ()) != "compare":
        # "The first one" leaves the list that it is of where it was.
        things = items(next((turn.quoted for turn in reversed(history) if not is_counted(turn.question)), ()))
    return with_item(text, things) or with_item(text, two_things(last, history[:-1], assistant))


def _of_both(text: str, last: str, earlier: Sequence[Turn], assistant: Assistant) -> str:
    """The message with the two things that were spoken of last; "" where it names something itself."""
    both, which, bare = _BOTH.search(text), _WHICH.match(text), _DIFFERENCE.match(text)
    compares = ask_of(text, (), ()) == "compare" or "different" in raw_words(text)
    if not (which or bare or (both and compares)) or named_in(text, assistant).names:
        return ""
    things = two_things(last, earlier, assistant)
    if len(things) != 2:
        return ""
    if which:
        return f"{text.rstrip(' ?!.')}, {' or '.join(things)}?"
    if both is None:
        return f"What is the difference between {' and '.join(things)}?"
    return f"{text[: both.start()]}{' and '.join(things)}{text[both.end() :]}"


def _points_back(text: str, last: str) -> bool:
    """Whether a message or the question before it speaks of more than it says itself."""
    return bool(_BOTH.search(text) or _DIFFERENCE.match(text) or OTHER.match(last) or with_name(last, ""))


def _of_what_has_no_entry(text: str, last: str, history: Sequence[Turn], assistant: Assistant) -> str:
    """The message with the name that the last question asked about, if it is no entry's: that would be found under
    another name, which the message does not mean. What was asked of an entry that was spoken of before ("And with
    temperature?") is no name of anything."""
    *earlier, turn = history
    is_long = len(content_words(text)) > _FEW or bool(_SENTENCES.search(text))
    if is_long or named_in(last, assistant).names or len(named_in(text, assistant).names) > 1:
        return ""
    other = OTHER.match(turn.question)
    if other and last == turn.question and any(turn.entry_ids[:1] == one.entry_ids[:1] for one in earlier):
        return ""
    things = [last[start:end] for start, end in thing_spans(last, assistant)] or ([other["other"]] if other else [])
    return with_name(text, things[0]) if len(things) == 1 and things[0] in last else ""
