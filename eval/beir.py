"""The glossary and its questions in BEIR's files (Thakur et al. 2021): corpus.jsonl, queries.jsonl, qrels/NAME.tsv."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.questions import Case
from eval.results import write_rows, write_whole
from eval.trec import judgements
from index.repair import plain
from index.types import Entry


def export(entries: Mapping[str, Entry], splits: Mapping[str, Sequence[Case]], folder: Path) -> None:
    """Writes the three kinds of files; `splits` maps a name such as "dev" to its questions.

    A query's text is the question alone; the turns before it are in its metadata.
    """
    write_rows(folder / "corpus.jsonl", (_document(entry) for entry in entries.values()))
    write_rows(folder / "queries.jsonl", (_query(case) for cases in splits.values() for case in cases))
    for name, cases in splits.items():
        write_whole(folder / "qrels" / f"{name}.tsv", _qrels(cases, entries))


def _document(entry: Entry) -> dict[str, object]:
    metadata = {"header": entry.header, "aliases": list(entry.aliases), "category": entry.category}
    return {"_id": entry.id, "title": entry.term, "text": plain(entry.body), "metadata": metadata}


def _query(case: Case) -> dict[str, object]:
    metadata = {"type": case.type, "answerable": case.answerable, "earlier": list(case.turns[:-1])}
    return {"_id": case.id, "text": case.turns[-1], "metadata": metadata}


def _qrels(cases: Iterable[Case], entries: Mapping[str, Entry]) -> str:
    lines = (f"{case.id}\t{entry_id}\t1\n" for case, entry_id in judgements(cases, entries))
    return "query-id\tcorpus-id\tscore\n" + "".join(lines)
