"""Whether an answer states the facts asked for. Pure functions on an answer's text."""

from eval.questions import Case, Nugget
from eval.words import first_words

SHORT = 120


def found(nugget: Nugget, answer: str) -> bool:
    """Whether one alternative has all its substrings in the lower-cased answer, as contract 4 defines a match."""
    text = answer.lower()
    return any(all(part in text for part in alternative) for alternative in nugget.match)


def vital_recall(case: Case, answer: str) -> float:
    """V_strict = vital nuggets found / vital nuggets (TREC RAG 2024, arXiv 2504.15068)."""
    return sum(found(nugget, answer) for nugget in case.vital) / len(case.vital)


def short_vital_recall(case: Case, answer: str) -> float:
    """The same, looking at the first 120 words only, so that printing whole entries is no way to win."""
    return vital_recall(case, first_words(answer, SHORT))


def strict(case: Case, answer: str) -> float:
    """1 if every vital nugget is in the answer, or in what is given of it, else 0."""
    return float(vital_recall(case, answer) == 1)
