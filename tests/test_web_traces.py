import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from rag.types import Trace
from rag.web.settings import SettingRefused
from rag.web.traces import spans, tracer
from tests.browser import served
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


class Collector(BaseHTTPRequestHandler):
    """Takes spans as the protocol has them: OTLP, protobuf over HTTP."""

    taken: list[tuple[str, str, ExportTraceServiceRequest]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        body = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
        self.taken.append((self.path, self.headers["Content-Type"], ExportTraceServiceRequest.FromString(body)))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.end_headers()
        self.wfile.write(ExportTraceServiceResponse().SerializeToString())

    def log_message(self, *_: object) -> None:
        pass


def test_a_real_collector_is_sent_the_spans_without_the_question(tmp_path: Path) -> None:
    Collector.taken = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        Thread(target=collector.serve_forever, daemon=True).start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FACTORY_CHAT_TRACES", f"http://127.0.0.1:{collector.server_port}/v1/traces")
            patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
            with served("-m", "tests.fake_window", data=tmp_path) as address:
                asked = {"question": "What is my secret GIDL?"}
                httpx.post(f"{address}api/ask", json=asked, timeout=30).raise_for_status()
        collector.shutdown()
    assert {(path, kind) for path, kind, _ in Collector.taken} == {("/v1/traces", "application/x-protobuf")}
    assert not any(b"secret" in sent.SerializeToString() for _, _, sent in Collector.taken)
    resources = [one for _, _, sent in Collector.taken for one in sent.resource_spans]
    names = {one.value.string_value for one in resources[0].resource.attributes if one.key == "service.name"}
    *steps, whole = (span for one in resources for scope in one.scope_spans for span in scope.spans)
    assert names == {"ai-factory-chat"} and [one.name for one in (*steps, whole)] == [
        "understand",
        "retrieve",
        "answer",
    ]
    assert {one.parent_span_id for one in steps} == {whole.span_id} and not whole.parent_span_id
    assert {one.trace_id for one in steps} == {whole.trace_id}
    assert whole.end_time_unix_nano - whole.start_time_unix_nano == 30_000_000
    facts = {one.key: one.value.string_value or one.value.int_value for one in whole.attributes}
    assert facts == {"outcome": "answered", "claims": 1, "dropped": 1, "pieces": 4}


def test_nothing_is_sent_unless_a_collector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_TRACES", raising=False)
    assert tracer() is None


def test_a_named_collector_without_the_packages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_TRACES", "http://127.0.0.1:4318/v1/traces")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingRefused, match="traces"):
        tracer()
