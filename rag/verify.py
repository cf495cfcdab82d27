"""Does the evidence say what a claim says? Deterministic rules, no language model.

A claim passes when no hard rule is broken (numbers and what they stand beside, units, negation, direction, quantifiers,
names, repetition) and enough of its words and of its meaning are found in the evidence. What is not covered: a relation
turned round with the same words, and one technical word in the place of another.
"""

from dataclasses import dataclass

from index.repair import plain
from index.types import Embedder
from index.words import content_words
from rag.rules import RULES

# Least share of the claim's content words that the evidence (or the subject's name) has, and least cosine between both;
# chosen on eval/questions/pairs.jsonl, see eval/LOG.md.
MIN_WORDS = 0.72
MIN_COSINE = 0.55


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is between 0 and 1; `broken` names the rules that a claim breaks, empty when it is supported."""

    supported: bool
    support: float
    broken: tuple[str, ...]


def check(claim: str, evidence: str, subject: str, embedder: Embedder) -> Verdict:
    """Whether `evidence` supports `claim`; `subject` names what the evidence is about, which a claim may use."""
    said, shown = plain(claim), plain(evidence)
    if said.split() and said.split() == shown.split():
        return Verdict(True, 1.0, ())
    broken = [name for name, breaks in RULES if breaks(said, shown, subject)]
    known = set(content_words(f"{shown} {subject}"))
    words = content_words(said)
    recall = sum(word in known for word in words) / len(words) if words else 0.0
    pair = embedder.embed([said, f"{subject}: {shown}"])
    cosine = float(pair[0] @ pair[1])
    if recall < MIN_WORDS:
        broken.append("words")
    if cosine < MIN_COSINE:
        broken.append("meaning")
    support = max(0.0, min(1.0, recall * (0.5 + 0.5 * cosine)))
    return Verdict(not broken, round(support if not broken else support * 0.4, 4), tuple(broken))
