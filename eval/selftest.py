"""The evaluator evaluated: answers taken from the gold entries must score, the same answers damaged must not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import score
from eval.questions import Case
from eval.results import CitationRow, ClaimRow, ResultRow
from index.repair import plain
from index.store import Index
from index.types import Entry

JUDGES = ("vital_recall", "strict", "citation_precision", "citation_recall", "support")
"""What an answer is judged by here: damage is caught when one of these falls."""

REWARDED, CAUGHT = 0.98, 0.95
_VERB = re.compile(r"\b(?:is|are|was|were|can|has|have|does|must|should|will)\b(?! not)")
_NUMBER = re.compile(r"(?<!\w)\d+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reference`: mean of each judge over the undamaged answers; `caught`: kind of damage to (caught, made);
    `missed`: question and damage of what was not caught.
    """

    reference: Mapping[str, float]
    caught: Mapping[str, tuple[int, int]]
    missed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether right answers score and each kind of damage is caught as often as the metrics need to be trusted."""
        rewarded = all(value >= REWARDED for value in self.reference.values())
        return rewarded and all(hits >= CAUGHT * made for hits, made in self.caught.values())


def selftest(cases: Sequence[Case], index: Index) -> Outcome:
    """Scores a reference answer to each answerable question and each kind of damage to it."""
    sentences = _sentences(index)
    strangers = [claims[0] for claims in sentences.values() if claims]
    reference: dict[str, list[float]] = {name: [] for name in JUDGES}
    caught = {name: [0, 0] for name in DAMAGE}
    missed = []
    for number, case in enumerate(case for case in cases if case.answerable and case.gold and case.vital):
        claims = reference_claims(case, index, sentences)
        whole = _judge(case, claims)
        for name in JUDGES:
            reference[name].append(whole[name])
        for name, damaged in _damaged(claims, _stranger(case, strangers, number)):
            seen = any(value < whole[judge] for judge, value in _judge(case, damaged).items())
            caught[name][0] += seen
            caught[name][1] += 1
            missed += [] if seen else [f"{case.id}: {name}"]
    means = {name: sum(values) / max(1, len(values)) for name, values in reference.items()}
    return Outcome(means, {name: (hits, made) for name, (hits, made) in caught.items()}, tuple(missed))


def reference_claims(
    case: Case, index: Index, sentences: Mapping[str, Sequence[ClaimRow]] | None = None
) -> list[ClaimRow]:
    """A right answer by quotation: the gold sentences that state the nuggets, and one of each gold group."""
    sentences = sentences or _sentences(index)
    groups = [[claim for header in group for claim in sentences.get(header, ())] for group in case.gold]
    gold = [claim for group in groups for claim in group]
    taken: list[ClaimRow] = []
    for nugget in case.nuggets:
        stated: list[list[ClaimRow]] = [_stating(parts, gold) for parts in nugget.match]
        shortest: list[ClaimRow] = min(stated, key=lambda found: (not found, len(found)))
        taken += shortest
    for group in groups:
        if group and not any(claim in group for claim in taken):
            taken.append(group[0])
    return [claim for number, claim in enumerate(taken) if claim not in taken[:number]]


def _stating(parts: Sequence[str], gold: Sequence[ClaimRow]) -> list[ClaimRow]:
    """The fewest sentences that hold all parts: one with all of them, else one a part, none if a part is nowhere."""
    for wanted in ([tuple(parts)], [(part,) for part in parts]):
        found = [next((claim for claim in gold if _holds(claim, some)), None) for some in wanted]
        if all(found):
            return [claim for claim in found if claim]
    return []


def _holds(claim: ClaimRow, parts: Sequence[str]) -> bool:
    return all(part in claim["text"].lower() for part in parts)


def _sentences(index: Index) -> dict[str, list[ClaimRow]]:
    """Header to the quoted claims that its entry offers, in reading order."""
    owner = {passage.id: index.entries[passage.entry_id] for passage in index.passages}
    claims: dict[str, list[ClaimRow]] = {entry.header: [] for entry in index.entries.values()}
    for sentence in index.sentences:
        entry = owner[sentence.passage_id]
        claims[entry.header].append(_quoted(entry, sentence.start, sentence.end))
    return claims


def _quoted(entry: Entry, start: int, end: int) -> ClaimRow:
    quote = entry.body[start:end]
    cited = CitationRow(
        marker=1, entry_id=entry.id, header=entry.header, term=entry.term, start=start, end=end, quote=quote
    )
    return ClaimRow(text=plain(quote), kind="quoted", support=1.0, citations=[cited])


def _stranger(case: Case, strangers: Sequence[ClaimRow], number: int) -> ClaimRow:
    """A sentence of an entry that is not gold; another one for each question."""
    gold = {header for group in case.gold for header in group}
    turned = [*strangers[number % len(strangers) :], *strangers]
    return next(claim for claim in turned if claim["citations"][0]["header"] not in gold)


def _judge(case: Case, claims: Sequence[ClaimRow]) -> dict[str, float]:
    row = ResultRow(
        id=case.id,
        outcome="answered",
        answer="\n".join(f"{claim['text']} [1]" for claim in claims),
        claims=list(claims),
        dropped=[],
        retrieved=[],
        confidence=1.0,
        seconds={},
    )
    values = score(case, row, case.id).values
    return {name: values[name] for name in JUDGES}


Damage = Callable[[Sequence[ClaimRow], ClaimRow], list[ClaimRow] | None]


def _damaged(claims: Sequence[ClaimRow], stranger: ClaimRow) -> Iterator[tuple[str, list[ClaimRow]]]:
    """The answer with each kind of damage that can be done to it."""
    for name, damage in DAMAGE.items():
        damaged = damage(claims, stranger) if claims else None
        if damaged is not None:
            yield name, damaged


def _number_changed(claims: Sequence[ClaimRow], _: ClaimRow) -> list[ClaimRow] | None:
    """One added to the first number of the answer."""
    return _first_changed(claims, lambda text: _NUMBER.sub(lambda found: f"{int(found.group()) + 1}", text, count=1))


def _negated(claims: Sequence[ClaimRow], _: ClaimRow) -> list[ClaimRow] | None:
    """ "not" behind the first verb that takes it, or before the whole answer."""
    negated = _first_changed(claims, lambda text: _VERB.sub(lambda found: f"{found.group()} not", text, count=1))
    return negated or [{**claims[0], "text": f"It is not true that {claims[0]['text']}"}, *claims[1:]]


def _wrong_entry_cited(claims: Sequence[ClaimRow], stranger: ClaimRow) -> list[ClaimRow] | None:
    """The first claim cites another entry."""
    return [{**claims[0], "citations": stranger["citations"]}, *claims[1:]]


def _sentence_added(claims: Sequence[ClaimRow], stranger: ClaimRow) -> list[ClaimRow] | None:
    """A sentence of another entry behind the first claim's citation."""
    return [*claims, {**stranger, "citations": claims[0]["citations"]}]


def _first_changed(claims: Sequence[ClaimRow], change: Callable[[str], str]) -> list[ClaimRow] | None:
    for place, claim in enumerate(claims):
        text = change(claim["text"])
        if text != claim["text"]:
            return [*claims[:place], {**claim, "text": text}, *claims[place + 1 :]]
    return None


DAMAGE: Mapping[str, Damage] = {
    "number changed": _number_changed,
    "negation": _negated,
    "wrong entry cited": _wrong_entry_cited,
    "sentence added": _sentence_added,
}


def lines(outcome: Outcome) -> Iterator[str]:
    """What was found, for the terminal."""
    for name, value in outcome.reference.items():
        yield f"reference answers, {name:20}{value:7.3f}"
    for name, (hits, made) in outcome.caught.items():
        yield f"damage caught, {name:24}{hits / made if made else 0:7.3f}  ({hits} of {made})"
