"""Questions for one fact, of which one sentence tells whether it is said: reading may refuse them."""

import re

from index.words import content_words
from rag.asked import asked
from rag.types import Question

_OPENING = re.compile(
    r"^\W*(?:(?:and|so|ok|but|hi|hey)\W+)?"
    r"(?:(?:in|on|at|for|to|by|from|up to|within|beyond|under|against|since|until|above|below|during|with)\s+)?"
    r"(?:what|which|who|whom|whose|when|where|why|how)\b",
    re.IGNORECASE,
)
# The answers to these are in several sentences, or in none that says so by itself.
_OF_SEVERAL = ("define", "compare", "list", "yes_no", "example")
# More content words tell a story.
_LONGEST = 16


def asks_one_fact(question: Question) -> bool:
    """Whether a message is one plain question for a fact or a way, understood as it is written and by itself."""
    opens = question.ask == "steps" or (question.ask not in _OF_SEVERAL and _OPENING.match(question.text))
    is_plain = not (question.follows or question.notes or asked(question.text))
    return bool(opens) and is_plain and len(content_words(question.text)) <= _LONGEST
