"""Whether citations point at the right entries and bear what they are cited for. Pure functions on result rows.

Support is judged here by rules alone, apart from the chat's own verifier, so that the chat does not mark itself. The
rules catch added numbers, flipped negation and foreign words; they cannot tell a good paraphrase from a poor one.
"""

from eval.ranking import Groups
from eval.results import AnswerRow, ClaimRow
from eval.words import content_words, negations, numbers

COVERED = 0.6
"""Least share of a claim's words that its quotes must hold; python -m eval selftest shows that damage falls below."""

RESTATED = 0.8
"""A claim with this share of the quotes' words restates them whole, so it must be negated where they are."""


def precision(row: AnswerRow, gold: Groups) -> float:
    """Citations of entries in a gold group / citations; 0 for an answer that cites nothing.

    It is the citation precision of ALCE (arXiv 2305.14627) with the reference entries in place of a judge.
    """
    relevant = {header for group in gold for header in group}
    cited = [citation["header"] in relevant for claim in row["claims"] for citation in claim["citations"]]
    return sum(cited) / len(cited) if cited else 0.0


def recall(row: AnswerRow, gold: Groups) -> float:
    """Gold groups of which an entry is cited / gold groups."""
    cited = {citation["header"] for claim in row["claims"] for citation in claim["citations"]}
    return sum(not cited.isdisjoint(group) for group in gold) / len(gold)


def support(row: AnswerRow) -> float:
    """Claims that their own citations bear / claims; 0 for an answer without claims (ALCE's citation recall)."""
    claims = row["claims"]
    return sum(supported(claim) for claim in claims) / len(claims) if claims else 0.0


def supported(claim: ClaimRow) -> bool:
    """Whether the claim's quotes bear it: they hold its numbers and most of its words, and negate where it negates.

    A number may not occur more often than in the quotes, lest one stands in the place of another. The names of the
    cited entries count as known, as a claim may say what it is about. No citation, no support.
    """
    if not claim["citations"]:
        return False
    text, quoted = claim["text"], " ".join(citation["quote"] for citation in claim["citations"])
    names = " ".join(citation["term"] for citation in claim["citations"])
    words, evidence = content_words(text), content_words(quoted)
    if not numbers(text) <= numbers(f"{quoted} {names}") or negations(text) > negations(f"{quoted} {names}"):
        return False
    restated = len(words & evidence) >= RESTATED * len(evidence)
    if restated and negations(text) < negations(quoted):
        return False
    # A table row is shown with the names of its columns, which its quote does not have.
    least = min(len(words), len(evidence)) if claim["kind"] == "quoted" and "|" in quoted else len(words)
    return len(words & (evidence | content_words(names))) >= COVERED * least


def unsupported_rate(row: AnswerRow) -> float | None:
    """Sentences that the writer made and the verifier dropped / sentences that the writer made; None without any."""
    kept = sum(claim["kind"] == "written" for claim in row["claims"])
    made = kept + len(row["dropped"])
    return len(row["dropped"]) / made if made else None
