"""Does the evidence say what a claim says? Deterministic, under a tenth of a second.

Each word of the claim is first laid beside the word of the evidence that it restates (rag/alignment.py). Rules then
look at numbers, units and comparators, negation, direction, quantifiers, names, who does what to whom, and what is said
of what (rag/rules). SmolLM2, trained on pairs of a claim and its evidence, reads both (rag/judge.py). Last, a logistic
regression weighs the rules and the model. What is not covered: what only knowledge tells, and a plain word changed in a
long sentence.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.repair import plain
from rag.alignment import align, subject_tokens, tokens
from rag.judge import load_judge
from rag.order import in_order
from rag.rules.all import MEASURES, RULES
from rag.rules.statements import apart
from rag.shortened import shortened
from rag.strange import strange_words

# The rules are weighed with the share of neighbours far apart (fitted together), and what they leave with what the
# model says (fitted on pairs held back from its training, `python -m eval.fit_verifier`). A claim that only leaves
# words out, fitted at 1.86, is refused only where the model is against it: no more wrong ones pass so (eval/LOG.md).
BIAS, SHORTENED, APART = 0.35, 3.1, -0.08
RULED, READ, LEVEL = 0.73, 0.84, 0.95
# What the model says beyond this says no more: log-odds that it never reaches where it was fitted.
MOST = 15.0
# Where one in twenty of the wrong ones among these passes.
SUPPORTED = 0.93
_PIECE = re.compile(r"\d[\d.,]*\d|\w+|[^\s\w]")
_BREAKS = frozenset(".;:—–…()[]")
# Fewer words than this may say another thing alone than where they stand.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is a chance between 0 and 1; `broken` names what speaks against a claim, empty when it is supported;
    `outweighed` names the rules that a supported claim breaks all the same."""

    supported: bool
    support: float
    broken: tuple[str, ...]
    outweighed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of a claim: the names of those it breaks, and the log-odds that they leave it."""

    broken: tuple[str, ...]
    odds: float


def check(claim: str, evidence: str, subject: str) -> Verdict:
    """Whether `evidence` supports `claim`; `subject` names what the evidence is about, which a claim may use."""
    said, shown = plain(claim), plain(evidence)
    if verbatim(said, shown):
        return Verdict(True, 1.0, ())
    ruling = ruled(said, shown, subject)
    if math.isinf(ruling.odds):
        return Verdict(False, 0.0, ruling.broken)
    read = load_judge().logit(said, shown, subject.split(", ")[0])
    total = LEVEL + RULED * ruling.odds + READ * min(MOST, max(-MOST, read))
    support = 1 / (1 + math.exp(-total))
    if support >= SUPPORTED:
        return Verdict(True, round(support, 4), (), ruling.broken)
    return Verdict(False, round(support, 4), ruling.broken or ("meaning",))


def verbatim(said: str, shown: str) -> bool:
    """Whether a claim is a run of whole statements of its evidence, word for word."""
    words, _ = _statements(said)
    known, breaks = _statements(shown)
    size = len(words)
    return (
        0 < size == len(known)
        and words == known
        or size >= _FEWEST
        and any(known[at : at + size] == words and {at, at + size} <= breaks for at in range(len(known) - size + 1))
    )


def _statements(text: str) -> tuple[list[str], set[int]]:
    """The words and signs of a text, and before which of them statements begin or, at the last, end."""
    words: list[str] = []
    breaks = {0}
    for piece in _PIECE.findall(text.lower()):
        if piece in _BREAKS:
            breaks.add(len(words))
        else:
            words.append(piece)
    return words, breaks | {len(words)}


def ruled(said: str, shown: str, subject: str) -> Ruling:
    """What the rules say of a readable claim and its evidence."""
    *flags, less, _, far = signs(said, shown, subject)
    rules = [(rule[0], rule[-1]) for rule in RULES] + [(measure[0], measure[-1]) for measure in MEASURES]
    broken = [rule for rule, flag in zip(rules, flags, strict=True) if flag]
    odds = BIAS - sum(weight for _, weight in broken)
    odds += SHORTENED * (less and not broken) + APART * far
    return Ruling(tuple(dict.fromkeys(name for name, _ in broken)), odds)


def signs(said: str, shown: str, subject: str) -> tuple[float, ...]:
    """For each rule whether it is broken, 1 or 0; whether the claim only leaves words out; the share of strange words,
    and of neighbours far apart. Where the claim restates no word of the evidence, no rule says anything."""
    words, known = in_order(tokens(said)), [*in_order(tokens(shown)), *subject_tokens(subject)]
    aligned = align(words, known)
    if not aligned:
        return (*(0.0 for _ in (*RULES, *MEASURES)), 0.0, 1.0, 1.0)
    content = sum(word.content for word in words)

    def all_signs() -> Iterator[float]:
        yield from (float(breaks(said, shown, subject)) for _, breaks, _ in RULES)
        yield from (float(measure(words, known, aligned) >= limit) for _, measure, limit, _ in MEASURES)
        yield shortened(said, shown, subject)
        yield len(strange_words(words, aligned)) / content
        yield apart(words, known, aligned)

    return tuple(all_signs())
