"""The other names of an entry: acronyms, expansions, synonyms. A name must mean the entry, not a thing it mentions.

Acronyms are matched to long forms after Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003): the letters of the short form occur in order in the long form, the first
of them at the beginning of a word.
"""

import re
from collections.abc import Iterator, Sequence

BRACKET = re.compile(r"\s*\(([^()]+)\)")
CALLED = re.compile(r"also (?:called|known as|referred to as|termed) \"?([^()\",;:.—]+)")
ACRONYM = re.compile(r"(?=[\w-]*[A-Z][\w-]*[A-Z])[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|[a-z][A-Z]{2,}")
SMALL = frozenset(("and", "for", "in", "of", "the"))


def aliases(term: str, keywords: Sequence[str], category: str, definition: str) -> tuple[str, ...]:
    """Names besides the term, without repeats (case aside), in a fixed order."""
    found = [
        *_of_brackets(term),
        *_of_definition(term, definition),
        *_of_keywords(term, keywords, category),
    ]
    distinct: dict[str, str] = {}
    for name in found:
        distinct.setdefault(name.casefold(), name)
    distinct.pop(term.casefold(), None)
    return tuple(distinct.values())


def abbreviates(short: str, long: str) -> bool:
    """Whether the short form's letters occur in order in the long form, the first of both at the beginning."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower())
    words = long.lower()
    if len(letters) < 2 or len(letters) >= len(re.sub(r"\W", "", words)) or not words.startswith(letters[0]):
        return False
    at = len(words)
    for letter in reversed(letters[1:]):
        at = words.rfind(letter, 1, at)
        if at < 0:
            return False
    return True


def spelled_out(acronym: str, text: str) -> str:
    """The first run of words of the text whose initials are the acronym; "" if there is none."""
    letters = re.sub(r"[^a-z0-9]", "", acronym.lower())
    words = list(re.finditer(r"[A-Za-z]+", text))
    for first, word in enumerate(words):
        end = _match_initials(letters, words[first:], text)
        if end:
            return text[word.start() : end]
    return ""


def _match_initials(letters: str, words: Sequence[re.Match[str]], text: str) -> int:
    """The end of the last word used, or 0. Small words and second parts of hyphenated ones may be passed over."""
    used = 0
    for word in words:
        if word[0][0].lower() == letters[used]:
            used += 1
            if used == len(letters):
                return word.end()
        elif not used or (text[word.start() - 1] != "-" and word[0] not in SMALL):
            return 0
    return 0


def _of_brackets(term: str) -> Iterator[str]:
    """`Long Form (ACR) rest` gives the acronym, the long form and the term without bracket; `A (B)` gives A and B."""
    bracket = BRACKET.search(term)
    if not bracket or "," in bracket[1]:
        return
    before, inside, after = term[: bracket.start()], bracket[1], term[bracket.end() :]
    yield before + after
    if abbreviates(inside, before) or abbreviates(before, inside) or not after:
        yield inside
        yield before


def _of_definition(term: str, definition: str) -> Iterator[str]:
    opening = definition[len(term) :] if definition.casefold().startswith(term.casefold()) else ""
    bracket = BRACKET.match(opening)
    if bracket and (abbreviates(bracket[1], term) or abbreviates(term, bracket[1])):
        yield bracket[1]
    elif ACRONYM.fullmatch(term) and (long := spelled_out(term, opening)):
        yield long
    for called in CALLED.finditer(definition):
        yield from (name.strip() for name in re.split(r" or | and ", called[1]) if name.strip())


def _of_keywords(term: str, keywords: Sequence[str], category: str) -> Iterator[str]:
    """The first keyword, and those that say the term in other or in fewer words; none of a title split into words."""
    if len(keywords) >= 4 and not any(" " in keyword for keyword in keywords):
        return
    first = keywords[0]
    yield first
    if len(keywords) == 4 and abbreviates(keywords[1], keywords[2]):
        yield from keywords[1:3]
    known = _stems(term)
    for keyword in keywords[1:]:
        stems = _stems(keyword)
        if keyword != category and len(stems) > 1 and (stems <= known or known <= stems):
            yield keyword


def _stems(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9+]+", name.lower())
    return frozenset(re.sub(r"(?:ism)?s?$", "", word) for word in words if word not in SMALL)
