"""Answers of a run printed for reading: some of every kind of question, evenly."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from eval.questions import Case
from eval.results import CitationRow, ResultRow

_WIDTH = 120


def show(cases: Sequence[Case], rows: Mapping[str, ResultRow], count: int) -> Iterator[str]:
    """Questions with their answers and sources; types take turns, each in the order of the questions."""
    by_type: dict[str, list[Case]] = {}
    for case in cases:
        by_type.setdefault(case.type, []).append(case)
    turns = [ones[turn] for turn in range(len(cases)) for ones in by_type.values() if turn < len(ones)]
    for case in turns[:count]:
        row = rows[case.id]
        yield f"{case.id} ({case.type}): {' | '.join(case.turns)}"
        yield f"    {row['outcome']}, confidence {row['confidence']:.2f}"
        for line in row["answer"].splitlines():
            yield fill(line, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
        yield from (f"    -- {_sources(claim['citations'])}" for claim in row["claims"])
        yield ""


def _sources(citations: Sequence[CitationRow]) -> str:
    return "; ".join(f"[{one['marker']}] {one['term']} {one['start']}-{one['end']}" for one in citations)
