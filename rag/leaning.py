"""Whether a message leans on what was said before it, by its words."""

import re
from collections.abc import Sequence

from index.words import content_words
from rag.ask import is_courtesy
from rag.assistant import Assistant
from rag.naming import Named, named_in, spans
from rag.types import Turn

_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|this|these|those|that one|the (?:first|second|last|former|latter|other)"
    r"(?: one)?|both|the same(?! (?:thing )?as\b)|that(?=\W*$|,))\b"
    # "What does that cost?", "Who proposed that model?"; but not "a gas that explodes" or "is that thing called when".
    r"|\b(?:is|was|does|did|do|can|could|will|would|should|has) that\b(?!.*\b(?:when|where|which|called)\b)"
    r"|^\W*(?:who|what|which \w+) \w+ that \w+\W*$|\b(?:about|for|from|in|of|on|to|with) that \w+\W*$",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:it|its|itself|they|them|their|theirs)\b", re.I)
# Of what was quoted; in a message of several questions rather of what these name.
_WHICH = re.compile(r"^\W*(?:(?:and|so|but)\b\W*)?which (?:one|of (?:them|these|those))\b", re.I)
_OWN = ("its", "itself", "their", "theirs")
# A pronoun may stand for a name before it in another clause ("What is gettering, and who invented it?"), hardly for one
# in its own ("Does gradient clipping play a role in it?").
_CLAUSE_END = re.compile(r"[,.;:?!]|\b(?:and|but|or|so|then|because|since|when|if|while|that|before|after)\b", re.I)
_CONTINUES = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|what about|how about|then|also|why|how so|what else|more)\b|\bthen\s*\?\s*$"
    r"|\bexamples?\W*(?:please\W*)?$"
    r"|^\s*(?:i (?:want|need)|give me|show me) (?:the|its|an?) \w+\W*(?:please\W*)?$",
    re.I,
)
# What something without an article is ("What is EUV?", "What does DPO mean?") stands alone, also where no entry has the
# name; "What are typical values?" and "What is the formula?" do not.
_DEFINES = re.compile(
    r"^\W*(?:(?:hi|hey|hello|and|so|ok(?:ay)?|then|now|well|but|thanks|alright)\b\W*)*"
    r"(?:what(?:['’]?s| is)|who(?:['’]?s| is)|define|what does|explain|describe|tell me about)\s+"
    r"(?!(?:more|further|again|why|how|in|please|briefly|the|this|that|these|those|it|its|their|his|her|"
    r"a good|an? (?:typical|common|usual|example)|typical|so|happening|going|wrong|needed|different|new|else|next|"
    r"better|best)\b)",
    re.I,
)


def defines(text: str) -> bool:
    """Whether it asks what something without an article is, which stands alone."""
    return bool(_DEFINES.match(text))


def leans_back(text: str, found: Named, history: Sequence[Turn], assistant: Assistant) -> bool:
    """Whether a question leans on the one before: it points back, goes on, or is too short to stand alone. `found` are
    the names in it.

    What a pronoun stands for may also be a name before it.
    """
    if is_courtesy(text):
        return False
    if history[-1].quoted and not found.names and _WHICH.match(text):
        return True
    if _REFERS.search(text):
        return not _names_what_it_means(text, assistant) and (not found.names or len(content_words(text)) <= 8)
    return not found.names and not defines(text) and (bool(_CONTINUES.search(text)) or len(found.left) <= 1)


def _names_what_it_means(text: str, assistant: Assistant) -> bool:
    """Whether the pronoun of a text may stand for a name before it in the text itself."""
    pronoun = _PRONOUN.search(text)
    before = text[: pronoun.start()] if pronoun else ""
    names = spans(named_in(before, assistant).names, before)
    if not pronoun or not names:  # "What is Horovod and who made it?", which has no entry
        return defines(before) and bool(content_words(before)) and bool(_CLAUSE_END.search(before))
    return pronoun[0].lower() in _OWN or bool(_CLAUSE_END.search(before[names[-1][1] :]))
