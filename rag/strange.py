"""Words of a claim that nothing in its evidence accounts for."""

from collections.abc import Mapping, Sequence

from rag.alignment import Token
from rag.rules.numbers import UNITS

# Numbers, units and comparators have rules of their own.
_RULED = frozenset(
    "x times billion million percent thousand less more above over below under least most up than".split()
)


def strange_words(said: Sequence[Token], aligned: Mapping[int, int]) -> list[str]:
    """The words that restate none of the evidence and do not go without saying either."""
    return [
        token.text
        for place, token in enumerate(said)
        if place not in aligned
        and token.content
        and not token.weak
        and not token.text[0].isdigit()
        and token.text not in _RULED
        and not (place and said[place - 1].text[0].isdigit() and token.text in UNITS)
    ]
