"""Proof that question files can be trusted: against the glossary, against themselves and against each other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from eval.questions import Case, Nugget, Split
from eval.words import content_words, jaccard
from index.repair import plain
from index.types import Entry

TYPES = frozenset(
    """definition paraphrase detail how_why compare multi acronym misspelt messy ambiguous follow_up false_premise
    injection missing_fact near_miss off_topic""".split()
)
UNANSWERABLE = frozenset({"missing_fact", "near_miss", "off_topic"})
ALIKE = 0.6
"""Questions of two splits whose content words overlap this much (Jaccard) are one question asked twice."""

SHINGLE = 13
"""Words in a row that no text of the project may share with a question (GPT-3's contamination rule)."""


def validate(splits: Sequence[Split], entries: Mapping[str, Entry], texts: Mapping[str, str]) -> list[str]:
    """Everything that is wrong, one message a finding, with the file and the id; an empty list proves the files.

    `texts` are those a question must not have leaked into (bodies aside): file name to content of the project's
    prompts and code.
    """
    bodies: dict[str, str] = {}
    for entry in entries.values():
        bodies[entry.header] = f"{bodies.get(entry.header, '')} {_normal(entry.body)}"
    leaks = {name: _shingles(text) for name, text in texts.items()}
    leaks |= {f"the entry '{header}'": _shingles(body) for header, body in bodies.items()}
    own = [
        f"{split.name}: {case.id}: {problem}"
        for split in splits
        for case in split.cases
        for problem in (*_problems(case, bodies), *_leaked(case, leaks))
    ]
    pairs = list(combinations(splits, 2))
    return own + [problem for pair in pairs for check in (_shared, _alike) for problem in check(*pair, entries)]


def _normal(body: str) -> str:
    """A body as an answer shows it, in lower case."""
    return plain(body).lower()


def _problems(case: Case, bodies: Mapping[str, str]) -> Iterator[str]:
    if case.type not in TYPES:
        yield f"type '{case.type}' is none of {', '.join(sorted(TYPES))}"
    if case.answerable == (case.type in UNANSWERABLE):
        yield f"answerable is {case.answerable} in a question of type {case.type}"
    if case.answerable and not (case.gold and case.vital):
        yield "an answerable question needs gold entries and a vital nugget"
    if not case.answerable and case.nuggets:
        yield "a question without answer has nuggets; take them out"
    if not all(case.gold):
        yield "a gold group is empty; name its entries or take it out"
    for header in {header for group in case.gold for header in group} - set(bodies):
        yield f"no entry has the header '{header}'; copy it from python -m index entries --json"
    gold = " ".join(bodies.get(header, "") for group in case.gold for header in group)
    asked = " ".join(case.turns).lower()
    for nugget in case.nuggets if case.answerable else ():
        yield from _nugget_problems(nugget, gold, asked)


def _nugget_problems(nugget: Nugget, gold: str, asked: str) -> Iterator[str]:
    for alternative in nugget.match:
        if any(part != part.lower() for part in alternative):
            yield f"nugget '{nugget.text}': {list(alternative)} must be in lower case"
        if all(part in asked for part in alternative):
            yield f"nugget '{nugget.text}': {list(alternative)} is in the question itself; match other words"
    if not any(all(part in gold for part in alternative) for alternative in nugget.match):
        yield f"nugget '{nugget.text}' is in no gold entry; copy its words from the body as an answer shows it"


def _shared(one: Split, other: Split, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Concepts (headers, and terms that several headers share) that are gold in both splits."""
    terms = {entry.header: entry.term.casefold() for entry in entries.values()}
    seen = {concept: case.id for case in one.cases for concept in _concepts(case, terms)}
    for case in other.cases:
        for concept in sorted(_concepts(case, terms) & set(seen)):
            yield f"{other.name}: {case.id}: '{concept}' is gold in {one.name} ({seen[concept]}) too; keep it in one"


def _concepts(case: Case, terms: Mapping[str, str]) -> set[str]:
    return {terms.get(header, header) for group in case.gold for header in group}


def _alike(one: Split, other: Split, _: Mapping[str, Entry]) -> Iterator[str]:
    words = [(case, content_words(case.turns[-1])) for case in one.cases]
    for case in other.cases:
        mine = content_words(case.turns[-1])
        for twin, theirs in words:
            if jaccard(mine, theirs) >= ALIKE:
                yield f"{other.name}: {case.id}: nearly the same as {twin.id} in {one.name}; ask something else"


def _leaked(case: Case, leaks: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Where 13 words in a row of the question or of a nugget occur in what the project reads or says."""
    mine = frozenset[str]().union(*(_shingles(text) for text in (*case.turns, *(n.text for n in case.nuggets))))
    for name, shingles in leaks.items():
        if not mine.isdisjoint(shingles):
            yield f"shares {SHINGLE} words in a row with {name}; word it differently"


def _shingles(text: str) -> frozenset[str]:
    words = text.lower().split()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
