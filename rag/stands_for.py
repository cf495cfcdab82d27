"""What an acronym stands for, where nothing else is asked: the sentence that spells it out."""

import re
from collections.abc import Sequence

from index.acronyms import spelt_out
from index.words import content_words
from rag.signs import Candidate

_STANDS_FOR = re.compile(
    r"\W*(?:(?:what(?:['’]?s)?|does|is|the|acronym|abbreviation)\s+)*(?P<short>[\w/-]*\w)\W+"
    r"(?:stands? for|short for)(?: what)?\W*",
    re.IGNORECASE,
)
# No acronym has more letters, and the search for words with its initials takes longer with each.
_LONGEST = 12


def is_unspelt(text: str, sources: Sequence[str]) -> bool:
    """Whether a question only asks what an acronym stands for, and none of the sources has it beside a bracket or in a
    table's cell, or words with its letters as initials."""
    asked = _STANDS_FOR.fullmatch(text)
    if not asked or len(asked["short"]) > _LONGEST:
        return False
    short = re.escape(asked["short"])
    words = r"\W+(?:(?:of|and|the|for|in|to|with)\W+)?".join(
        rf"{letter}\w*" for letter in asked["short"] if letter.isalnum()
    )
    spelt = re.compile(rf"\b{short}\s*[(|]|[(]\s*{short}\b|\b{words}", re.IGNORECASE)
    return not any(map(spelt.search, sources))


def spelling_out(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence for each long form of the acronym that a question asks about; [] where it asks for more or no
    sentence has one."""
    asked = _STANDS_FOR.fullmatch(text)
    told: dict[tuple[str, ...], Candidate] = {}
    for candidate in found if asked else ():
        for short, long in spelt_out(candidate.text):
            if asked and short.lower() == asked["short"].lower():
                told.setdefault(tuple(content_words(long)), candidate)
    return list(dict.fromkeys(told.values()))
