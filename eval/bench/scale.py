"""How the time from a question to its hits grows with the glossary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time

import numpy as np

from eval.bench.corpus import made_index
from eval.bench.timing import Spread, spread
from rag.assistant import Assistant
from rag.search import search

SIZES = (600, 6_000, 60_000)


@dataclass(frozen=True, slots=True)
class Point:
    """Seconds from a question to its hits in a glossary of some size: on the clock, and of the processor."""

    passages: int
    entries: int
    sentences: int
    seconds: Spread
    processor: Spread


def scale(assistant: Assistant, questions: Sequence[str], sizes: Sequence[int] = SIZES) -> Iterator[Point]:
    """One point a size, from made glossaries (see `eval.bench.corpus`)."""
    for size in sizes:
        index = made_index(assistant.index, size)
        grown = replace(assistant, index=index, vocabulary=index.vocabulary)
        for question in questions[:5]:
            search(question, grown)
        taken = [_timed(grown, question) for question in questions]
        seconds, processor = (spread(values) for values in zip(*taken, strict=True))
        yield Point(size, len(index.entries), len(index.sentences), seconds, processor)


def exponent(points: Sequence[Point]) -> float:
    """b of median processor seconds = a * passages ** b, by least squares on logarithms."""
    logs = np.log([[point.passages, point.processor.median] for point in points])
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])


def _timed(assistant: Assistant, question: str) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    search(question, assistant)
    return perf_counter() - clock, process_time() - processor
