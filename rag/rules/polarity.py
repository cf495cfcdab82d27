"""Negation, direction and strength: what turns a statement round or makes more of it than the evidence does."""

import re

from index.words import STOP_WORDS
from rag.lexicon import SIDES, base

_NEGATIONS = frozenset(
    "not no never without cannot none neither nor hardly n't isn't aren't don't doesn't won't can't".split()
)
# These deny what follows them too, but a writer may put a plain "not" for them, or they for it.
_DENYING = frozenset(
    """bypass bypasses bypassing avoid avoids avoiding skip skips skipping lack lacks lacking eliminate eliminates
    eliminating eliminated prevent prevents preventing outside violate violates violated absence absent rarely seldom
    unnecessary unneeded needless instead rather unlike fail fails unable free""".split()
)
_SETTING_ASIDE = frozenset(("instead", "rather"))
_TOKEN = re.compile(r"[a-z0-9]+(?:n't|'t)?|n't", re.IGNORECASE)


def _denied(text: str, marks: frozenset[str]) -> set[str]:
    """Stems that a negation applies to: the next three content words in its clause."""
    found: set[str] = set()
    for clause in re.split(r"[.;,:—()]|\bbut\b|\bwhile\b", text.lower().replace("’", "'")):
        tokens = _TOKEN.findall(clause)
        for place, token in enumerate(tokens):
            then = tokens[place + 1 : place + 2]
            if token in ("instead", "rather") and then not in (["of"], ["than"]):
                continue
            if token in marks or token.endswith("n't"):
                after = [base(word) for word in tokens[place + 1 :] if word not in STOP_WORDS and word not in marks]
                found.update(after[:3])
    return found


def negation_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether something is denied that the evidence says, or said that it denies."""
    said, known = _stems(claim), _stems(evidence)
    denied, shown = _denied(claim, _NEGATIONS | _SETTING_ASIDE), _denied(evidence, _NEGATIONS)
    wide, wider = _denied(claim, _NEGATIONS | _DENYING), _denied(evidence, _NEGATIONS | _DENYING)
    newly = (denied & known) - wider
    lost = {word for word in shown & said if word not in wide}
    if newly and not denied & wider and not wider:
        return True
    if newly and not denied & wider:
        return len(newly) > 1
    return bool(lost) and not wide & shown and len(lost) * 2 > len(shown)


def denial_breaks(claim: str, evidence: str, subject: str) -> bool:
    """The same for what is set aside: "rather than", "instead of", "bypassing", "without"."""
    said = _stems(claim)
    marks = _NEGATIONS | _DENYING
    wide, wider = _denied(claim, marks), _denied(evidence, marks)
    if wide and wider and not wide & wider and (wide & _stems(evidence)) and (wider & said):
        return True
    return bool(wider) and not wide and len(wider & said) * 2 > len(wider)


def direction_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether a claim has a word whose opposite the evidence has instead."""
    said, shown = _stems(without_names(claim, subject)), _stems(evidence)
    for one, other in SIDES:
        for side, opposite in ((one, other), (other, one)):
            if said & side and not shown & side and shown & opposite and not said & opposite:
                return True
    return False


def without_names(claim: str, subject: str) -> str:
    """The claim without the names of its subject, whose words say nothing about it."""
    for name in sorted(subject.split(", "), key=len, reverse=True):
        claim = re.sub(rf"\b{re.escape(name)}\b", " ", claim, flags=re.IGNORECASE) if name else claim
    return claim


_STRENGTHS: tuple[tuple[str, str], ...] = (
    ("all", "all every both entire whole total complete"),
    ("every", "every each all any always"),
    ("entirely completely fully", "entirely completely fully entire whole total all"),
    ("always", "always every all whenever any"),
    ("never none", "never none no not n't zero"),
    ("cannot", "cannot not n't never no prevent prohibit unable fail impossible without"),
    ("only solely alone exclusively", "only solely alone exclusively just strictly sole unless purely"),
    ("must", "must need require necessary essential critical crucial mandatory challenge should demand has imperative"),
    ("guarantee ensure", "guarantee ensure assure sure make secure provide enforce"),
    ("exactly", "exactly exact precisely"),
)
_STRONG = tuple(
    (frozenset(base(word) for word in strong.split()), frozenset(base(word) for word in enough.split()))
    for strong, enough in _STRENGTHS
)
_ONE_OF = re.compile(
    r"\b(?:one|some|part|among) (?:of )?the (?:most|best|main|key|largest|biggest|leading)", re.IGNORECASE
)
_THE_MOST = re.compile(r"\bthe (?:most|best|main|largest|biggest|leading|only|single)\b", re.IGNORECASE)


def quantifier_breaks(claim: str, evidence: str, subject: str) -> bool:
    """Whether the claim says all, always, only or must where the evidence does not."""
    said, shown = _stems(claim), _stems(evidence)
    if any(said & strong and not shown & enough for strong, enough in _STRONG):
        return True
    return bool(_ONE_OF.search(evidence) and _THE_MOST.search(claim) and not _ONE_OF.search(claim))


def _stems(text: str) -> set[str]:
    return {base(word) for word in _TOKEN.findall(text.lower().replace("’", "'"))}
