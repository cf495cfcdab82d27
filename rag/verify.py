"""Does the evidence say what a claim says? Deterministic, no model of any kind, some milliseconds.

Each word of the claim is first laid beside the word of the evidence that it restates (rag/alignment.py). Hard rules
then look at numbers, units and comparators, negation, direction, quantifiers, names, who does what to whom, and what is
said of what (rag/rules). Last, a logistic regression weighs what no rule covers: words that nothing in the evidence
accounts for, and neighbours that stand far apart there. What is not covered: a plain word in the place of another
that is listed as its synonym, roles exchanged around a verb that is not listed, and what only knowledge tells.
"""

import math
from dataclasses import dataclass

from index.repair import plain
from rag.alignment import align, subject_tokens, tokens
from rag.order import in_order
from rag.rules.all import MEASURES, RULES
from rag.rules.statements import apart
from rag.strange import strange_words

# Logistic regression on eval/questions/pairs-tune.jsonl: whether a rule is broken, the number of strange words (up to
# three), the share of neighbours far apart. Threshold: F1 .76 at .048 false passes there, .80 at .067 on pairs.jsonl;
# .72 would give .85 at .090 and .85 at .092 (eval/LOG.md).
BROKEN, STRANGE, APART, BIAS = -3.12, -1.9, -0.72, 1.71
SUPPORTED = 0.816


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is a chance between 0 and 1; `broken` names what speaks against a claim, empty when it is supported."""

    supported: bool
    support: float
    broken: tuple[str, ...]


def check(claim: str, evidence: str, subject: str) -> Verdict:
    """Whether `evidence` supports `claim`; `subject` names what the evidence is about, which a claim may use."""
    said, shown = plain(claim), plain(evidence)
    if said.split() and said.split() == shown.split():
        return Verdict(True, 1.0, ())
    about = subject_tokens(subject)
    words, known = in_order(tokens(said)), [*in_order(tokens(shown)), *about]
    aligned = align(words, known)
    if not aligned:
        return Verdict(False, 0.0, ("meaning",))
    broken = [name for name, breaks in RULES if breaks(said, shown, subject)]
    broken += [name for name, measure, limit in MEASURES if measure(words, known, aligned) >= limit]
    strange = min(3, len(strange_words(words, aligned)))
    total = BIAS + BROKEN * bool(broken) + STRANGE * strange + APART * apart(words, known, aligned)
    support = 1 / (1 + math.exp(-total))
    if support < SUPPORTED and not broken:
        broken.append("meaning")
    return Verdict(support >= SUPPORTED, round(support, 4), tuple(dict.fromkeys(broken)))
