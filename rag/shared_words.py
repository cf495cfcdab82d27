"""Two things named with one noun or one modifier ("global and detail routing", "gradient accumulation or
checkpointing"), each given its own."""

import re

from index.names import name_key
from index.store import Index

_JOINT = r"(?:and|or|vs\.?|versus|from|to|with)"
_END = r"(?=\W*$|[,.?!:;]| [–—-] | (?:in|for|on|of|by|when|with|are|is|do|does|differ)\b)"
_NOUN = re.compile(
    rf"(?<![\w-])(?P<one>[a-z][\w-]*) {_JOINT} (?P<other>[a-z][\w-]*) (?P<noun>[a-z]{{4,}}){_END}", re.IGNORECASE
)
_MODIFIER = re.compile(
    rf"(?<![\w-])(?P<modifier>[a-z][\w-]*) (?P<one>[a-z][\w-]*) {_JOINT} (?P<other>[a-z]{{4,}}){_END}", re.IGNORECASE
)


def with_shared_words(text: str, index: Index) -> str:
    """The text with the noun behind the first of two things as well, where the glossary speaks of both so; else with
    the modifier before the second one as well, where entries are on both so."""
    found = _NOUN.search(text)
    if found and found["one"].lower() != found["noun"].lower():
        names = (f"{found[side]} {found['noun']}".lower().removesuffix("s") for side in ("one", "other"))
        if all(any(name in passage.text.lower() for passage in index.passages) for name in names):
            return f"{text[: found.end('one')]} {found['noun']}{text[found.end('one') :]}"
    found = _MODIFIER.search(text)
    if found and all(name_key(f"{found['modifier']} {found[side]}") in index.names for side in ("one", "other")):
        return f"{text[: found.start('other')]}{found['modifier']} {text[found.start('other') :]}"
    return text
