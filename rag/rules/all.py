"""The hard rules of the verifier: each says whether a claim breaks with its evidence in one respect."""

from collections.abc import Callable, Mapping, Sequence

from rag.alignment import Token
from rag.rules import names, numbers, polarity, roles, statements

# These take the claim, the evidence and the names of what the evidence is about, all as readable text.
RULES: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
    ("number", numbers.number_breaks),
    ("comparator", numbers.comparator_breaks),
    ("binding", numbers.binding_breaks),
    ("formula", numbers.formula_breaks),
    ("negation", polarity.negation_breaks),
    ("negation", polarity.denial_breaks),
    ("direction", polarity.direction_breaks),
    ("quantifier", polarity.quantifier_breaks),
    ("name", names.name_breaks),
    ("repetition", names.repetition_breaks),
)
# These take the words of both in one order, and their alignment; a claim breaks them from the number on that stands
# here. No true rewording of eval/questions/pairs-tune.jsonl gains over 2.5 by an exchange, wrong ones gain up to 5.
MEASURES: tuple[tuple[str, Callable[[Sequence[Token], Sequence[Token], Mapping[int, int]], float], float], ...] = (
    ("role", roles.swap_gain, 2.8),
    ("role", roles.turned, 0.9),
    ("role", roles.exchanged, 1),
    ("attribution", statements.usurped, 1),
    ("attribution", statements.misplaced, 1),
    ("direction", statements.flipped, 1),
)
