"""True rewordings by rule: what a made pair says when it is supported. Often clumsy, hardly ever wrong."""

import re
from random import Random

from eval.made_words import in_other_words, inflected, lowered, raised, verb_of
from index.words import STOP_WORDS

_LABEL = re.compile(r"^([A-Z][^:.,;]{2,50}?)(?::| [—–-]) (.{15,})$")
_OPENING = re.compile(
    r"^((?:When|If|Once|Because|While|Although|For|In|At|By|With|During|After|Before|Without|As) [^,]{6,80}), (.{10,})$"
)
_ENDING = re.compile(r"^(.{15,}?) ((?:when|if|because|once|while|without|during|by|for|before|after) [^,;:]{8,80})$")
_THREE = re.compile(r"^(.*?)\b([\w-]+(?: [\w-]+)?), ([\w-]+(?: [\w-]+)?),? and ([\w-]+(?: [\w-]+)?)\b(.*)$")
_TWO = re.compile(r"^(.*?)\b([\w-]+) and ([\w-]+)\b(.*)$")
# Subject, perhaps a modal, verb, object, and what follows.
ACTIVE = re.compile(
    r"^([A-Z][\w\- ]{2,50}?) (?:(can|may|must|should|could|will) )?([a-z]+) ([\w\-/ ]{4,70}?)"
    r"((?:,| by | for | to | in | with | when | during | on | at | — |;| that | while | across | through | from ).*)?$"
)
_DIGITS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "8": "eight", "10": "ten"}
_SIGNS = (
    ("→", (" leads to ", " causes ", " → ")),
    ("↑", ("higher ", "increased ")),
    ("↓", ("lower ", "reduced ")),
    ("vs.", ("compared with",)),
    ("e.g.,", ("for example",)),
    (" & ", (" and ",)),
    ("w/", ("with ",)),
)
_PHRASES = (
    (r"\bis the (practice|process) of ([a-z]+)ing\b", (r"\2s",)),
    (r"\ballows? (\w+) to\b", (r"lets \1", r"makes it possible for \1 to")),
    (r"\bin order to\b", ("to",)),
    (r"\bsuch as\b", ("like", "for example", "including")),
    (r"\bdue to\b", ("because of", "owing to", "caused by")),
    (r"\bleads? to\b", ("results in", "causes", "brings about")),
    (r"\bresults? in\b", ("leads to", "causes")),
    (r"\bbecause\b", ("since", "as")),
    (r"\bmay\b", ("might", "can", "could")),
    (r"\bcan\b", ("may", "is able to")),
    (r"\bwithout\b", ("with no",)),
    (r"\bensures? that\b", ("makes sure that",)),
    (r"\bhelps?\b", ("aids",)),
    (r"\brequires?\b", ("needs", "calls for", "demands")),
    (r"\benabl(?:es|ing)\b", ("allowing", "making possible", "which permits")),
    (r"\bmultiple\b", ("several", "many")),
    (r"\bfor example\b", ("for instance",)),
    (r"\bcannot\b", ("can not", "is unable to")),
    (r"\bdoes not\b", ("doesn't",)),
    (r"\bis not\b", ("isn't",)),
    (r"\bvia\b", ("through", "by means of")),
    (r"\bper\b", ("for each",)),
    (r"\binstead of\b", ("rather than",)),
    (r"\brather than\b", ("instead of",)),
    (r"\bbased on\b", ("that rests on",)),
    (r"\bused (?:for|to)\b", ("which serves to",)),
    (r"\bconsists of\b", ("is made up of",)),
    (r"\brefers to\b", ("means", "denotes")),
)
_KEPT_OF = frozenset("number kind set use practice process lack loss amount out".split())
_LEADS = (
    *("In other words, ", "In short, ", "Note that ", "According to the entry, ", "This means that "),
    *("Put simply, ", "Basically, ", "Here, ", "It is stated that "),
)


def reworded(text: str, term: str, rng: Random) -> str:
    """What the text says in other words and another order, perhaps less of it. `term` is what it is about."""
    for _ in range(3):
        said, strength = text, rng.random()
        said = _without_label(said, term, rng) if rng.random() < 0.75 else said
        said = _shortened(said, rng) if rng.random() < 0.35 else said
        said = _passive(said) or said if rng.random() < 0.35 else said
        said = _reordered(said, rng) if rng.random() < 0.35 else said
        said = _numbers(said, rng) if rng.random() < 0.6 else said
        said = _signs(said, rng) if rng.random() < 0.8 else said
        said = _phrased(said, rng) if rng.random() < 0.6 else said
        said = _compound(said) if rng.random() < 0.25 else said
        said = in_other_words(said, 0.15 + 0.6 * strength, rng) if rng.random() < 0.8 else said
        said = _about(said, term, rng) if rng.random() < 0.2 else said
        said = rng.choice(_LEADS) + lowered(said) if rng.random() < 0.07 else said
        said = raised(said.strip())
        said += "." if said and said[-1] not in ".!?" else ""
        if len(said.split()) >= 4:
            return said
    return text


def label_of(text: str) -> tuple[str, str] | None:
    """A label and what follows it; None where the text begins with none."""
    match = _LABEL.match(text)
    return (match.group(1), match.group(2)) if match else None


