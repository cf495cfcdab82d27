"""What kind of answer a question wants, by its wording."""

import re
from collections.abc import Iterable, Sequence

from index.names import name_key
from index.words import content_words, stem
from rag.instructions import only_instructs
from rag.lexicon import WEAK
from rag.types import Ask

# In this order: a question that compares may also say "why", one that asks for a number may also start with "is".
_ASKS: tuple[tuple[Ask, str], ...] = (
    (
        "compare",
        r"\b(?:compar(?:e[ds]?|ing|ison)|"
        r"contrast(?:s|ed)? (?:(?:\w+ ){1,4}(?:with|to|and)|them|these|those|both|the two)\b|versus|vs\.?|differences?|"
        r"different from|differs? (?:from|in)|(?:and|or|do|does) (?:[\w+/-]+ ){1,5}differ|"
        r"same (?:thing )?as|(?:and|or)\b[^.?!]*\bthe same thing|what separates|distinguish\w*|"
        r"(?:choos|pick|decid|select)(?:e|ing)? between)\b",
    ),
    ("yes_no", r"(?:n['’]?t (?:it|they|that|he|she|we|you)|\b(?:right|correct|true))\s*\?"),
    (
        "cause",
        r"\b(?:why|what causes|(?:what|which|the|main|typical) reasons?|reasons? (?:for|why|behind)|what makes|"
        r"how come)\b",
    ),
    (
        "list",
        r"\b(?:which|what) (?:\w+ ){0,4}?\w+s (?:(?:of|for|in) (?!it |them )(?:[\w-]+ ){1,4}?)?(?:are there|exist)\b",
    ),
    (
        "example",
        r"\b(?:give|gimme|show|tell|need|want|is there|have|any) (?:(?:me|us|an?|the|another) )*(?:[\w-]+ )?example"
        r"(?=\W*$|\W+(?:of|for|please|where|when|in|from)\b)|"
        r"(?:\bwhat(?:['’]?s| is)|^\W*(?:and|or)?) an(?:other)? example(?=\W*(?:please\W*)?$|\W+(?:of|for)\b)|"
        r"^\W*(?:and )?(?:(?:like|for|an?|some|any) )*(?:examples?|instance)\b\W*(?:please\W*)?$",
    ),
    (
        "fact",
        r"\b(?:how (?:many|much|long|fast|large|big|often|far|high|low|small|thin|thick|deep)|what year|which year|who|"
        r"when (?:was|were|did)|percent(?:age)?|"
        r"what (?:number|value|size|ratio|rate|range|temperature|fraction|formula|equation))\b",
    ),
    (
        "steps",
        r"\b(?:how (?:do|can|should) (?:i|we|you|one)|how to|(?:what|which|the) (?:\w+ )?(?:steps|stages|phases)|"
        r"^\W*(?:\w+ ){0,2}(?:steps|stages|phases) (?:for|of|to|in)\b|"
        r"step by step|procedure)\b",
    ),
    (
        "list",
        r"\b(?:list|which (?!is\b|one\b)(?:\w+ ){0,3}?\w+s (?:are|do|does|can|exist|have|should)|"
        r"(?:types|kinds|examples) of|name (?:the|some|two|three|four|all)|"
        r"what (?:are )?(?:the )?(?:\w+ ){0,3}(?:types|kinds|methods|techniques|ways|tools|examples|components|parts|"
        r"categories|variants|approaches|options|benefits|challenges|metrics)|"
        r"what are (?:the|its|their|some|all) (?:[\w-]+ ){0,3}?\w+[^\Wsui]s)\b",
    ),
    (
        "yes_no",
        r"^\s*(?!(?:is|are) there (?:a|an|any|some) (?:\w+ ){0,2}(?:term|name|word|field|method|technique|mechanism|"
        r"way|concept|trick|tool)\b)(?!(?:can|could|would|will) you\b)"
        r"(?:is|are|does|do|can|could|will|would|should|has|have|did|was|were)\b",
    ),
)
_PATTERNS = tuple((ask, re.compile(pattern, re.IGNORECASE)) for ask, pattern in _ASKS)
# Beside a name these ask for no more than its definition.
NO_MORE = WEAK | {stem(word) for word in "exactly explanation meant stand short sentence plain".split()}
_ARTICLE = re.compile(r"^\s*(?:exactly\s+)?(?:an?|the)\s+", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b|\bbetter than\b", re.IGNORECASE)
_ONE_OR_THE_OTHER = re.compile(
    r"^\W*(?:(?:and|so|ok)\W+)?(?:(?:should|do|can|would) (?:i|we|you) (?:rather )?"
    r"(?:use|pick|take|choose|prefer|go (?:with|for)) |which(?: one)? is (?:\w+(?: for \w+(?: \w+)?)?)[,:]? )?"
    r"[\w+/-]+(?: [\w+/-]+){0,3} or (?!(?:so|not|else|something|what)\b)[\w+/-]+(?: (?!for\b)[\w+/-]+){0,3}"
    r"(?: for\b[^.?!]*+)?[\s.?!]*$",
    re.IGNORECASE,
)
_THAN = re.compile(r"^\W*(?:is|are|was|were|does|do|has|have)\b.*\b(?:\w+er|more|less|worse)\b.* than\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"\W*(?:(?:and|but|so|ok(?:ay)?)\b\W*)?"
    r"(?:what(?:'s|s| is| are| does)?|define|explain|describe|tell me about|meaning)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\W*(?:(?:and|but|so|ok(?:ay)?|hi|hey)\b\W*)*(?:is|are|was|were)(?:n['’]t)? (?:(?:the|an?) )?(?P<name>[^?.,;:]+?) "
    r"(?:really |just |actually |only )?(?:an?|some)(?: (?:kind|type|sort|form|example) of)? "
    r"(?!(?:good|bad|great|better|must|need|lot|bit|problem|risk|big|large|small|common)\b)\w",
    re.IGNORECASE,
)
# Said to be polite.
# What has been read is not read again another way: that took seconds for "that is all that is all ...".
_COURTESY = re.compile(
    r"^\W*(?>(?:thank you|thanks?|thx|ty|cheers|hi|hey|hello|bye|goodbye|good (?:morning|evening|night|job)|ok(?:ay)?|"
    r"great|awesome|excellent|perfect|cool|nice|got it|h+m+|a?ha|oh|right|yes|yeah|yep|no|nope|sure|fine|interesting|"
    r"wow|so much|very much|a lot|there|everyone|all|(?:that|this|it)(?:[’']?s| was| is)(?:n[’']t| not)?"
    r"(?: (?:very|really|so|all|too))?(?: (?:helpful|useful|clear|good|great|perfect|awesome|interesting))?|"
    r"(?:that|this|it) (?:really )?(?:helps|helped)(?: (?:me|us))?|makes sense|"
    r"i see|understood|well done|see you|later|i(?:[’']?m| am) new(?: here)?|"
    r"what (?:can|could|should|may) (?:i|we) ask(?: (?:you|here|about))*|"
    r"what (?:topics|subjects|terms|things|questions) (?:do|can) you (?:cover|know(?: about)?|answer|have)|"
    r"what do you know(?: about)?)\b\W*)++$",
    re.I,
)


# "Who made it?", "Can they be combined?", "Which one is faster?" as the first message, with so many other words
# (eval/LOG.md).
_OF_NOTHING = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:(?:who|what|how|why|when|where)\b(?: \w+){0,3}? |"
    r"(?:is|are|does|do|can|could|did|was|were|will|has|have|should) )"
    r"(?:it|they|them|these(?: two)?|this|that)\b(?: (?!to\b)\w+){0,3}\W*$|"
    r"^\W*which(?: one)?(?: of (?:them|these|those|the two))? (?:is|was|are) (?:the )?\w+\W*$",
    re.IGNORECASE,
)
_OTHER_WORDS = 2


