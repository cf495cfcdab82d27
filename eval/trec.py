"""Runs and relevance judgements in the forms that trec_eval and ir-measures read. Documents are entry ids."""

from collections.abc import Iterable, Iterator, Mapping

from eval.questions import Case
from eval.results import ResultRow
from index.types import Entry


def run_lines(rows: Iterable[ResultRow], tag: str) -> Iterator[str]:
    """`question Q0 entry rank score tag` for each retrieved entry.

    The score counts down from the number of results, because readers order by score and break ties by name, and the
    order of a run must survive that; the scores of the retrieval are in results.jsonl.
    """
    for row in rows:
        for rank, hit in enumerate(row["retrieved"], start=1):
            yield f"{row['id']} Q0 {hit['entry_id']} {rank} {len(row['retrieved']) - rank + 1} {tag}"


def qrels_lines(cases: Iterable[Case], entries: Mapping[str, Entry]) -> Iterator[str]:
    """`question 0 entry 1` for each entry that answers a question, whichever group it is in."""
    for case, entry_id in judgements(cases, entries):
        yield f"{case.id} 0 {entry_id} 1"


def judgements(cases: Iterable[Case], entries: Mapping[str, Entry]) -> Iterator[tuple[Case, str]]:
    """The answerable questions with the ids of their gold entries; a header that two entries bear stands for both."""
    ids: dict[str, list[str]] = {}
    for entry in entries.values():
        ids.setdefault(entry.header, []).append(entry.id)
    for case in cases:
        if case.answerable:
            headers = dict.fromkeys(header for group in case.gold for header in group)
            yield from ((case, entry_id) for header in headers for entry_id in ids.get(header, ()))
