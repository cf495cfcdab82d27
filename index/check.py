"""The full check of an index, on demand: what is read from it agrees, and the model embeds its texts as it did."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from index.build import passage_texts
from index.store import Index
from index.types import Embedder

# Passages that are embedded anew, evenly spread. Another processor's arithmetic moves cosines by some 1e-4.
_SAMPLE = 16
_SAME = 0.999


def check(index: Index, embedder: Embedder) -> list[str]:
    """What is wrong with an index that `index.store.load` let pass: a line for each finding, none when all is well.

    `embedder` is the one that the index names.
    """
    if embedder.weights != index.manifest.weights:
        return [f"it was built with other weights of {index.manifest.model}"]
    # Each relies on what the one before it has found sound.
    for examine in (_counts, _places, _numbers):
        if found := list(examine(index)):
            return found
    return list(_meaning(index, embedder))


def _counts(index: Index) -> Iterator[str]:
    told = index.manifest
    sizes: tuple[tuple[str, Any, int], ...] = (
        ("entries", index.entries, told.entries),
        ("passages", index.passages, told.passages),
        ("sentences", index.sentences, told.sentences),
        ("passage vectors", index.passage_vectors.rows, told.passages),
        ("sentence vectors", index.sentence_vectors.rows, told.sentences),
        ("query vectors", index.expansion.vectors.rows, len(index.expansion.queries)),
        ("vectors of unanswered questions", index.unanswered.vectors.rows, len(index.unanswered.questions.texts)),
        ("passages with tokens", index.tokens.starts[1:], told.passages),
        ("passages with word scores", index.words.scores([]), told.passages),
    )
    for what, held, expected in sizes:
        if len(held) != expected:
            yield f"{len(held)} {what}, where the manifest says {expected}"


def _places(index: Index) -> Iterator[str]:
    """Spans that do not lie in their entry's text."""
    owner = {passage.id: index.entries[passage.entry_id] for passage in index.passages}
    spans = [(one.id, one.start, one.end) for one in index.passages]
    spans += [(one.passage_id, one.start, one.end) for one in index.sentences]
    for passage_id, start, end in spans:
        if not 0 <= start < end <= len(owner[passage_id].body):
            yield f"{passage_id} has the span {start}:{end}, outside of its entry's text"
    for query in index.expansion.queries:
        if not query.sentences or not set(query.sentences) <= set(range(len(index.sentences))):
            yield f"the query {query.text!r} is answered by {list(query.sentences)}, which are no sentences"


def _numbers(index: Index) -> Iterator[str]:
    kinds = (
        ("passage", index.passage_vectors),
        ("sentence", index.sentence_vectors),
        ("query", index.expansion.vectors),
        ("unanswered question", index.unanswered.vectors),
    )
    for what, vectors in kinds:
        # Not a number is near nothing, so it counts as wrong.
        wrong = np.flatnonzero(~(np.abs(np.linalg.norm(vectors.rows, axis=1) - 1) < 1e-3))
        if len(wrong):
            yield f"{len(wrong)} {what} vectors are not of length 1, the first is {wrong[0]}"
    starts = index.tokens.starts
    if starts[0] != 0 or np.any(np.diff(starts) < 0) or starts[-1] != len(index.tokens.vectors):
        yield "the tokens' vectors are not dealt out to the passages in order"


def _meaning(index: Index, embedder: Embedder) -> Iterator[str]:
    rows = _spread(len(index.passages))
    texts = passage_texts([index.passages[row] for row in rows], index.entries)
    cosines = np.sum(embedder.embed(list(texts)) * index.passage_vectors.rows[rows], axis=1)
    for row, cosine in zip(rows, cosines, strict=True):
        if not cosine > _SAME:
            yield f"{index.passages[row].id} is embedded otherwise now: cosine {cosine:.4f}"


def _spread(count: int) -> Sequence[int]:
    return sorted({place * count // _SAMPLE for place in range(_SAMPLE)}) if count else []
