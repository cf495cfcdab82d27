"""A question that supposes where something is from -> the one who made it: "Is Gorilla made by Stanford?" is answered,
with yes or with no, by who made Gorilla."""

import re

_OPENING = r"^\W*(?:(?:and|so|but|ok(?:ay)?|hi|hey)\W+)?"
_SOMEONE = r"(?P<someone>[A-Z][\w.&-]*(?: (?:of |the )*[A-Z][\w.&-]*)*)\W*$"
_SUPPOSED = (
    re.compile(
        rf"{_OPENING}(?i:is|was|are|were) (?P<thing>[^?.,;:]+?) (?:(?:really|actually|originally|first) )?"
        r"(?P<made>made|built|developed|created|released|published|designed|invented|introduced|proposed|written|trained)"
        rf" (?:by|at) {_SOMEONE}"
    ),
    re.compile(
        rf"{_OPENING}(?i:is|was|are|were|does|did|do) (?P<thing>[^?.,;:]+?) (?:(?:really|actually|originally) )?"
        rf"(?P<made>(?:come |originate )?from) {_SOMEONE}"
    ),
)


def who_made_it(text: str) -> tuple[str, str]:
    """The question who made a thing, and the name of whom a text supposes to have made it; both "" for other texts."""
    for supposed in _SUPPOSED:
        found = supposed.match(text)
        if found:
            made = "made" if "from" in found["made"] else found["made"]
            return f"Who {'wrote' if made == 'written' else made} {found['thing']}?", found["someone"]
    return "", ""