def _without_label(text: str, term: str, rng: Random) -> str:
    found = label_of(text)
    if not found:
        return text
    label, rest = found
    small = label if label.isupper() else label.lower()
    return (
        raised(rest),
        f"In {term}, {lowered(rest)}",
        f"{label} is {lowered(rest)}",
        f"{label} means that {lowered(rest)}",
        f"For {small}, {lowered(rest)}",
        f"With {small}, {lowered(rest)}",
        f"The {small} of {term} is {lowered(rest)}",
        f"{rest.rstrip('.')} ({label}).",
        text,
    )[rng.randrange(9)]


def _shortened(text: str, rng: Random) -> str:
    said = re.sub(r"\s*\([^()]*\)", "", text) if rng.random() < 0.6 else text
    parts = re.split(r"(, which |; | — |, enabling |, making |, and |, such as |, where |, while )", said)
    if len(parts) >= 3 and rng.random() < 0.6:
        kept = rng.randrange(1, (len(parts) + 1) // 2) if len(parts) > 3 else 1
        part = "".join(parts[: 2 * kept - 1])
        said = f"{part.rstrip('.')}." if len(part.split()) >= 5 else said
    spare = r"\b(?:very|highly|also|typically|simply|significantly|dramatically|extremely|effectively) "
    return re.sub(spare, "", said) if rng.random() < 0.3 else said


def _reordered(text: str, rng: Random) -> str:
    body = text.rstrip(".")
    if match := _OPENING.match(body):
        return f"{raised(match.group(2))} {lowered(match.group(1))}."
    match = _ENDING.match(body)
    if match and rng.random() < 0.7:
        return f"{raised(match.group(2))}, {lowered(match.group(1))}."
    if match := _THREE.match(body):
        before, first, second, third, after = match.groups()
        *lead, first = first.split(" ")
        third, *rest = third.split(" ")
        items = rng.sample([first, second, third], 3)
        before += f"{' '.join(lead)} " if lead else ""
        return f"{before}{items[0]}, {items[1]}, and {items[2]}{f' {rest[0]}' if rest else ''}{after}."
    match = _TWO.match(body)
    if match and not {match.group(2).lower(), match.group(3).lower()} & STOP_WORDS:
        return f"{match.group(1)}{match.group(3)} and {match.group(2)}{match.group(4)}."
    return text


def _passive(text: str) -> str | None:
    match = ACTIVE.match(text.rstrip("."))
    if not match:
        return None
    subject, modal, word, thing, rest = match.groups()
    verb = verb_of(word, subject, modal)
    if not verb or " is " in subject or " are " in subject:
        return None
    last = thing.split()[-1]
    plural = (last.endswith("s") and not last.endswith(("ss", "is", "us"))) or " and " in thing
    be = f"{modal} be" if modal else ("are" if plural else "is")
    return f"{raised(thing)} {be} {inflected(verb, 'ed')} by {lowered(subject)}{rest or ''}."


def _numbers(text: str, rng: Random) -> str:
    text = re.sub(r"(?<=\d)%", lambda _: rng.choice(["%", " percent", " %"]), text)
    text = re.sub(r"\b(\d),(\d{3})\b(?!,)", lambda m: rng.choice([m.group(), m.group(1) + m.group(2)]), text)
    text = re.sub(r"(?<![\d,.])(\d{1,3})000\b", lambda m: rng.choice([m.group(), m.group(1) + ",000"]), text)
    digit = r"(?<![\w.,])([2-6]|8|10)(?![\w.,%×\-–/])"
    text = re.sub(digit, lambda m: rng.choice([m.group(), _DIGITS[m.group(1)]]), text)
    text = re.sub(r"(\d)x\b", lambda m: m.group(1) + rng.choice(["x", "×", " times", "-fold"]), text)
    text = re.sub(r"(\d)-(\d)", lambda m: m.group(1) + rng.choice(["-", " to ", "–"]) + m.group(2), text)
    text = re.sub(r"~(?=\d)", lambda _: rng.choice(["~", "about ", "roughly ", "approximately "]), text)
    text = re.sub(r"[>](?=\s?\d)", lambda _: rng.choice([">", "more than ", "over "]), text)
    return re.sub(r"[<](?=\s?\d)", lambda _: rng.choice(["<", "less than ", "below "]), text)


def _signs(text: str, rng: Random) -> str:
    for sign, words in _SIGNS:
        if sign in text:
            text = text.replace(sign, rng.choice(words))
    return re.sub(r"  +", " ", text)


def _phrased(text: str, rng: Random) -> str:
    for pattern, others in _PHRASES:
        if rng.random() < 0.7 and (match := re.search(pattern, text)):
            text = text[: match.start()] + match.expand(rng.choice(others)) + text[match.end() :]
    return text


def _compound(text: str) -> str:
    match = re.search(r"\b([a-z]+) of (?:the )?([a-z]+)\b(?! of)", text)
    if not match or set(match.groups()) & STOP_WORDS or match.group(1) in _KEPT_OF:
        return text
    return f"{text[: match.start()]}{match.group(2)} {match.group(1)}{text[match.end() :]}"


def _about(text: str, term: str, rng: Random) -> str:
    named = re.sub(r"^(?:It|This|They|This technique|This method|This approach) ", f"{term} ", text)
    if named != text:
        return named
    if re.match(r"^[A-Z][a-z]+s [a-z]", text) or rng.random() < 0.6:
        return rng.choice([f"In {term}, ", f"For {term}, ", f"With {term}, ", f"{term}: "]) + lowered(text)
    return text
