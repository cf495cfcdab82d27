"""What is typed in a terminal: of a sensible length, in valid Unicode."""

import argparse

# Characters of a question; what is far longer takes seconds to read and is none.
LONGEST = 10_000
TOO_LONG = f"that is over {LONGEST:,} characters; ask a shorter question"


def typed(word: str) -> str:
    """An argument as text. Raises ArgumentTypeError where it is too long."""
    if len(word) > LONGEST:
        raise argparse.ArgumentTypeError(TOO_LONG)
    return valid(word)


def valid(text: str) -> str:
    """The text with a mark in the place of bytes that are no UTF-8, which Python passes on as lone surrogates."""
    return text.encode("utf-8", "replace").decode()
