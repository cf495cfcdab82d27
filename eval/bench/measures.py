"""What is measured: this project beside the plain way, from the same question, glossary and weights."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import faiss
import numpy as np

from eval.baselines import bm25, chunk_texts
from eval.bench import plain
from eval.bench.timing import Ran, Spread, calls_in_turns, in_turns, spread
from index.store import Index
from index.types import Vectors
from rag.answer import answer
from rag.assistant import Assistant

QUESTION = "What is gate-induced drain leakage?"
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Measure:
    """One cost, less being better, of this project and (where there is one) of the plain way."""

    name: str
    unit: str
    ours: Spread
    plain: Spread | None = None

    @property
    def ratio(self) -> float | None:
        """How many times less ours is."""
        return self.plain.median / self.ours.median if self.plain else None

    def row(self) -> dict[str, object]:
        """The measure as JSON."""
        return {**asdict(self), "ratio": self.ratio}


def cold(assistant: Assistant, model: Path, repeats: int) -> Iterator[Measure]:
    """From the start of a program to its printed answer."""
    texts = chunk_texts(assistant.index)
    with TemporaryDirectory() as folder:
        plain.prepare(texts, assistant.embedder.embed(texts), Path(folder))
        programs = {
            "ours": [sys.executable, "-m", "rag", "ask", QUESTION, "--llm", "off"],
            "plain": [sys.executable, "-m", "eval.bench.plain", folder, str(model), QUESTION],
        }
        ran = in_turns(programs, repeats)
    for name, unit, cost in (
        ("cold terminal", "s", lambda one: one.seconds),
        ("cold terminal, processor", "s", lambda one: one.processor),
        ("cold terminal, memory", "MB", lambda one: one.megabytes),
    ):
        yield Measure(name, unit, *(_of(ran[who], cost) for who in ("ours", "plain")))


def _of(ran: Sequence[Ran], cost: Callable[[Ran], float]) -> Spread:
    return spread([cost(one) for one in ran])


def warm(assistant: Assistant, encode: Encode, questions: Sequence[str]) -> tuple[list[Measure], Mapping[str, Spread]]:
    """A question in a program that runs: embedding alone, and all steps to the quotation; also seconds by step.

    Beside it BM25 alone over chunks of 180 words, which is the quickest way there is.
    """
    index = assistant.index
    words = bm25(chunk_texts(index))
    flat = faiss.IndexFlatIP(index.passage_vectors.rows.shape[1])
    flat.add(np.ascontiguousarray(index.passage_vectors.rows))
    for question in questions[:5]:
        answer(question, (), assistant)
    found: dict[str, list[float]] = {"embed": [], "plain embed": [], "answer": [], "plain answer": [], "words": []}
    steps = []
    for question in questions:
        calls: dict[str, Callable[[], object]] = {
            "embed": partial(assistant.embedder.embed_questions, [question]),
            "plain embed": partial(encode, [question]),
            "answer": partial(answer, question, (), assistant),
            "plain answer": partial(_search, flat, encode, question),
            "words": partial(words, question),
        }
        for name, values in calls_in_turns(calls, 1).items():
            found[name] += values
        steps.append(answer(question, (), assistant).trace.seconds)
    seconds = {step: spread([one[step] for one in steps]) for step in steps[0]}
    spreads = {name: spread(values) for name, values in found.items()}
    return [
        Measure("question embedded, processor", "s", spreads["embed"], spreads["plain embed"]),
        Measure("question to quotation, processor", "s", spreads["answer"], spreads["plain answer"]),
        Measure("question to scores by BM25 alone", "s", spreads["words"]),
    ], seconds


def _search(flat: faiss.Index, encode: Encode, question: str) -> object:
    return flat.search(encode([question]), 5)


def indexing(assistant: Assistant, encode: Encode, repeats: int) -> tuple[list[Measure], dict[str, float]]:
    """Processor seconds a text, for passages and sentences as the index has them, and how far the vectors agree."""
    index = assistant.index
    passages = [passage.text for passage in index.passages[::8]]
    sentences = sentence_texts(index)[::8]
    measures = []
    for name, texts in (("passage", passages), ("sentence", sentences)):
        embed = assistant.embedder.embed_tokens
        calls: dict[str, Callable[[], object]] = {"ours": partial(embed, texts), "plain": partial(encode, texts)}
        found = calls_in_turns(calls, repeats)
        ours, other = (spread([seconds / len(texts) for seconds in found[who]]) for who in ("ours", "plain"))
        measures.append(Measure(f"{name} indexed, processor", "s", ours, other))
    return measures, agreement(assistant.embedder.embed(passages), encode(passages))


def sentence_texts(index: Index) -> list[str]:
    """All sentences as they stand in their entries."""
    owner = {passage.id: passage.entry_id for passage in index.passages}
    return [index.entries[owner[one.passage_id]].body[one.start : one.end] for one in index.sentences]


def agreement(ours: Vectors, theirs: Vectors) -> dict[str, float]:
    """The lowest cosine between both vectors of a text, and the share of common ones among its ten nearest texts."""
    cosines = (ours @ ours.T, theirs @ theirs.T)
    nearest = [np.argsort(-values, axis=1, kind="stable")[:, 1:11].tolist() for values in cosines]
    same = [len(set(one) & set(other)) / len(one) for one, other in zip(*nearest, strict=True)]
    return {"lowest_cosine": float(np.sum(ours * theirs, axis=1).min()), "top10": float(np.mean(same))}
