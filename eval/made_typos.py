"""Questions as hurried people type them."""

from random import Random

_SHORTEST = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(text: str, random: Random) -> str:
    """The text with one or two slips, each in a word of five letters or more, where it has one: a letter left out,
    doubled, exchanged with the next one, or another one in its place. The first letter stays."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    for place in random.sample(long, min(len(long), random.choice((1, 2)))):
        words[place] = _slipped(words[place], random)
    return " ".join(words)


def _slipped(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return before + random.choice(
        (after, letter + letter + after, after[0] + letter + after[1:], random.choice(_LETTERS) + after)
    )
