"""The hard rules of the verifier: each says whether a claim breaks with its evidence in one respect.

A rule takes the claim, the evidence and the names of what the evidence is about, all as readable text.
"""

from collections.abc import Callable

from rag.rules import names, numbers, polarity

RULES: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
    ("number", numbers.number_breaks),
    ("comparator", numbers.comparator_breaks),
    ("binding", numbers.binding_breaks),
    ("formula", numbers.formula_breaks),
    ("negation", polarity.negation_breaks),
    ("denial", polarity.denial_breaks),
    ("direction", polarity.direction_breaks),
    ("quantifier", polarity.quantifier_breaks),
    ("hedge", polarity.hedge_breaks),
    ("name", names.name_breaks),
    ("repetition", names.repetition_breaks),
)
