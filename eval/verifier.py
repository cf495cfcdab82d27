"""The verifier of the chat over pairs of a claim and its evidence, as contract 5 of the design fixes it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.intervals import wilson
from eval.rows import read_rows, shown
from index.store import Index
from rag.verify import check

FIELDS = ("id", "claim", "evidence", "header")


class PairError(ValueError):
    """A row of a file of pairs is broken. The message names the file, the line, the id and how to mend it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with its evidence; `header` is that of the entry which the evidence is from.

    `supported` is the label, None where there is none; `kind` the kind of error or of paraphrase, "" where not said.
    """

    id: str
    claim: str
    evidence: str
    header: str
    supported: bool | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the verifier said of a pair."""

    pair: Pair
    supported: bool
    support: float


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of a JSONL file, in its order. Raises PairError for a broken row and for an id used twice."""
    if not path.is_file():
        raise PairError(f"{path}: no such file; name a file of pairs with --pairs")
    pairs: dict[str, Pair] = {}
    for place, row in read_rows(path, PairError):
        pair = _pair(row, place)
        if pair.id in pairs:
            raise PairError(f"{place}: {pair.id}: the id is used twice; give each pair its own")
        pairs[pair.id] = pair
    return list(pairs.values())


def _pair(row: dict[str, Any], place: str) -> Pair:
    for name in FIELDS:
        if not isinstance(row.get(name), str):
            raise PairError(
                f"{place}: {str(row.get('id', 'without id'))[:100]}: '{name}' is missing; it must be a string"
            )
    label = row.get("supported")
    if label is not None and not isinstance(label, bool):
        raise PairError(f"{place}: {row['id']}: 'supported' is {shown(label)}; it must be true, false or left out")
    return Pair(row["id"], row["claim"], row["evidence"], row["header"], label, str(row.get("kind", "")))


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in their order, without those that say the same of the same evidence as one before."""
    found: dict[tuple[str, str, str], Pair] = {}
    for pair in pairs:
        found.setdefault((pair.claim, pair.header, pair.evidence), pair)
    return list(found.values())


def subjects_of(index: Index) -> Callable[[str], str]:
    """What evidence is about, as the chat tells the verifier: the names of the entry with a header, or the header."""
    names: dict[str, list[str]] = {}
    for entry in index.entries.values():
        names.setdefault(entry.header, []).extend((entry.term, *entry.aliases))
    return lambda header: ", ".join(dict.fromkeys(names.get(header, [header])))


def judge_of(index: Index) -> Callable[[Pair], Judged]:
    """The verifier of the chat."""
    subject_of = subjects_of(index)

    def judge(pair: Pair) -> Judged:
        verdict = check(pair.claim, pair.evidence, subject_of(pair.header))
        return Judged(pair, verdict.supported, verdict.support)

    return judge


def agreement(judged: Sequence[Judged]) -> Iterator[str]:
    """Precision, recall and F1 of "supported", and the share of false passes, with Wilson intervals; then by kind.

    precision = right passes / passes; recall = right passes / supported pairs; F1 = their harmonic mean; false passes =
    unsupported pairs passed / unsupported pairs. By kind, the share judged as labelled. Nothing without labels.
    """
    labelled = [one for one in judged if one.pair.supported is not None]
    if not labelled:
        return
    passed = [one for one in labelled if one.supported]
    right = [one for one in passed if one.pair.supported]
    good = [one for one in labelled if one.pair.supported]
    bad = [one for one in labelled if not one.pair.supported]
    precision = len(right) / len(passed) if passed else 0.0
    recall = len(right) / len(good) if good else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    yield _share("precision", len(right), len(passed))
    yield _share("recall", len(right), len(good))
    yield f"{'F1':24}{f1:7.3f}"
    yield _share("false passes", len(passed) - len(right), len(bad))
    for kind in sorted({one.pair.kind for one in labelled} - {""}):
        of_kind = [one for one in labelled if one.pair.kind == kind]
        yield _share(kind, sum(one.supported == one.pair.supported for one in of_kind), len(of_kind))


def _share(name: str, hits: int, of: int) -> str:
    if not of:
        return f"{name:24}      .  (of 0)"
    low, high = wilson(hits, of)
    return f"{name:24}{hits / of:7.3f}  [{low:.3f}, {high:.3f}]  ({hits} of {of})"


def rows(judged: Iterable[Judged]) -> Iterator[dict[str, object]]:
    """The rows that contract 5 asks for."""
    for one in judged:
        yield {"id": one.pair.id, "supported": one.supported, "support": one.support}