def asks_what_it_is(text: str, names: Iterable[str]) -> bool:
    """Whether the text begins by asking what one of the names is, whatever it asks besides."""
    opening = _DEFINES.match(text)
    rest = name_key(_ARTICLE.sub("", text[opening.end() :])) if opening else ""
    return any(f"{rest} ".startswith(f"{name_key(name)} ") for name in names)


def asks_if_it_is(text: str, names: Iterable[str]) -> bool:
    """Whether it is asked of one of the names whether that is a thing of some kind: its definition says which."""
    found = _KIND.match(text)
    return found is not None and name_key(found["name"]) in map(name_key, names)


def ask_of(text: str, named: Sequence[object], focus: Sequence[str]) -> Ask:
    """The kind of answer wanted.

    `named` are the names found in the text (two of them make an "or" a comparison), `focus` the content words beside
    them: a question that says no more than a name wants its definition.
    """
    if len(named) > 1 and _THAN.search(text):
        return "compare"
    if _ONE_OR_THE_OTHER.search(text):
        return "compare"
    for ask, pattern in _PATTERNS:
        if pattern.search(text):
            return ask
    if len(named) > 1 and _EITHER.search(text):
        return "compare"
    # "What is gettering?", "What is ODECC?", but not "What is extrinsic gettering?".
    more = [word for word in focus if word not in NO_MORE] if len(named) == 1 else focus[1:]
    return "define" if not more and (named or _DEFINES.match(text)) else "open"


def is_courtesy(text: str) -> bool:
    """Whether a message only greets or thanks."""
    return bool(_COURTESY.match(text))


def asks_nothing(text: str) -> bool:
    """Whether a message only greets or thanks, only tells the assistant how to behave, or has no word that carries a
    subject."""
    return (
        is_courtesy(text)
        or only_instructs(text)
        or points_at_nothing(text)
        or not any(mark.isalpha() for word in content_words(text) for mark in word)
    )


def points_at_nothing(text: str) -> bool:
    """Whether a message asks about something that it does not name; what was spoken of before has its name in it."""
    return bool(_OF_NOTHING.match(text)) and len(content_words(text)) <= _OTHER_WORDS
