"""What a question asks for, by its wording: a noun phrase, a number of something, or a kind of fact (a person, a year,
a price, a quantity with a unit), and what a sentence must have to tell that."""

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from index.words import STOP_WORDS, raw_words, stem

Pattern = re.Pattern[str]


class Told(NamedTuple):
    """A sentence as evidence: its readable text with its heading, and the stems of its content words."""

    text: str
    words: frozenset[str]


class Wanted(NamedTuple):
    """What is asked for: the words of the noun phrase behind "which", "what is the" or "how many", whether those are
    counted, and the `kinds` of fact, each by the pattern of the sentences that can tell it. `type` is the stem of the
    noun that only names such a kind ("year", "price"), "" where the noun says more ("learning rate")."""

    phrase: tuple[str, ...]
    counted: bool
    kinds: tuple[Pattern, ...]
    type: str


_LONGEST = 4
_VERBS = frozenset("made built wrote came found won owns makes sells runs".split())
_WORD_OR_MARK = re.compile(r"\w+|[,.;:?!()]")
_OPENING = re.compile(
    r"\b(?:which|what|whose|how much|(how many))\b(?:(?:['’]?s| is| are| was| were| would be)\s+(?:the|its|our)\b)?\s*",
    re.IGNORECASE,
)


def _units(symbols: str) -> str:
    return rf"\d[\d.,–-]*\s?(?:[A-Z]+[- ])?(?:{symbols})(?![A-Za-z])"


def _compiled(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[Pattern, ...], ...]:
    *asked, told = zip(*rows, strict=True)
    return tuple(
        zip(*([re.compile(one, re.I) for one in column] for column in asked), map(re.compile, told), strict=True)
    )


