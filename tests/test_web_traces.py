import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from rag.types import Trace
from rag.web.settings import SettingRefused
from rag.web.traces import spans, tracer
from tests.window_fakes import assistant, scripted_steps


@dataclass
class Span:
    """A span as OpenTelemetry's interface has it."""

    name: str
    begun: int
    facts: dict[str, Any]
    ended: int = 0

    def end(self, end_time: int) -> None:
        self.ended = end_time


@dataclass
class Recorder:
    """A tracer that keeps its spans."""

    made: list[Span] = field(default_factory=list)

    def start_span(self, name: str, start_time: int) -> Span:
        self.made.append(Span(name, start_time, {}))
        return self.made[-1]

    @contextmanager
    def start_as_current_span(
        self, name: str, start_time: int, attributes: dict[str, Any], end_on_exit: bool
    ) -> Iterator[Span]:
        assert not end_on_exit
        span = Span(name, start_time, attributes)
        self.made.append(span)
        yield span


def test_an_answer_is_a_span_with_one_for_each_of_its_steps() -> None:
    *_, last = scripted_steps("What is my secret GIDL?", (), assistant())
    assert last.answer
    timed = replace(last.answer, trace=Trace({"understand": 0.01, "retrieve": 0.02, "total": 0.03}))
    recorder = Recorder()
    spans(recorder)(timed, 5)  # type: ignore[arg-type]
    whole, first, second = recorder.made
    assert [span.name for span in recorder.made] == ["answer", "understand", "retrieve"]
    assert whole.begun == first.begun and first.ended == second.begun and second.ended == whole.ended
    assert whole.ended - whole.begun == 30_000_000
    assert whole.facts == {"outcome": "answered", "claims": 1, "dropped": 1, "pieces": 5}


def test_nothing_is_sent_unless_a_collector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_TRACES", raising=False)
    assert tracer() is None


def test_a_named_collector_without_the_packages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_TRACES", "http://127.0.0.1:4318/v1/traces")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingRefused, match="traces"):
        tracer()
