"""A message about the last answer ("shorter please", "in a table?", "are you sure?") -> the question asked again."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.words import raw_words
from rag.form import form_words
from rag.types import Turn

# Longer messages are about something else; and the patterns take quadratic time.
_LONGEST = 100
_OPENING = r"^\W*(?:(?:and|but|so|ok(?:ay)?|hm+|wait|no|sorry)\b\W*)*"
_THAT = r"(?: (?:it|that|this))?"
_CLOSING = r"\W*(?:please|pls)?\W*$"
_SHORTER = re.compile(
    rf"{_OPENING}(?:(?:can|could|would) you |please |i need |make |say |explain |put |write |keep |it |that |this )*"
    r"(?:a (?:bit|little) |even |much |more )*(?:huh|pardon|too long|shorter|simpler|simply|simplif(?:y|ied)|"
    r"briefer|briefly|eli5|summari[sz]e|like i['’]?m (?:five|5)|"
    r"in (?:simple|simpler|plain|easy) (?:words|terms|english|language)|"
    rf"(?:i |we )?(?:do not|don['’]?t|didn['’]?t) (?:understand|get)){_THAT}{_CLOSING}",
    re.I,
)
_DOUBTS = re.compile(
    rf"{_OPENING}(?:are you (?:really |quite |very )?(?:sure|certain)(?: (?:about|of))?{_THAT}|really|"
    r"is (?:that|this|it) (?:really )?(?:true|right|correct)|"
    r"(?:that|this|it)(?:['’]?s| is| was) (?:wrong|not (?:true|right|correct)|incorrect|false|nonsense)|"
    r"sa(?:ys|id) who|who (?:says|said) (?:so|that|this)|"
    r"(?:(?:what|where)(?:['’]?s| is| are) )?(?:your |the |any )?(?:sources?|citations?|references?)(?: (?:of|for))?"
    rf"{_THAT}|"
    r"where (?:did|do) you (?:get|have|know|take|find) (?:that|this|it)(?: from)?|"
    rf"how do you know{_THAT}|(?:please )?(?:repeat|say){_THAT}(?: again)?|again){_CLOSING}",
    re.I,
)
# What may stand beside a form in a message that asks for nothing else.
_BESIDE_A_FORM = frozenset(
    "can could would will you put make give me say write show tell explain it that this them the answer same again "
    "summary overview please pls now a an and but ok okay just i we want need like have in as use using so no "
    "thanks".split()
)
BRIEFLY = "briefly"


class Again(NamedTuple):
    """What to answer: a question in the history before it, and what was read into the message ("" for nothing)."""

    text: str
    history: Sequence[Turn]
    note: str


def asked_again(text: str, history: Sequence[Turn]) -> Again:
    """The last question in the form that the message asks for, where it asks for nothing but a form, or doubts the
    answer; else the message as it is. Messages about answers are no part of the history that is gone on with."""
    said = tuple(turn for turn in history if _form(turn.question) is None)
    form = _form(text)
    if form is None or not said:
        return Again(text, said, "")
    last = said[-1].question
    anew = f"{last.rstrip(' ?!.')}, {form}?" if form else last
    note = f"answered “{last}” again" + (f", {form}" if form else "; each number opens the sentence in its entry")
    return Again(anew, said[:-1], note)


def _form(text: str) -> str | None:
    """The form that the last answer is wanted in, "" as it was; None for a message that is not about an answer."""
    if len(text) > _LONGEST:
        return None
    if _DOUBTS.match(text):
        return ""
    if _SHORTER.match(text):
        return BRIEFLY
    forms, left = form_words(text)
    return ", ".join(forms) if forms and set(raw_words(left)) <= _BESIDE_A_FORM else None
