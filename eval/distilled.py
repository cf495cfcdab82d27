"""One model taught by several: what they say on average, of far more pairs than have labels, teaches more than the
labels alone (Hinton et al., "Distilling the Knowledge in a Neural Network", arXiv 1503.02531).

Teachers and student are the same MiniLM. The teachers learn from the labels and differ by their seeds and schedules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from eval.confidence import auroc
from eval.cross_encoder import CrossEncoder, Read, Schedule, begun_with, label_of, logits, low_rank, read, train
from eval.verifier import Pair
from index.embed import model_folder
from index.weights import map_tensors

# Of a pair with a label so much of what the student learns is the label.
HARD = 0.3
STUDYING = Schedule(epochs=2, rate=1.5e-4, seed=7, batch=64)
RANK = 32


@dataclass(frozen=True, slots=True)
class Lessons:
    """Pairs with labels to learn from, a pool of pairs without, and pairs with labels that are held back to measure
    with. Each pair's header is read as its subject."""

    labelled: Sequence[Pair]
    pool: Sequence[Pair]
    held: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Teacher:
    """How one teacher learns: pairs with labels, each part with its schedule, one after the other. It begins with what
    an adapter has learnt, or as MiniLM is."""

    stages: Sequence[tuple[Sequence[Pair], Schedule]]
    begun: Path | None = None


def begun(adapter: Path | None, seed: int = 0) -> CrossEncoder:
    """A model as an adapter moves it; without one, MiniLM with new heads."""
    model = CrossEncoder(seed)
    if adapter:
        begun_with(model, map_tensors(model_folder() / "model.safetensors"), map_tensors(adapter))
    return model


def softened(odds: NDArray[np.float64], pairs: Sequence[Pair]) -> list[float]:
    """What is to be learnt of each pair: the probability that the teachers' log-odds stand for, moved towards the label
    where there is one."""
    said = (1 / (1 + np.exp(-odds))).tolist()
    return [
        own if pair.supported is None else (1 - HARD) * own + HARD * label_of(pair)
        for own, pair in zip(said, pairs, strict=True)
    ]


def distilled(student: CrossEncoder, lessons: Lessons, teachers: Sequence[Teacher], out: Path) -> Iterator[str]:
    """Teach the student what the teachers have learnt, and write it as an adapter of low rank; lines on the progress,
    and on how well each of them tells the pairs held back."""
    pairs = [*lessons.pool, *lessons.labelled]
    texts, held = read(pairs), read(lessons.held)
    yield f"{len(lessons.labelled)} pairs with labels, {len(lessons.pool)} in the pool, {len(held)} held back"
    odds = np.zeros(len(pairs))
    for number, teacher in enumerate(teachers, start=1):
        model = begun(teacher.begun, teacher.stages[0][1].seed)
        for part, schedule in teacher.stages:
            yield from train(model, [label_of(pair) for pair in part], read(part), schedule)
        yield f"teacher {number} of {len(teachers)}: {_measured(model, lessons.held, held)}"
        odds += logits(model, texts) / len(teachers)
    yield from train(student, softened(odds, pairs), texts, STUDYING)
    yield f"student: {_measured(student, lessons.held, held)}"
    save_file(low_rank(student, map_tensors(model_folder() / "model.safetensors"), RANK), out)
    yield f"as written: {_measured(begun(out), lessons.held, held)}"


def _measured(model: CrossEncoder, pairs: Sequence[Pair], texts: Sequence[Read]) -> str:
    labels = np.array([float(bool(pair.supported)) for pair in pairs])
    return f"AUC {auroc(logits(model, texts), labels):.3f}"