_MONEY = r"[$€£]|\b(?:USD|EUR|dollars?|euros?)\b|\b[Pp]ricing:|\bfree (?:for|of charge)\b"
_EFFORT = r"O\(|\d\s?%|\d\s?[x×]|\b(?:[Oo]verhead|[Cc]ost|[Oo]perations|[Cc]ompute|[Cc]omputation)\b"
_TIME = _units(r"h|hrs?|hours?|[mnμµ]?s|sec|(?:milli|nano)?seconds?|days?|weeks?|months?|years?|min|minutes?")
# Units as questions spell them, and as sentences write them behind a number.
_UNITS = _compiled(
    (
        (r"per ?cents?|percentages?|%", r"%|\bpercent"),
        (r"(?:micro|milli|nano)?seconds?|minutes?|hours?|days?|weeks?|months?|years?", _TIME),
        (r"(?:kilo|mega|giga|milli)?watts?|[kMm]?W|joules?", _units(r"[kMm]?Wh?|[pn]?J|watts?")),
        (r"(?:nano|micro|milli|kilo)?met(?:er|re)s?|microns?|[nµμm]m", _units(r"[nμµumck]?m|Å|microns?|meters?")),
        (r"(?:kilo|mega|giga|tera)?(?:bytes?|bits?)|[KMGT]B", _units(r"[KMGTP]i?B|bytes?|[kmgt]?bits?")),
        (r"(?:milli|kilo)?volts?", _units(r"[mk]?V")),
        (r"(?:pico|nano|micro|milli)?amp(?:ere)?s?", _units(r"[pnμµm]?A")),
        (r"ohms?", r"Ω|\bohm"),
        (r"(?:kilo|mega|giga)?hertz|[kMG]?Hz", _units(r"[kMG]?Hz|[MG]T/s")),
        (r"degrees?|kelvin|celsius", _units(r"°\s?[CF]?|K|degrees?")),
        (r"times|fold", r"\d\s?[x×]|\btimes\b|-fold"),
        (r"dollars?|euros?|cents?|usd|eur", _MONEY),
    )
)  # fmt: skip
# Never found: a kind that only its noun asks for.
_NEVER = r"(?!)"
_WHO = r"(?:^|[,.;:?!]\s*|\b(?:and|or|by)\s+)(?:who|whom|whose)\b(?! (?:is|are|should|needs?|can|uses?)\b)"
_SOMEONE = (
    r"(?:researcher|author|person|scientist|inventor|engineer|group|lab|laboratorie|laboratory|team|universitie|"
    r"university|institute|compan(?:y|ie)|firm|vendor|maker|supplier|manufacturer|startup|organi[sz]ation|institution|"
    r"authority)s?"
)
_BY_SOMEONE = (
    r"\bet al\b|\b(?i:introduced|proposed|developed|created|built|released|published|designed|invented|found|founded|"
    r"discovered|coined|popularized|acquired|demonstrated|made|written) (?:by|at) (?:the )?[A-Z]|"
    r"\b(?:[Rr]esearchers|[Aa]uthors) (?:at|from|of|\w+ed)\b|\bby (?:the )?(?:researchers|authors)\b|"
    r"\b(?:[Ii]nventors?|[Cc]reators|[Uu]niversity)\b|\bDeveloper:|"
    r"\b(?:is|was) [A-Z]\w+['’]s\b|\b[A-Z]\w+['’]s (?:model|algorithm|law|theorem|rule|framework|method)\b|"
    r"\([A-Z][^()]*, (?:19|20)\d\d\b|"
    r"\b[A-Z]\w+ [A-Z]\w+ (?:popularized|introduced|proposed|invented|coined|developed)\b"
)
_HOW_MUCH = (
    r"\b(?:how much|what|how expensive)\b[^.?!]*\b(?:charges?|priced?|prices?|fees?|fines?(?!-)|revenue|salary|"
    r"pay|paid|earns?)\b|\bhow expensive\b|\b(?:free of charge|for free|cheapest)\b"
)
_HOW_BIG = (
    r"\bhow (?:thick|thin|deep|wide|tall|often|quick(?:ly)?|fast|long|large|big|high|low|far|small|accurate|much)\b"
)
_QUANTITY = (
    r"thickness|width|depth|pitch|length|latency|runtime|duration|interval|current|frequency|number|values?|rates?|"
    r"ratios?|accuracy|sizes?|range|epsilon|scores?|thresholds?|tolerance|fid|f1|bleu|kappa|speed-?up|dimensions?|"
    r"decay|precision|perplexity|capacity|bandwidth|throughput|peak|limit"
)
# What asks for a kind of fact, by the text or by the noun asked for, and what a sentence must have to tell it. In the
# last one the noun has still to be said.
_KINDS = _compiled(
    (
        (_WHO, _SOMEONE, _BY_SOMEONE),
        (r"\bwhen (?:was|were|did|has)\b|\band when\s*\?|\bsince when\b", r"years?|date|decade", r"\b(?:19|20)\d\d\b"),
        (r"\b(?:how much|what)\b[^.?!]*\bcosts?\b", r"costs?", rf"{_MONEY}|{_EFFORT}"),
        (_HOW_MUCH, r"prices?|fees?|fines?|revenue|salary|budget|bill", _MONEY),
        (r"\b(?:patent(?:ed)?|conference|journal)\b", r"conference|journal|venue|papers?|patents?|books?",
         r"\b(?:[Pp]apers?|[Cc]onference|[Jj]ournal|[Pp]atent\w*|et al)\b"),
        (r"\b(?:book|course|tutorial|lecture|video|blog)s? (?:on|about|for)\b",
         r"books?|courses?|tutorials?|lectures?|videos?|blogs?", r"\b(?i:book|course|tutorial|lecture|video|blog)s?\b"),
        (r"\bwhy (?:is|was|are|were|do|does|did)\b[^.?!]*\b(?:called|named)\b|\bwhere does the (?:name|term)\b|"
         r"\b(?:origin|etymology) of the (?:name|term|word)\b", _NEVER,
         r"\b(?:[Nn]amed?|[Cc]alled|[Tt]erm|[Cc]oined|derives?|stands for|acronym)\b"),
        (r"\bopposite(?: of\b|\W*$)|\bantonym\b", r"opposite|antonym",
         r"\b(?:[Oo]pposite|[Ii]nverse|[Cc]ontrary|[Uu]nlike|[Ii]n contrast)\b"),
        (r"\b(?:written|coded|programmed|implemented) in\W*$|"
         r"\blanguage is\b.*\b(?:written|coded|programmed|implemented)\b", _NEVER,
         r"\b(?:written|implemented|coded) in\b"),
        (r"\b(?:formula|equation)\b", r"formulas?|formulae|equations?", r"[=∝≈≤]"),
        (r"\blicen[cs]ed?\b", r"licen[cs]es?", r"\b(?:[Ll]icen[cs]\w*|Apache|MIT|GPL|open[- ]source)\b"),
        (_NEVER, r"months?", r"\b(?:January|February|March|April|May|June|July|August|September|October|November|"
         r"December)\b"),
        (_NEVER, r"versions?|releases?", r"\b[vV]?\d+\.\d+|\b[Vv]ersions? \d"),
        (r"\bhow long\b[^.?!]*\b(?:take|took|last|run)(?:s|ed)?\b", _NEVER, rf"{_TIME}|O\("),
        (r"\bhow (?:hot|cold|warm)\b", r"temperatures?", _units(r"°\s?[CF]?|K|degrees?")),
        (_NEVER, r"percent(?:age)?s?|shares?|fractions?|portions?|proportions?|percentile|part",
         r"%|\bpercent|\d/\d|\dth\b"),
        (_NEVER, r"power|energy|electricity|draw|consumption", _units(r"[kMm]?Wh?|[pn]?J|[mk]?eV|watts?") + r"|\d\s?%"),
        (_NEVER, r"voltages?", _units(r"[mk]?V")),
        (_HOW_BIG, _QUANTITY, r"\d|O\("),
    )
)  # fmt: skip
# Words that the pattern of a kind stands for: that someone is behind a thing, a temperature, a formula.
_IMPLIED = frozenset(
    stem(word)
    for word in """invented coined proposed wrote written developed created built published introduced founded made
    released came bought paid hot cold warm formula formulae equation""".split()
)
_VERDICT = re.compile(
    r"^\W*(?:(?:hey|hi|so|ok|and|but|well)\W+)?(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have|may|"
    r"must)\b(?! (?:there|you|someone|anyone)\b)|"
    r"\b(?:better|worse|faster|slower|cheaper|easier)\b.*\b(?:than|or)\b|"
    r"\bor\b.*\b(?:better|worse|faster|slower|cheaper|easier)\b|\bbe(?:tter|st) choice\b|"
    r"\bshould (?:i|we) (?:take|use|choose|buy|pick)\b",
    re.IGNORECASE,
)
_IN_UNITS = re.compile(r"\bin (\w+)\b")


