"""The rules of the verifier: whether a claim breaks with its evidence in one respect, and what that weighs."""

import math
from collections.abc import Callable, Mapping, Sequence

from rag.alignment import Token
from rag.rules import names, numbers, polarity, roles, statements

Rule = Callable[[str, str, str], bool]
Measure = Callable[[Sequence[Token], Sequence[Token], Mapping[int, int]], float]
# The last number of each is what it takes from the log-odds that a claim is supported: logistic regression on the 8,900
# pairs that may be learnt from (python -m eval.fit_verifier); with 0 a rule takes nothing, but what breaks it is no
# near claim, nor shown in the chat. What is infinite is never outweighed: the fit gives .9 for numbers, .7 for
# comparators, 1.1 for formulas and 2.8 for names, as free rewordings break them too, but "30 %" for "< 30 %" is never
# to be shown.
# These take the claim, the evidence and the names of what the evidence is about, all as readable text.
RULES: tuple[tuple[str, Rule, float], ...] = (
    ("number", numbers.number_breaks, math.inf),
    ("comparator", numbers.comparator_breaks, math.inf),
    ("binding", numbers.binding_breaks, 0.53),
    ("formula", numbers.formula_breaks, math.inf),
    ("negation", polarity.negation_breaks, 0.64),
    ("negation", polarity.denial_breaks, 0.60),
    ("direction", polarity.direction_breaks, 1.53),
    ("quantifier", polarity.quantifier_breaks, 1.36),
    ("name", names.name_breaks, math.inf),
    ("repetition", names.repetition_breaks, math.inf),
)
# These take the words of both in one order, and their alignment; a claim breaks them from the number on that stands
# here. No true rewording of eval/questions/pairs-tune.jsonl gains over 2.5 by an exchange, wrong ones gain up to 5.
MEASURES: tuple[tuple[str, Measure, float, float], ...] = (
    ("role", roles.swap_gain, 2.8, 2.82),
    ("role", roles.turned, 0.9, 0.0),
    ("role", roles.exchanged, 1, 0.76),
    ("attribution", statements.usurped, 1, 0.0),
    ("attribution", statements.misplaced, 1, 0.80),
    ("direction", statements.flipped, 1, 0.17),
)
