"""The items of the last answer, and a message that counts them: "explain the second one"."""

import re
from collections.abc import Sequence

from index.words import raw_words

_ORDINAL = re.compile(
    r"\b(?:the|number) (?P<which>first|former|second|latter|third|fourth|fifth|sixth|last|[1-9])"
    r"(?: (?:one|item|point)\b|(?=\W*$|,)|(?<=former|latter)\b)",
    re.I,
)
_ALONE = re.compile(
    r"^\W*(?:(?:and|or|so|ok|what about|how about|i mean|then|what(?:['’]?s| is| was)|(?:can you )?(?:please )?explain|"
    r"describe|(?:tell|give) me (?:more |some )?(?:details |information )?(?:about|on|of)|more (?:on|about)|"
    r"elaborate on)\b\W*)*$",
    re.I,
)
_PLACES = {
    "first": 0,
    "former": 0,
    "second": 1,
    "latter": -1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "sixth": 5,
    "last": -1,
}
# What an item of a list is on: its label, the first cell of its row, or what it says behind its number.
_ITEM = re.compile(r"(?:\[[^\]]*\] )?(?P<label>[^\s:.—][^:.—]{0,60}?)(?::| —) ")
_DEFINITION = re.compile(r"[^:,=]{1,80}? (?:is|are|refers? to) (?:an?|the)\b")
_COUNTED = re.compile(r"\(\d\) (?P<label>[^,;:(—]{2,60}?)(?=\s*[,;:(—]|\.\W|\.?$)")


def is_counted(text: str) -> bool:
    """Whether a message speaks of something by its number."""
    return bool(_ORDINAL.search(text))


def with_item(text: str, things: Sequence[str]) -> str:
    """The message with the name of the thing whose number it says; "" where there are not so many, or only one."""
    found = _ORDINAL.search(text)
    which = found["which"].lower() if found else ""
    place = int(which) - 1 if which.isdigit() else _PLACES.get(which, 0)
    if not found or not 1 < len(things) or place >= len(things):
        return ""
    before, after = text[: found.start()], text[found.end() :]
    is_alone = _ALONE.match(before) and not raw_words(after)
    return f"What is {things[place]}?" if is_alone else f"{before}{things[place]}{after}"


def items(quoted: Sequence[str]) -> list[str]:
    """What the items among quoted texts are on, in the order in which they were shown: those counted in a sentence, or
    the longest list, which ends at a definition and where another heading is put before a text."""
    counted = [label["label"] for text in quoted for label in _COUNTED.finditer(text)]
    lists: list[list[str]] = [[]]
    for text in quoted:
        label = _ITEM.match(text)
        if text.startswith("[") or _DEFINITION.match(text):
            lists.append([])
        lists[-1] += [label["label"]] if label else []
    return counted or max(lists, key=len)
