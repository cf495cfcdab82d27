"""Which language is read of a source that says things in several."""

# Asked for in this order; a text that names no language is next; any other language comes by its code.
PREFERRED = ("en", "")

Said = list[tuple[str, str]]
"""Language and text."""


def rank(language: str) -> tuple[int, str]:
    """The sort key of a language: the smaller, the sooner it is read."""
    short = language.lower().split("-")[0]
    return (PREFERRED.index(short) if short in PREFERRED else len(PREFERRED), language)


def best(said: Said) -> str:
    """The text in the language that comes first; "" where nothing is said."""
    return min(said, key=lambda pair: (rank(pair[0]), pair[1]))[1] if said else ""


def in_best(said: Said) -> list[str]:
    """All texts in that language."""
    first = min((rank(language) for language, _ in said), default=None)
    return [text for language, text in said if rank(language) == first]
