"""The rules of the verifier: whether a claim breaks with its evidence in one respect, and what that weighs."""

from collections.abc import Callable, Mapping, Sequence

from rag.alignment import Token
from rag.rules import names, numbers, polarity, roles, statements

Rule = Callable[[str, str, str], bool]
Measure = Callable[[Sequence[Token], Sequence[Token], Mapping[int, int]], float]
# The last number of each is what it takes from the log-odds that a claim is supported: logistic regression on the 2,200
# pairs that may be learnt from (python -m eval.fit_verifier). Repetition is in none of them and is set by reading.
# These take the claim, the evidence and the names of what the evidence is about, all as readable text.
RULES: tuple[tuple[str, Rule, float], ...] = (
    ("number", numbers.number_breaks, 3.05),
    ("comparator", numbers.comparator_breaks, 1.18),
    ("binding", numbers.binding_breaks, 0.50),
    ("formula", numbers.formula_breaks, 1.35),
    ("negation", polarity.negation_breaks, 1.29),
    ("negation", polarity.denial_breaks, 0.83),
    ("direction", polarity.direction_breaks, 2.29),
    ("quantifier", polarity.quantifier_breaks, 1.52),
    ("name", names.name_breaks, 3.65),
    ("repetition", names.repetition_breaks, 4.0),
)
# These take the words of both in one order, and their alignment; a claim breaks them from the number on that stands
# here. No true rewording of eval/questions/pairs-tune.jsonl gains over 2.5 by an exchange, wrong ones gain up to 5.
MEASURES: tuple[tuple[str, Measure, float, float], ...] = (
    ("role", roles.swap_gain, 2.8, 2.37),
    ("role", roles.turned, 0.9, 0.92),
    ("role", roles.exchanged, 1, 2.08),
    ("attribution", statements.usurped, 1, 0.81),
    ("attribution", statements.misplaced, 1, 0.42),
    ("direction", statements.flipped, 1, 1.10),
)
