"""Does the evidence say what a claim says? Deterministic, no language model.

Hard rules come first (numbers and what they stand beside, units, negation, direction, quantifiers, names, repetition).
Then each content word of the claim looks for its nearest word in the evidence (late interaction, see index/tokens.py):
a word that has none there is an addition or a swap. What is not covered well: a relation turned round with the same
words, and a technical word in the place of a similar one.
"""

import math
from dataclasses import dataclass

from index.repair import plain
from index.types import Embedder
from rag.rules.all import RULES

# Logistic regression on eval/questions/pairs.jsonl over: whether a rule is broken, the mean of the words' best cosines,
# and the lowest of them. A broken rule alone refuses every claim. Threshold: F1 .80 at .21 false passes in five folds,
# against .75 at .33 for the share of common words and one cosine of both texts (eval/LOG.md).
BROKEN, MEAN, LOWEST, BIAS = -3.16, 4.27, 1.68, -3.84
SUPPORTED = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is a chance between 0 and 1; `broken` names what speaks against a claim, empty when it is supported."""

    supported: bool
    support: float
    broken: tuple[str, ...]


def check(claim: str, evidence: str, subject: str, embedder: Embedder) -> Verdict:
    """Whether `evidence` supports `claim`; `subject` names what the evidence is about, which a claim may use."""
    said, shown = plain(claim), plain(evidence)
    if said.split() and said.split() == shown.split():
        return Verdict(True, 1.0, ())
    broken = [name for name, breaks in RULES if breaks(said, shown, subject)]
    _, (words, known) = embedder.embed_tokens([said, f"{subject}: {shown}"])
    if not len(words) or not len(known):
        return Verdict(False, 0.0, (*broken, "meaning"))
    nearest = (words @ known.T).max(axis=1)
    total = BIAS + BROKEN * bool(broken) + MEAN * float(nearest.mean()) + LOWEST * float(nearest.min())
    support = 1 / (1 + math.exp(-total))
    if support < SUPPORTED and not broken:
        broken.append("meaning")
    return Verdict(support >= SUPPORTED, round(support, 4), tuple(broken))
