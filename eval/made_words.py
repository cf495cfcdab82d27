"""Words in another form, and in each other's place: what made pairs are put together from.

English inflection by its regular rules and a few listed exceptions; meanings and opposites are those of the verifier's
own lists (rag/synonyms.py, rag/lexicon.py), so nothing is known here that is not known there.
"""

import re
from random import Random

from index.words import STOP_WORDS
from rag.lexicon import OPPOSITES
from rag.synonyms import GROUPS

# These mean too many things to be put for each other without a look at the sentence.
_AMBIGUOUS = """mean times x must possible give make turn some let call no sum take high low lead set order""".split()
_PAST = dict(
    pair.split(":")
    for pair in """
    hold:held keep:kept know:known find:found make:made give:given take:taken lose:lost send:sent build:built get:got
    run:run cut:cut split:split spread:spread drop:dropped grow:grown fall:fallen rise:risen lead:led bring:brought
    choose:chosen see:seen show:shown write:written read:read begin:begun hide:hidden break_:broken teach:taught
    learn:learned hit:hit put:put let:let spot:spotted stop:stopped trap:trapped transfer:transferred map:mapped
    control:controlled occur:occurred plan:planned trim:trimmed cap:capped tag:tagged draw:drawn
    """.split()
)
_ACTIVE = frozenset(
    """
    reduce decrease increase improve enhance degrade cause trigger produce create generate transform require reveal
    determine maintain store remove eliminate prevent enable split distribute combine collect contain include cover use
    apply support execute share detect identify select track monitor predict process compute measure replace model
    control capture introduce provide add encode learn exploit preserve leverage handle estimate evaluate influence
    affect address align define limit optimize map train update merge block synchronize transfer violate minimize
    maximize discover simulate manage schedule launch
    """.split()
)


def _forms(word: str) -> dict[str, str]:
    """The regular forms of a verb or noun, each with its ending: "s", "ed", "ing" or "" for the word itself."""
    if word.endswith("e"):
        return {f"{word}s": "s", f"{word}d": "ed", f"{word[:-1]}ing": "ing", word: ""}
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return {f"{word[:-1]}ies": "s", f"{word[:-1]}ied": "ed", f"{word}ing": "ing", word: ""}
    if word.endswith(("s", "x", "ch", "sh")):
        return {f"{word}es": "s", f"{word}ed": "ed", f"{word}ing": "ing", word: ""}
    return {f"{word}s": "s", f"{word}ed": "ed", f"{word}ing": "ing", word: ""}


def inflected(word: str, ending: str) -> str:
    """A base form with "s", "ed" (the participle), "ing" or nothing."""
    if ending == "ed" and word in _PAST:
        return _PAST[word]
    return next(form for form, own in _forms(word).items() if own == ending)


def _meanings() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in GROUPS:
        for word in group:
            found.setdefault(word, set()).update(set(group) - {word})
    return {word: others for word, others in found.items() if word not in _AMBIGUOUS}


MEANINGS = _meanings()


def _bases() -> dict[str, tuple[str, str]]:
    """Each form of a word that has others of its meaning -> the word and the form's ending."""
    found: dict[str, tuple[str, str]] = {}
    for word in MEANINGS:
        for form, ending in _forms(word).items():
            found.setdefault(form, (word, ending))
        if word in _PAST:
            found.setdefault(_PAST[word], (word, "ed"))
    return found


BASES = _bases()


def _opposites() -> dict[str, list[tuple[list[str], str, int]]]:
    """Each form of a word with opposites -> the opposites, the form's ending, and the word's place among its like."""
    found: dict[str, list[tuple[list[str], str, int]]] = {}
    for pair in OPPOSITES:
        one, other = (side.split() for side in pair.split("/"))
        for side, against in ((one, other), (other, one)):
            for place, word in enumerate(side):
                for form, ending in _forms(word).items():
                    found.setdefault(form, []).append((against, ending, place))
    return found


AGAINST = _opposites()
THIRD_PERSON = {form: verb for verb in _ACTIVE for form, ending in _forms(verb).items() if ending == "s"}


def verb_of(word: str, subject: str, modal: str | None) -> str | None:
    """The base form of a verb that stands after a subject, where it is one that has a passive."""
    if modal:
        return word if word in _ACTIVE else None
    if word in THIRD_PERSON:
        return THIRD_PERSON[word]
    return word if word in _ACTIVE and subject.endswith("s") else None


def in_other_words(text: str, share: float, rng: Random) -> str:
    """The text with up to four words put for others of their meaning, each with a chance of `share`."""
    left = rng.choice([1, 2, 2, 3, 4])

    def replaced(match: re.Match[str]) -> str:
        nonlocal left
        word = match.group()
        if left <= 0:
            return word
        base = BASES.get(word.lower())
        if not base or rng.random() > share or word.isupper() or (word[0].isupper() and match.start()):
            return word
        other = inflected(rng.choice(sorted(MEANINGS[base[0]])), base[1])
        other = other.capitalize() if word[0].isupper() else other
        left -= other != word
        return other

    return re.sub(r"[A-Za-z]+", replaced, text)


def lowered(text: str) -> str:
    """The text as it goes on within a sentence; names keep their capitals."""
    word = text.split(" ", 1)[0]
    named = sum(letter.isupper() for letter in word) > 1 or any(mark.isdigit() for mark in word) or len(word) < 2
    return text if named else text[0].lower() + text[1:]


def raised(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def content(text: str) -> list[re.Match[str]]:
    """Where the words of a text stand that carry a subject."""
    return [word for word in re.finditer(r"[A-Za-z][\w-]+", text) if word.group().lower() not in STOP_WORDS]