@lru_cache(256)
def wanted(question: str) -> Wanted:
    """What is asked for, by the wording alone."""
    opening = next((found for found in _OPENING.finditer(question) if _phrase(question[found.end() :])), None)
    phrase = _phrase(question[opening.end() :]) if opening else ()
    noun = phrase[-1] if phrase else ""
    counted = bool(opening and opening[1])
    kinds = [told for text, ends, told in _KINDS if text.search(question) or (noun and ends.fullmatch(noun))]
    spelt = [*(phrase if counted else ()), *_IN_UNITS.findall(question)]
    units = [told for unit, told in _UNITS if any(unit.fullmatch(word) for word in spelt)]
    typed = bool(noun) and any(ends.fullmatch(noun) for _, ends, _ in _KINDS[:-1])
    return Wanted(phrase, counted and not units, (*kinds, *units), stem(noun) if typed else "")


def asks_for_verdict(question: str) -> bool:
    """Whether a yes or no is asked for, or which of two is the better one."""
    return bool(_VERDICT.search(question))


def names_a_kind(word: str) -> bool:
    """Whether a word only names a kind of fact: "formula", "price"."""
    return any(ends.fullmatch(word) for _, ends, _ in _KINDS)


def is_type(word: str, asked: Wanted) -> bool:
    """Whether a stem of the question only says which kind of fact is asked for."""
    return word in _IMPLIED or word == asked.type or any(unit.fullmatch(word) for unit, _ in _UNITS)


def _phrase(text: str) -> tuple[str, ...]:
    """The content words that a text begins with, at most four, before the first verb that can be told from a noun."""
    words = (raw_words(word) for word in _WORD_OR_MARK.findall(text)[:_LONGEST])
    phrase = [one[0] for one in takewhile(lambda one: bool(one) and one[0] not in STOP_WORDS, words)]
    return (*phrase[:1], *takewhile(lambda word: not (word.endswith("ed") or word in _VERBS), phrase[1:]))
