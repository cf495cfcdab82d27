"""Does the evidence say what a claim says? Deterministic, some ten milliseconds.

Each word of the claim is first laid beside the word of the evidence that it restates (rag/alignment.py). Rules then
look at numbers, units and comparators, negation, direction, quantifiers, names, who does what to whom, and what is said
of what (rag/rules). MiniLM, trained on pairs of a claim and its evidence, reads both (rag/entailment.py). Last, a
logistic regression weighs the rules, the model, words that nothing in the evidence accounts for, and neighbours that
stand far apart there. What is not covered: what only knowledge tells, and a single plain word changed in a long sentence.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from index.repair import plain
from rag.alignment import align, subject_tokens, tokens
from rag.entailment import load_entailment
from rag.order import in_order
from rag.rules.all import MEASURES, RULES
from rag.rules.statements import apart
from rag.strange import strange_words

# The rules are weighed with the share of strange words among the claim's content words and that of neighbours far apart
# (fitted together), and what they leave with what the model says (fitted on pairs held back from its training).
BIAS, STRANGE, APART = 1.14, -5.03, -1.16
RULED, READ, LEVEL = 0.965, 0.45, -0.3
# What the model says beyond this says no more: log-odds that it never reaches where it was fitted.
MOST = 15.0
# 5 % false passes of the pairs held back (python -m eval.fit_verifier).
SUPPORTED = 0.80


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is a chance between 0 and 1; `broken` names what speaks against a claim, empty when it is supported."""

    supported: bool
    support: float
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of a claim: the names of those it breaks, and the log-odds that they leave it."""

    broken: tuple[str, ...]
    odds: float


def check(claim: str, evidence: str, subject: str) -> Verdict:
    """Whether `evidence` supports `claim`; `subject` names what the evidence is about, which a claim may use."""
    said, shown = plain(claim), plain(evidence)
    if said.split() and said.split() == shown.split():
        return Verdict(True, 1.0, ())
    ruling = ruled(said, shown, subject)
    if ruling is None:
        return Verdict(False, 0.0, ("meaning",))
    read = load_entailment().logit(said, shown, subject.split(", ")[0])
    total = LEVEL + RULED * ruling.odds + READ * min(MOST, max(-MOST, read))
    support = 1 / (1 + math.exp(-total))
    if support >= SUPPORTED:
        return Verdict(True, round(support, 4), ())
    return Verdict(False, round(support, 4), ruling.broken or ("meaning",))


def ruled(said: str, shown: str, subject: str) -> Ruling | None:
    """What the rules say of a readable claim and its evidence; None where the claim restates no word of it."""
    facts = signs(said, shown, subject)
    if facts is None:
        return None
    *flags, strange, far = facts
    rules = [(rule[0], rule[-1]) for rule in RULES] + [(measure[0], measure[-1]) for measure in MEASURES]
    broken = [rule for rule, flag in zip(rules, flags, strict=True) if flag]
    odds = BIAS - sum(weight for _, weight in broken) + STRANGE * strange + APART * far
    return Ruling(tuple(dict.fromkeys(name for name, _ in broken)), odds)


def signs(said: str, shown: str, subject: str) -> tuple[float, ...] | None:
    """For each rule whether it is broken, 1 or 0; then the share of strange words, and of neighbours far apart. None
    where the claim restates no word of the evidence."""
    words, known = in_order(tokens(said)), [*in_order(tokens(shown)), *subject_tokens(subject)]
    aligned = align(words, known)
    if not aligned:
        return None
    content = sum(word.content for word in words)

    def all_signs() -> Iterator[float]:
        yield from (float(breaks(said, shown, subject)) for _, breaks, _ in RULES)
        yield from (float(measure(words, known, aligned) >= limit) for _, measure, limit, _ in MEASURES)
        yield len(strange_words(words, aligned)) / content
        yield apart(words, known, aligned)

    return tuple(all_signs())
