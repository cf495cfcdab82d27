"""What watches over the answers of a server: metrics, logs, spans and the counts by day."""

from dataclasses import dataclass
from pathlib import Path

from index.vocabulary import Vocabulary
from rag.web.data import keeps_history
from rag.web.drift import FILE, Drift
from rag.web.logs import log_answer
from rag.web.metrics import Metrics
from rag.web.traces import spans, tracer
from rag.web.turnstile import Turnstile


@dataclass(frozen=True, eq=False)
class Watch:
    """What the owner may read of it."""

    metrics: Metrics
    drift: Drift


def watch(turnstile: Turnstile, vocabulary: Vocabulary, folder: Path) -> Watch:
    """Have all answers of a turnstile witnessed; the counts by day lie in the folder of the history, if one is kept.

    Raises SettingRefused where spans are wanted and cannot be made.
    """
    metrics, drift = Metrics(turnstile), Drift(vocabulary, folder / FILE if keeps_history() else None)
    turnstile.witnesses += [drift.count, log_answer]
    if found := tracer():
        turnstile.witnesses.append(spans(found))
    return Watch(metrics, drift)
