"""What anybody would build first, answering the same questions: none of it ever refuses."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from eval.questions import Case
from eval.results import AnswerRow, CitationRow, ClaimRow, HitRow, ResultRow
from eval.run import System
from index.repair import plain
from index.store import Index
from index.types import Embedder, Entry

CHUNK_WORDS = 180
DEPTH = 10
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A fixed number of words of a body, wherever they begin and end, without a title."""

    entry_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """The piece of an entry that is printed as the answer."""

    entry: Entry
    start: int
    end: int


def chunks(entries: Sequence[Entry]) -> list[Chunk]:
    """All bodies cut into chunks of 180 words, the last one of an entry shorter."""
    cut = []
    for entry in entries:
        words = list(re.finditer(r"\S+", entry.body))
        for first in range(0, len(words), CHUNK_WORDS):
            last = words[min(first + CHUNK_WORDS, len(words)) - 1]
            cut.append(Chunk(entry.id, words[first].start(), last.end()))
    return cut


def chunk_texts(index: Index) -> list[str]:
    """The texts of the chunks of all entries."""
    return [index.entries[cut.entry_id].body[cut.start : cut.end] for cut in chunks(list(index.entries.values()))]


def chunk_baselines(index: Index, embedder: Embedder) -> Iterator[System]:
    """BM25 alone, and sentence-transformers with FAISS as every tutorial builds it; both print their best chunk."""
    cut = chunks(list(index.entries.values()))
    texts = chunk_texts(index)
    yield System("BM25", partial(_best_chunk, index, cut, bm25(texts)), {"chunks": len(cut)})
    yield System("MiniLM + FAISS", partial(_best_chunk, index, cut, _dense(texts, embedder)), {"chunks": len(cut)})


def top_entry_baselines(index: Index, rows: Mapping[str, ResultRow]) -> Iterator[System]:
    """This project's retrieval, from its rows by question, with the whole top entry or its first sentence printed."""
    owner = {passage.id: passage.entry_id for passage in index.passages}
    first: dict[str, Span] = {}
    for sentence in index.sentences:
        entry = index.entries[owner[sentence.passage_id]]
        span = Span(entry, sentence.start, sentence.end)
        first[entry.id] = min(first.get(entry.id, span), span, key=lambda one: one.start)
    whole = {entry.id: Span(entry, 0, len(entry.body)) for entry in index.entries.values()}
    yield System("whole top entry", partial(_top_entry, rows, whole))
    yield System("first sentence of top entry", partial(_top_entry, rows, first))


def bm25(texts: Sequence[str]) -> Callable[[str], Scores]:
    """Question -> the BM25 scores of the texts, by bm25s with its own settings."""
    model = bm25s.BM25()
    model.index(bm25s.tokenize(list(texts), stopwords="en", show_progress=False), show_progress=False)

    def scores(question: str) -> Scores:
        words = bm25s.tokenize([question], stopwords="en", return_ids=False, show_progress=False)[0]
        known = [word for word in words if word in model.vocab_dict]
        return np.asarray(model.get_scores(known) if known else np.zeros(len(texts)), dtype=np.float32)

    return scores


def _dense(texts: Sequence[str], embedder: Embedder) -> Callable[[str], Scores]:
    vectors = embedder.embed(texts)
    store = faiss.IndexFlatIP(vectors.shape[1])
    store.add(vectors)

    def scores(question: str) -> Scores:
        found, rows = store.search(embedder.embed([question]), len(texts))
        ordered = np.empty(len(texts), dtype=np.float32)
        ordered[rows[0]] = found[0]
        return ordered

    return scores


def _best_chunk(index: Index, cut: Sequence[Chunk], scores: Callable[[str], Scores], case: Case) -> AnswerRow:
    started = perf_counter()
    values = scores(case.turns[-1])
    best: dict[str, tuple[Chunk, float]] = {}
    for row in np.argsort(-values, kind="stable"):
        best.setdefault(cut[row].entry_id, (cut[row], float(values[row])))
    chunk, score = next(iter(best.values()))
    hits = [_hit(index.entries[entry_id], value) for entry_id, (_, value) in list(best.items())[:DEPTH]]
    taken = perf_counter() - started
    # A BM25 score has no upper end; score / (1 + score) keeps its order between 0 and 1.
    confidence = score / (1 + score) if score > 1 else max(score, 0.0)
    return _printed(Span(index.entries[chunk.entry_id], chunk.start, chunk.end), hits, confidence, taken)


def _top_entry(rows: Mapping[str, ResultRow], spans: Mapping[str, Span], case: Case) -> AnswerRow:
    row = rows[case.id]
    return _printed(
        spans[row["retrieved"][0]["entry_id"]], row["retrieved"], row["confidence"], row["seconds"]["total"]
    )


def _hit(entry: Entry, score: float) -> HitRow:
    return HitRow(entry_id=entry.id, header=entry.header, score=score)


def _printed(span: Span, hits: list[HitRow], confidence: float, taken: float) -> AnswerRow:
    entry, quote = span.entry, span.entry.body[span.start : span.end]
    citation = CitationRow(
        marker=1,
        entry_id=entry.id,
        header=entry.header,
        term=entry.term,
        start=span.start,
        end=span.end,
        quote=quote,
    )
    claim = ClaimRow(text=plain(quote), kind="quoted", support=1.0, citations=[citation])
    return AnswerRow(
        outcome="answered",
        answer=f"{claim['text']} [1]",
        claims=[claim],
        dropped=[],
        retrieved=hits,
        confidence=confidence,
        seconds={"total": taken},
    )
