"""What Prometheus may scrape: answers, their outcomes and times, the lines, what was written and what was dropped."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rag.types import Answer
from rag.web.turnstile import Turnstile

# Seconds: a quotation takes some 0.013, a written answer seconds.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counts the answers of one server; a witness of its turnstile."""

    def __init__(self, turnstile: Turnstile) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter("factory_chat_answers", "Answers by outcome", ["outcome"], registry=self.registry)
        self._seconds = Histogram(
            "factory_chat_stage_seconds", "Seconds by stage", ["stage"], buckets=_BUCKETS, registry=self.registry
        )
        self._claims = Counter(
            "factory_chat_claims", "Claims by kind, dropped ones too", ["kind"], registry=self.registry
        )
        self._pieces = Counter("factory_chat_pieces_written", "Pieces of the writer's drafts", registry=self.registry)
        self.registry.register(_Lines(turnstile))
        ProcessCollector(registry=self.registry)
        turnstile.witnesses.append(self.count)

    def count(self, answer: Answer, pieces: int) -> None:
        """Count an answer for which the writer wrote some pieces."""
        self._answers.labels(answer.outcome).inc()
        self._pieces.inc(pieces)
        for stage, seconds in answer.trace.seconds.items():
            self._seconds.labels(stage).observe(max(0.0, seconds))
        for kind in (*(claim.kind for claim in answer.claims), *("dropped" for _ in answer.dropped)):
            self._claims.labels(kind).inc()

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)


class _Lines(Collector):
    """The turnstile as it stands when it is asked."""

    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile

    def collect(self) -> Iterator[Metric]:
        turnstile = self._turnstile
        waiting = GaugeMetricFamily("factory_chat_waiting", "Answers that wait in a line", labels=["line"])
        waiting.add_metric(["quoting"], len(turnstile.quoting))
        waiting.add_metric(["writing"], len(turnstile.writing))
        yield waiting
        yield GaugeMetricFamily("factory_chat_under_way", "Answers that wait or are being made", turnstile.under_way)
        yield GaugeMetricFamily("factory_chat_writer_stuck", "1 while the writer is timed out", turnstile.is_stuck)
        yield CounterMetricFamily("factory_chat_turned_away", "Questions that found no place", turnstile.turned_away)
