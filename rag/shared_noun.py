"""Two things named with one noun ("global and detail routing"), each given its own."""

import re

from index.store import Index

_SHARED = re.compile(
    r"(?<![\w-])(?P<one>[a-z][\w-]*) (?P<joint>and|or|vs\.?|versus|from|to|with) (?P<other>[a-z][\w-]*) (?P<noun>[a-z]{4,})"
    r"(?=\W*$|[,.?!:;]| (?:in|for|on|of|by|when|with|are|is|do|does|differ)\b)",
    re.IGNORECASE,
)


def with_own_nouns(text: str, index: Index) -> str:
    """The text with the noun behind the first of two things as well, where the glossary speaks of both so."""
    found = _SHARED.search(text)
    if not found or found["one"].lower() == found["noun"].lower():
        return text
    one, other = (f"{found[side]} {found['noun']}".lower() for side in ("one", "other"))
    if not all(any(name in passage.text.lower() for passage in index.passages) for name in (one, other)):
        return text
    end = found.end("one")
    return f"{text[:end]} {found['noun']}{text[end:]}"
