"""Whether a sentence answers a question: MiniLM reads both as one text, as it reads a claim and its evidence."""

import importlib.util
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from index.embed import PACKAGE
from rag.cross_encoder import ANSWERS, load_cross_encoder
from rag.signs import Candidate

# So many of the best sentences are read to decide, or all of so many where the first do not tell, and what is read
# counts up to here (eval/LOG.md).
SENTENCES, MORE, MOST = 2, 4, 8.0
# So many are read to rank a follow-up's, all of which are near to the name of what it goes on with (eval/LOG.md).
RANKED = 12


@dataclass(eq=False)
class Reader:
    """The sentences `found`, the best one first, of which each is read once and only as many as it takes. `few` says
    that only a few questions will come (see `load_cross_encoder`)."""

    asked: str
    found: Sequence[Candidate]
    few: bool
    odds: list[float] = field(default_factory=list)

    def best(self, count: int = SENTENCES) -> float | None:
        """The log-odds that one of the `count` best sentences answers what is asked, uncalibrated; None where that
        cannot be read: without a sentence, where all is too long, or without MiniLM's weights, which a glossary with
        another embedding model does not need."""
        self.odds += _read(self.asked, self.found[len(self.odds) : count], self.few)
        best = max(self.odds[:count], default=-math.inf)
        return None if best == -math.inf else _bounded(best)


def ranked(asked: str, found: Sequence[Candidate], few: bool) -> list[Candidate]:
    """The sentences with what is read of the best ones added to their scores, best first; those that are not read get
    as little as the least of these. As they are where none can be read."""
    odds = [_bounded(one) for one in _read(asked, found[:RANKED], few)]
    each = [*odds, *[min(odds)] * (len(found) - len(odds))] if odds else [0.0] * len(found)
    raised = (replace(one, score=one.score + more) for one, more in zip(found, each, strict=True))
    return sorted(raised, key=lambda candidate: -candidate.score)


def _read(asked: str, found: Sequence[Candidate], few: bool) -> list[float]:
    """The log-odds for each sentence, minus infinity where it is too long; none without MiniLM's weights."""
    if not found or importlib.util.find_spec(PACKAGE) is None:
        return []
    model = load_cross_encoder(ANSWERS, few)
    with ThreadPoolExecutor(SENTENCES) as pool:  # they are read side by side
        return list(pool.map(lambda one: model.logit(asked, shown(one), one.entry.term), found))


def _bounded(odds: float) -> float:
    return min(MOST, max(-MOST, odds))


def shown(candidate: Candidate) -> str:
    """A sentence as it is read: behind the heading over it."""
    return f"{candidate.heading}: {candidate.text}" if candidate.heading else candidate.text


def together(found: Sequence[Candidate]) -> str:
    """Sentences as one text, those of other entries than the first one's behind their terms."""
    own = found[0].entry.id
    return " ".join(shown(one) if one.entry.id == own else f"{one.entry.term}: {shown(one)}" for one in found)
