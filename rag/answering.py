"""Whether a sentence answers a question: MiniLM reads both as one text, as it reads a claim and its evidence."""

import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from index.embed import PACKAGE
from rag.cross_encoder import ANSWERS, load_cross_encoder
from rag.signs import Candidate

# So many of the best sentences are read, and what is read counts up to here (eval/LOG.md).
SENTENCES, MOST = 2, 8.0


def answering(asked: str, found: Sequence[Candidate], few: bool) -> float | None:
    """The log-odds that one of the best sentences (`found` has the best one first) answers what is asked, uncalibrated;
    None where that cannot be read: without a sentence, where all is too long, or without MiniLM's weights, which a
    glossary with another embedding model does not need.

    `few` says that only a few questions will come (see `load_cross_encoder`).
    """
    if importlib.util.find_spec(PACKAGE) is None:
        return None
    model = load_cross_encoder(ANSWERS, few)
    with ThreadPoolExecutor(SENTENCES) as pool:  # they are read side by side
        odds = pool.map(lambda one: model.logit(asked, shown(one), one.entry.term), found[:SENTENCES])
        best = max(odds, default=-float("inf"))
    return None if best == -float("inf") else min(MOST, max(-MOST, best))


def shown(candidate: Candidate) -> str:
    """A sentence as it is read: behind the heading over it."""
    return f"{candidate.heading}: {candidate.text}" if candidate.heading else candidate.text
