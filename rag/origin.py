"""A question for the maker of a thing in other words -> "Who made it?": which company made Gorilla, is it made by
Stanford, which is answered, with yes or with no, by who made it."""

import re

_OPENING = r"^\W*(?:(?i:and|so|but|ok(?:ay)?|hi|hey)\W+)?"
_MADE = (
    r"(?P<made>made|built|developed|created|released|published|designed|invented|introduced|proposed|written|wrote|"
    r"trained)"
)
_SOMEONE = r"(?P<someone>[A-Z][\w.&-]*(?: (?:of |the )*[A-Z][\w.&-]*)*)\W*$"
_ASKS = (
    re.compile(
        rf"{_OPENING}(?i:is|was|are|were) (?P<thing>[^?.,;:]+?) (?:(?:really|actually|originally|first) )?{_MADE}"
        rf" (?:by|at) {_SOMEONE}"
    ),
    re.compile(
        rf"{_OPENING}(?i:is|was|are|were|does|did|do) (?P<thing>[^?.,;:]+?) (?:(?:really|actually|originally) )?"
        rf"(?P<made>(?:come |originate )?from) {_SOMEONE}"
    ),
    re.compile(
        rf"{_OPENING}(?i:which|what) (?:company|firm|lab|team|group|vendor|university|institute|organi[sz]ation) "
        rf"{_MADE} (?P<thing>[^?.,;:]+?)(?P<someone>)\W*$"
    ),
)


def who_made_it(text: str) -> tuple[str, str]:
    """The question who made a thing, and the name of whom a text supposes to have made it ("" where none is); both ""
    for other texts."""
    for asks in _ASKS:
        found = asks.match(text)
        if found:
            made = {"written": "wrote"}.get(found["made"], "made" if "from" in found["made"] else found["made"])
            return f"Who {made} {found['thing']}?", found["someone"]
    return "", ""
